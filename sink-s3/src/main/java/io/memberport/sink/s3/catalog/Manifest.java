package io.memberport.sink.s3.catalog;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.memberport.encoding.column.TypedColumn;
import io.memberport.encoding.column.TypedColumns;
import io.memberport.encoding.json.JsonDocument;
import io.memberport.encoding.json.PrivacyReport;
import io.memberport.encoding.json.VariableDefinition;
import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import io.memberport.model.ExportMetadata;
import io.memberport.model.ProfileVariable;
import io.memberport.model.Sensitivity;
import io.memberport.port.CommittedVariables;
import io.memberport.port.ValueAdjustments;
import io.memberport.sink.s3.store.Bucket;
import io.memberport.sink.s3.store.DataFile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What is written beside an export: what it is, its files, its variables. Contains no member's data. The components, in this
 * order, are the fields of the document.
 *
 * @param privacy what a policy for personal data did to this export and those before it that it changes; null if they were written
 *     as they came
 * @param members in the files; {@code values} and {@code privacy} still count those that were erased
 * @param rows in all files together
 * @param erased what was erased since the commit; null if nothing was
 * @param replacedValues how many values have null in their place
 * @param untypedValues how many are there as text alone
 * @param formerVariables of changes: variables of exports before that this one lacks; null for a full export, and if they are not known
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
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Erased erased,
        long replacedValues,
        long untypedValues,
        List<File> files,
        List<Variable> variables,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<VariableDefinition> formerVariables,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<TypedColumn> columns) {

    static final int FORMAT_VERSION = 1;

    /** Tens of thousands of variables. */
    static final int LARGEST_BYTES = 16 << 20;

    public Manifest {
        if (formatVersion != FORMAT_VERSION) {
            throw new IllegalArgumentException("a manifest of version " + formatVersion);
        }
        files = List.copyOf(files);
        variables = List.copyOf(variables);
        formerVariables = formerVariables == null ? null : List.copyOf(formerVariables);
    }

    /** What was erased, in all erasures together. Names no member. */
    record Erased(long members, long rows) {

        private static Erased of(@Nullable Erased before, long members, long rows) {
            return before == null
                    ? new Erased(members, rows)
                    : new Erased(before.members + members, before.rows + rows);
        }
    }

    /** A data file. */
    public record File(String key, long sizeBytes, String sha256, long rows) {

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

        private ProfileVariable toVariable() {
            return ProfileVariable.of(id, name, dataType, Sensitivity.of(isSensitive));
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
            @Nullable PrivacyReport privacy,
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
                privacy,
                form.format(),
                form.layout(),
                form.compression(),
                rows,
                null,
                adjustments.replaced(),
                adjustments.untyped(),
                files.stream().map(File::of).toList(),
                variables.stream()
                        .map(variable -> Variable.of(variable, columns))
                        .toList(),
                formerVariables(export, variables),
                columns == null
                        ? null
                        : columns.all().stream()
                                .filter(column -> !export.hidesNameOf(column.variableId()))
                                .toList());
    }

    private static @Nullable List<VariableDefinition> formerVariables(
            ExportMetadata export, List<ProfileVariable> variables) {
        List<ProfileVariable> left = export.variables();
        if (export.isFull() || left == null) {
            return null;
        }
        Set<String> present = variables.stream().map(ProfileVariable::id).collect(Collectors.toSet());
        return VariableDefinition.of(left.stream()
                .filter(variable -> !present.contains(variable.id()))
                .toList());
    }

    /** The variables that the last export left; empty if they are not known, or if its manifest cannot be read. */
    public static Optional<CommittedVariables> variablesOfLast(CommunityState state, Bucket bucket) {
        return state.last()
                .flatMap(export -> bucket.read(export.manifest(), LARGEST_BYTES))
                .flatMap(content -> committedVariables(content.bytes()));
    }

    private static Optional<CommittedVariables> committedVariables(byte[] json) {
        try {
            return JsonDocument.read(new ByteArrayInputStream(json), Manifest.class)
                    .committedVariables();
        } catch (IOException notOfThisVersion) {
            return Optional.empty();
        }
    }

    private Optional<CommittedVariables> committedVariables() {
        List<VariableDefinition> former = full ? List.of() : formerVariables;
        if (former == null) {
            return Optional.empty();
        }
        List<ProfileVariable> all = Stream.concat(
                        variables.stream().map(Variable::toVariable),
                        former.stream().map(VariableDefinition::toVariable))
                .toList();
        return Optional.of(new CommittedVariables(all, privacy == null ? null : privacy.policy()));
    }

    /** The manifest of the last of the present exports; empty if there is none, or it is not there any more. */
    public static Optional<Manifest> ofLast(CommunityState state, Bucket bucket) {
        return state.last().flatMap(export -> read(export.manifest(), bucket));
    }

    /**
     * Reads one.
     *
     * @return empty if it is not there
     * @throws MemberportException if it is not one of this version
     */
    public static Optional<Manifest> read(String key, Bucket bucket) {
        return bucket.read(key, LARGEST_BYTES).map(content -> parse(content.bytes(), bucket.target() + key));
    }

    private static Manifest parse(byte[] json, String name) {
        try {
            return JsonDocument.read(new ByteArrayInputStream(json), Manifest.class);
        } catch (IOException e) {
            // Its message can quote the content.
            throw new MemberportException(
                    FailureKind.TARGET,
                    "The object " + name
                            + " is not what this version of Memberport writes, so it is not known what is in"
                            + " the files that it describes. If a newer version wrote it, use that one; if it was damaged,"
                            + " restore it, or delete its folder.");
        }
    }

    /** The manifest of the export that has been written again without some members. */
    public Manifest without(String erasingRun, long erasedMembers, long erasedRows, List<DataFile> written) {
        return new Manifest(
                formatVersion,
                community,
                erasingRun,
                batchId,
                contentSha256,
                contentBytes,
                full,
                sinceDatetime,
                exportDate,
                lastSyncDate,
                members - erasedMembers,
                values,
                unrecognisedFields,
                privacy,
                format,
                layout,
                compression,
                rows - erasedRows,
                Erased.of(erased, erasedMembers, erasedRows),
                replacedValues,
                untypedValues,
                written.stream().map(File::of).toList(),
                variables,
                formerVariables,
                columns);
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
