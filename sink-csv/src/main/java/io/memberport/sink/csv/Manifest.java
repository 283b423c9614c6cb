package io.memberport.sink.csv;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonProcessingException;
import io.memberport.encoding.csv.CsvDialect;
import io.memberport.encoding.csv.WideColumn;
import io.memberport.encoding.json.JsonDocument;
import io.memberport.encoding.json.PrivacyReport;
import io.memberport.encoding.json.VariableDefinition;
import io.memberport.model.ExportMetadata;
import io.memberport.model.Sensitivity;
import io.memberport.port.CommittedVariables;
import io.memberport.port.LastCommit;
import io.memberport.port.Layout;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
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
        Compression compression,
        DataFile file,
        List<Column> columns,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<VariableDefinition> variables) {

    /** Far beyond a hundred thousand wide columns with ordinary names. */
    static final long LARGEST_BYTES = 64L * 1024 * 1024;

    private static final int FORMAT_VERSION = 1;

    /**
     * The file when it was committed.
     *
     * @param name its name without the directory
     * @param sizeBytes its length
     * @param crc32c CRC-32C of its bytes, as 8 lower-case hexadecimal digits
     * @param lastModified as the file system told it
     */
    record DataFile(String name, long sizeBytes, String crc32c, Instant lastModified) {

        DataFile {
            Objects.requireNonNull(name, "name");
            Objects.requireNonNull(crc32c, "crc32c");
            Objects.requireNonNull(lastModified, "lastModified");
        }

        /** Whether a file has the same length and time. */
        boolean isLike(Path file) throws IOException {
            BasicFileAttributes present =
                    Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            return present.isRegularFile()
                    && present.size() == sizeBytes
                    && present.lastModifiedTime().toInstant().equals(lastModified);
        }
    }

    /** What was erased, in all erasures together. Names no member. */
    record Erased(long members, long rows) {

        private static Erased of(@Nullable Erased before, long members, long rows) {
            return before == null
                    ? new Erased(members, rows)
                    : new Erased(before.members + members, before.rows + rows);
        }
    }

    /** A {@link WideColumn} in the document. */
    record Column(
            String variableId,
            String column,
            @Nullable String variableName,
            @Nullable String dataType,
            @Nullable Boolean isSensitive,
            boolean retired) {

        Column {
            Objects.requireNonNull(variableId, "variableId");
            Objects.requireNonNull(column, "column");
        }

        private static Column of(WideColumn wide) {
            return new Column(
                    wide.variableId(),
                    wide.name(),
                    wide.variableName(),
                    wide.dataTypeName(),
                    wide.sensitivity().isSensitive(),
                    wide.retired());
        }

        private WideColumn toWideColumn() {
            return new WideColumn(variableId, column, variableName, dataType, Sensitivity.of(isSensitive), retired);
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
        new CsvFormat(layout, new CsvDialect(delimiter, formulaGuard), byteOrderMark, compression);
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
                format.compression(),
                file,
                columns.stream()
                        .filter(column -> !export.hidesNameOf(column.variableId()))
                        .map(Column::of)
                        .toList(),
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
                compression,
                written,
                columns,
                variables);
    }

    /**
     * @throws JsonProcessingException if it is not one of this version; the message can quote it
     */
    static Manifest read(InputStream in, long sizeBytes) throws IOException {
        if (sizeBytes > LARGEST_BYTES) {
            throw new JsonParseException(null, "too long");
        }
        return JsonDocument.read(in, Manifest.class);
    }

    byte[] toJson() {
        return JsonDocument.write(this);
    }

    CsvFormat format() {
        return new CsvFormat(layout, new CsvDialect(delimiter, formulaGuard), byteOrderMark, compression);
    }

    LastCommit lastCommit() {
        return new LastCommit(batchId, contentSha256, exportDate, lastSyncDate, policy());
    }

    private @Nullable String policy() {
        return privacy == null ? null : privacy.policy();
    }

    /** Empty if they are not known. */
    Optional<CommittedVariables> committedVariables() {
        return Optional.ofNullable(variables)
                .map(known -> new CommittedVariables(
                        known.stream().map(VariableDefinition::toVariable).toList(), policy()));
    }

    List<WideColumn> wideColumns() {
        return columns.stream().map(Column::toWideColumn).toList();
    }
}
