package io.memberport.sink.s3;

import io.memberport.sink.s3.S3MemberSink.Compression;
import io.memberport.sink.s3.S3MemberSink.Format;
import io.memberport.sink.s3.S3MemberSink.Layout;
import io.memberport.testkit.MemberSinkContract;
import io.memberport.testkit.SinkFixture;
import java.nio.file.Path;

class S3WideParquetContractTest implements MemberSinkContract {

    @Override
    public SinkFixture newFixture(Path directory) {
        return new S3Fixture(Format.PARQUET, Layout.WIDE, Compression.GZIP);
    }
}
