package io.memberport.sink.s3;

import io.memberport.port.Layout;
import io.memberport.sink.s3.S3Options.Compression;
import io.memberport.sink.s3.S3Options.Format;
import io.memberport.testkit.ChangesContract;
import io.memberport.testkit.DeliveryContract;
import io.memberport.testkit.VariablesContract;
import io.memberport.testkit.fixture.SinkFixture;
import java.nio.file.Path;

/** What of the contract the layout can make a difference to. */
class S3WideParquetContractTest implements DeliveryContract, ChangesContract, VariablesContract {

    @Override
    public SinkFixture newFixture(Path directory) {
        return new S3Fixture(Format.PARQUET, Layout.WIDE, Compression.GZIP);
    }
}
