package io.memberport.modular;

import static io.memberport.testkit.TestExport.text;
import static io.memberport.testkit.TestExport.values;

import io.memberport.export.ExportListener;
import io.memberport.export.ExportTransfer;
import io.memberport.sink.s3.S3MemberSink;
import io.memberport.sink.s3.S3Options.Format;
import io.memberport.testkit.TestExport;
import java.net.URI;
import java.util.List;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/** Writes Parquet with the sink that is a module. */
final class ParquetProgram {

    private ParquetProgram() {}

    /** Target, address of the store, access key, secret key. */
    public static void main(String[] arguments) {
        TestExport export =
                TestExport.of("b-1").member("m", values(TestExport.variable("v-city", "City", "string"), text("Bonn")));
        try (S3MemberSink sink = S3MemberSink.to(arguments[0])
                .format(Format.PARQUET)
                .endpoint(URI.create(arguments[1]))
                .pathStyle(true)
                .credentials(StaticCredentialsProvider.create(AwsBasicCredentials.create(arguments[2], arguments[3])))
                .build()) {
            System.out.println(ExportTransfer.forCommunity("c")
                    .run(export.asFile(), null, List.of(sink), ExportListener.NONE)
                    .targets()
                    .get(0)
                    .outcome());
        }
        System.out.println(S3MemberSink.class.getModule());
    }
}
