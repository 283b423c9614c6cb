package io.memberport.sink.xlsx;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.memberport.encoding.csv.WideColumn;
import io.memberport.encoding.file.DataFile;
import io.memberport.encoding.file.FileManifest;
import io.memberport.encoding.file.ManifestColumn;
import io.memberport.encoding.json.PrivacyReport;
import io.memberport.encoding.json.VariableDefinition;
import io.memberport.model.ExportMetadata;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a commit leaves beside the workbook. The components, in this order, are the fields of the document.
 *
 * @param community the community's API key name
 * @param privacy what a policy for personal data did; null if the export was written as it came
 * @param rows rows of members, without headers
 * @param memberSheets over how many sheets they are spread
 * @param replacedValues texts that were too long for a cell and were cut
 * @param file the workbook
 * @param columns those of variables that have gone included
 * @param variables those that the export left, by which the next run tells what has changed; null if they are not known
 */
record XlsxManifest(
        int formatVersion,
        String community,
        @Nullable String batchId,
        String contentSha256,
        long contentBytes,
        @Nullable Instant exportDate,
        @Nullable Instant sinceDatetime,
        @Nullable Instant lastSyncDate,
        long members,
        long values,
        long unrecognisedFields,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable PrivacyReport privacy,
        long rows,
        int memberSheets,
        long replacedValues,
        DataFile file,
        List<ManifestColumn> columns,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<VariableDefinition> variables)
        implements FileManifest {

    private static final int FORMAT_VERSION = 1;

    XlsxManifest {
        if (formatVersion != FORMAT_VERSION) {
            throw new IllegalArgumentException("a manifest of version " + formatVersion);
        }
        Objects.requireNonNull(community, "community");
        Objects.requireNonNull(contentSha256, "contentSha256");
        Objects.requireNonNull(file, "file");
        columns = List.copyOf(columns);
        variables = variables == null ? null : List.copyOf(variables);
    }

    static XlsxManifest of(
            String community,
            ExportMetadata export,
            long rows,
            int memberSheets,
            long replacedValues,
            DataFile file,
            List<WideColumn> columns) {
        return new XlsxManifest(
                FORMAT_VERSION,
                community,
                export.batchId(),
                export.contentSha256(),
                export.contentBytes(),
                export.exportDate(),
                export.sinceDatetime(),
                export.lastSyncDate(),
                export.members(),
                export.values(),
                export.unrecognisedFields(),
                PrivacyReport.of(export.privacy()),
                rows,
                memberSheets,
                replacedValues,
                file,
                ManifestColumn.of(columns, export),
                VariableDefinition.of(export.variables()));
    }
}
