package io.memberport.sink.csv;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.memberport.encoding.csv.CsvDialect;
import io.memberport.encoding.csv.ListForm;
import io.memberport.encoding.csv.WideColumn;
import io.memberport.encoding.file.DataFile;
import io.memberport.encoding.file.FileManifest;
import io.memberport.encoding.file.ManifestColumn;
import io.memberport.encoding.json.PrivacyReport;
import io.memberport.encoding.json.VariableDefinition;
import io.memberport.model.ExportMetadata;
import io.memberport.port.Layout;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a commit leaves beside the file: which export it is, how it was written, and by what to tell that nothing has changed it
 * since. Contains no member's data. The components, in this order, are the fields of the document.
 *
 * @param community the community's API key name
 * @param privacy what a policy for personal data did; null if the export was written as it came
 * @param members in the file; {@code values} and {@code privacy} still count those that were erased
 * @param rows rows in the file, without the header
 * @param erased what was erased since the commit; null if nothing was
 * @param lists what several values became in the wide layout; null if they became JSON arrays
 * @param file the file
 * @param columns the columns of the wide layout, those of variables that have gone included; empty for the long one
 * @param variables those that the export left, by which the next run tells what has changed; null if they are not known
 */
record Manifest(
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
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Erased erased,
        Layout layout,
        char delimiter,
        boolean formulaGuard,
        boolean byteOrderMark,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable ListForm lists,
        Compression compression,
        DataFile file,
        List<ManifestColumn> columns,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<VariableDefinition> variables)
        implements FileManifest {

    private static final int FORMAT_VERSION = 1;

    /** What was erased, in all erasures together. Names no member. */
    record Erased(long members, long rows) {

        private static Erased of(@Nullable Erased before, long members, long rows) {
            return before == null
                    ? new Erased(members, rows)
                    : new Erased(before.members + members, before.rows + rows);
        }
    }

    Manifest {
        if (formatVersion != FORMAT_VERSION) {
            throw new IllegalArgumentException("a manifest of version " + formatVersion);
        }
        Objects.requireNonNull(community, "community");
        Objects.requireNonNull(contentSha256, "contentSha256");
        Objects.requireNonNull(layout, "layout");
        Objects.requireNonNull(compression, "compression");
        Objects.requireNonNull(file, "file");
        columns = List.copyOf(columns);
        variables = variables == null ? null : List.copyOf(variables);
        formatOf(layout, delimiter, formulaGuard, lists, byteOrderMark, compression);
    }

    private static CsvFormat formatOf(
            Layout layout,
            char delimiter,
            boolean formulaGuard,
            @Nullable ListForm lists,
            boolean byteOrderMark,
            Compression compression) {
        ListForm form = lists == null ? ListForm.JSON : lists;
        return new CsvFormat(layout, new CsvDialect(delimiter, formulaGuard, form), byteOrderMark, compression);
    }

    static Manifest of(
            String community,
            ExportMetadata export,
            long rows,
            CsvFormat format,
            DataFile file,
            List<WideColumn> columns) {
        return new Manifest(
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
                null,
                format.layout(),
                format.dialect().delimiter(),
                format.dialect().formulaGuard(),
                format.byteOrderMark(),
                format.dialect().lists() == ListForm.JSON
                        ? null
                        : format.dialect().lists(),
                format.compression(),
                file,
                ManifestColumn.of(columns, export),
                VariableDefinition.of(export.variables()));
    }

    /** The manifest of the file that has been written again without some members. */
    Manifest without(long erasedMembers, long erasedRows, DataFile written) {
        return new Manifest(
                formatVersion,
                community,
                batchId,
                contentSha256,
                contentBytes,
                exportDate,
                sinceDatetime,
                lastSyncDate,
                members - erasedMembers,
                values,
                unrecognisedFields,
                privacy,
                rows - erasedRows,
                Erased.of(erased, erasedMembers, erasedRows),
                layout,
                delimiter,
                formulaGuard,
                byteOrderMark,
                lists,
                compression,
                written,
                columns,
                variables);
    }

    CsvFormat format() {
        return formatOf(layout, delimiter, formulaGuard, lists, byteOrderMark, compression);
    }
}
