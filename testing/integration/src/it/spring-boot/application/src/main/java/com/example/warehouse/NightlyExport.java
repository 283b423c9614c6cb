package com.example.warehouse;

import io.memberport.export.ExportListener;
import io.memberport.export.ExportResult;
import io.memberport.export.MemberExport;
import io.memberport.http.AlidaApi;
import io.memberport.port.MemberSink;
import io.memberport.sink.csv.CsvMemberSink;
import io.memberport.sink.jdbc.JdbcMemberSink;
import io.memberport.sink.s3.S3MemberSink;
import io.memberport.sink.s3.S3Options;
import java.nio.file.Path;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import software.amazon.awssdk.services.s3.S3Client;

/** The main job, into all that the application has. */
@Component
class NightlyExport {

    private final MemberExport export;
    private final List<MemberSink> sinks;

    NightlyExport(
            AlidaApi alida,
            DataSource database,
            S3Client store,
            @Value("${alida.community}") String community,
            @Value("${warehouse.csv}") Path csv,
            @Value("${warehouse.bucket}") String bucket) {
        this.export = MemberExport.of(alida, community);
        this.sinks = List.of(
                CsvMemberSink.to(csv).build(),
                JdbcMemberSink.to(database, "warehouse").tablePrefix("nightly_").build(),
                S3MemberSink.to("s3://" + bucket + "/nightly/")
                        .client(store)
                        .format(S3Options.Format.CSV)
                        .compression(S3Options.Compression.NONE)
                        .build());
    }

    ExportResult run() {
        return export.runSince(null, sinks, ExportListener.NONE);
    }
}
