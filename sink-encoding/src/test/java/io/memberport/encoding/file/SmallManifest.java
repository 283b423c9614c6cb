package io.memberport.encoding.file;

import io.memberport.encoding.json.PrivacyReport;
import io.memberport.encoding.json.VariableDefinition;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What every manifest has. */
record SmallManifest(
        String community,
        @Nullable String batchId,
        String contentSha256,
        @Nullable Instant exportDate,
        @Nullable Instant lastSyncDate,
        @Nullable PrivacyReport privacy,
        DataFile file,
        List<ManifestColumn> columns,
        @Nullable List<VariableDefinition> variables)
        implements FileManifest {

    static final String COMMUNITY = "acme";

    static SmallManifest of(DataFile file) {
        return new SmallManifest(
                COMMUNITY, "b1", "0123456789abcdef".repeat(4), null, null, null, file, List.of(), null);
    }
}
