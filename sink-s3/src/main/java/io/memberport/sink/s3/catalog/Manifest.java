package io.memberport.sink.s3.catalog;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.memberport.encoding.column.TypedColumn;
import io.memberport.encoding.json.JsonDocument;
import io.memberport.encoding.json.PrivacyReport;
import io.memberport.model.ExportMetadata;
import io.memberport.model.ProfileVariable;
import io.memberport.port.ValueAdjustments;
import io.memberport.sink.s3.store.DataFile;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is written beside an export: what it is, its files, its variables. Contains no member's data. The components, in this
 * order, are the fields of the document.
 *
 * @param privacy what a policy for personal data did; null if the export was written as it came
 * @param rows in all files together
 * @param replacedValues how many values have null in their place
 * @param untypedValues how many are there as text alone
 * @param columns which variable has which column, those of former exports too; null if the layout is another than wide
 */
public record Manifest(
        int formatVersion,
        String community,
        String run,
        @Nullable String batchId,
        String contentSha256,
        long contentBytes,
        boolean full,
        @Nullable Instant sinceDatetime,
        @Nullable Instant exportDate,
        @Nullable Instant lastSyncDate,
        long members,
        long values,
        long unrecognisedFields,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable PrivacyReport privacy,
        String format,
        String layout,
        String compression,
        long rows,
        long replacedValues,
        long untypedValues,
        List<File> files,
        List<Variable> variables,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<TypedColumn> columns) {

    static final int FORMAT_VERSION = 1;

    /** A data file. */
    record File(String key, long sizeBytes, String sha256, long rows) {

        private static File of(DataFile file) {
            return new File(file.key(), file.sizeBytes(), file.sha256Hex(), file.rows());
        }
    }

    /**
     * A definition of a variable.
     *
     * @param column null if the layout is another than wide
     */
    record Variable(
            String id,
            @Nullable String name,
            @Nullable String dataType,
            @Nullable Boolean isSensitive,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String column) {

        private static Variable of(ProfileVariable variable, @Nullable TypedColumns columns) {
            return new Variable(
                    variable.id(),
                    variable.name(),
                    variable.dataTypeName(),
                    variable.sensitivity().isSensitive(),
                    columns == null
                            ? null
                            : columns.present()
                                    .get(columns.indexes().of(variable))
                                    .name());
        }
    }

    /**
     * A manifest.
     *
     * @param columns null if the layout is another than wide
     */
    public static Manifest of(
            String community,
            String run,
            ExportMetadata export,
            ExportForm form,
            long rows,
            ValueAdjustments adjustments,
            List<DataFile> files,
            List<ProfileVariable> variables,
            @Nullable TypedColumns columns) {
        return new Manifest(
                FORMAT_VERSION,
                community,
                run,
                export.batchId(),
                export.contentSha256(),
                export.contentBytes(),
                export.isFull(),
                export.sinceDatetime(),
                export.exportDate(),
                export.lastSyncDate(),
                export.members(),
                export.values(),
                export.unrecognisedFields(),
                PrivacyReport.of(export.privacy()),
                form.format(),
                form.layout(),
                form.compression(),
                rows,
                adjustments.replaced(),
                adjustments.untyped(),
                files.stream().map(File::of).toList(),
                variables.stream()
                        .map(variable -> Variable.of(variable, columns))
                        .toList(),
                columns == null
                        ? null
                        : columns.all().stream()
                                .filter(column -> !export.hidesNameOf(column.variableId()))
                                .toList());
    }

    public byte[] toJson() {
        return JsonDocument.write(this);
    }

    /** What {@code _latest.json} says of the export. */
    public CommittedExport committedIn(ExportFolder folder) {
        return new CommittedExport(
                folder.path(),
                format,
                layout,
                compression,
                batchId,
                contentSha256,
                sinceDatetime,
                exportDate,
                lastSyncDate,
                privacy == null ? null : privacy.policy(),
                members,
                rows,
                files.size(),
                files.stream().mapToLong(File::sizeBytes).sum(),
                run);
    }
}
