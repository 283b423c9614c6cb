package com.example.nightly;

import io.memberport.export.ExportListener;
import io.memberport.export.ExportResult;
import io.memberport.export.MemberExport;
import io.memberport.http.AlidaApi;
import io.memberport.http.ClientCredentials;
import io.memberport.sink.csv.CsvMemberSink;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;

/** The main job in a service of one's own. */
final class NightlyExport {

    private NightlyExport() {}

    static ExportResult run(URI apiUrl, String community, ClientCredentials credentials, Path csv) {
        try (AlidaApi api = AlidaApi.at(apiUrl)
                .community(community)
                .credentials(credentials)
                .build()) {
            return MemberExport.of(api, community)
                    .run(List.of(CsvMemberSink.to(csv).build()), ExportListener.NONE);
        }
    }
}
