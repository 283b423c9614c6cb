package io.memberport.encoding.file;

import io.memberport.encoding.csv.WideColumn;
import io.memberport.encoding.json.JsonDocument;
import io.memberport.encoding.json.PrivacyReport;
import io.memberport.encoding.json.VariableDefinition;
import io.memberport.port.CommittedVariables;
import io.memberport.port.LastCommit;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a commit leaves beside a file, in a record that is a {@linkplain JsonDocument document}. Contains no member's data. */
public interface FileManifest {

    /** Far beyond a hundred thousand wide columns with ordinary names. */
    long LARGEST_BYTES = 64L * 1024 * 1024;

    /** The community's API key name. */
    String community();

    /** The file when it was committed. */
    DataFile file();

    @Nullable String batchId();

    String contentSha256();

    @Nullable Instant exportDate();

    @Nullable Instant lastSyncDate();

    /** What a policy for personal data did; null if the export was written as it came. */
    @Nullable PrivacyReport privacy();

    /** The columns of variables, those of variables that have gone included. */
    List<ManifestColumn> columns();

    /** Those that the export left; null if they are not known. */
    @Nullable List<VariableDefinition> variables();

    default LastCommit lastCommit() {
        return new LastCommit(batchId(), contentSha256(), exportDate(), lastSyncDate(), policy());
    }

    private @Nullable String policy() {
        PrivacyReport privacy = privacy();
        return privacy == null ? null : privacy.policy();
    }

    /** Empty if they are not known. */
    default Optional<CommittedVariables> committedVariables() {
        return Optional.ofNullable(variables())
                .map(known -> new CommittedVariables(
                        known.stream().map(VariableDefinition::toVariable).toList(), policy()));
    }

    /** The columns, as the next run continues them. */
    default List<WideColumn> wideColumns() {
        return columns().stream().map(ManifestColumn::toWideColumn).toList();
    }

    default byte[] toJson() {
        return JsonDocument.write((Record) this);
    }
}
