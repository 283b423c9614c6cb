package io.memberport.sink.s3;

import io.memberport.sink.s3.S3Options.Compression;
import io.memberport.sink.s3.S3Options.Format;
import io.memberport.testkit.MemberSinkContract;
import io.memberport.testkit.SinkFixture;
import java.nio.file.Path;

class S3CsvZstdContractTest implements MemberSinkContract {

    @Override
    public SinkFixture newFixture(Path directory) {
        return new S3Fixture(Format.CSV, Compression.ZSTD);
    }
}
