package io.memberport.testkit;

import io.memberport.model.ExportMetadata;
import io.memberport.model.Member;
import io.memberport.model.MemberBlock;
import io.memberport.model.ProfileVariable;
import io.memberport.model.Sensitivity;
import io.memberport.model.Sha256;
import io.memberport.model.Text;
import io.memberport.model.Value;
import io.memberport.model.VariableValues;
import io.memberport.port.ExportFileSource;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An export in memory, for tests: what a sink is given, made from a few lines instead of a file. Immutable, and like a real
 * one in all that a sink can see: each member has its JSON, and the content hash is that of the whole document.
 *
 * <pre>{@code
 * ProfileVariable city = TestExport.variable("v-1", "City", "string");
 * TestExport export = TestExport.of("batch-1").member("m-1", TestExport.values(city, TestExport.text("Bonn")));
 * }</pre>
 */
public final class TestExport {

    private final @Nullable String batchId;
    private final @Nullable Instant since;
    private final @Nullable Instant exportDate;
    private final @Nullable Instant lastSyncDate;
    private final int blockMembers;
    private final List<Member> members;

    private TestExport(
            @Nullable String batchId,
            @Nullable Instant since,
            @Nullable Instant exportDate,
            @Nullable Instant lastSyncDate,
            int blockMembers,
            List<Member> members) {
        this.batchId = batchId;
        this.since = since;
        this.exportDate = exportDate;
        this.lastSyncDate = lastSyncDate;
        this.blockMembers = blockMembers;
        this.members = List.copyOf(members);
    }

    /**
     * A full export without members and without dates.
     *
     * @param batchId the batch's guid; null if it is unknown
     */
    public static TestExport of(@Nullable String batchId) {
        return new TestExport(batchId, null, null, null, 1, List.of());
    }

    /** The same with one more member. */
    public TestExport member(String id, VariableValues... variables) {
        List<VariableValues> entries = List.of(variables);
        Member member = new Member(Text.of(id), entries, Text.of(TestJson.member(id, entries)));
        return with(Stream.concat(members.stream(), Stream.of(member)).toList());
    }

    /** The same with more members at the end: those of another export. */
    public TestExport and(TestExport other) {
        return with(Stream.concat(members.stream(), other.members.stream()).toList());
    }

    private TestExport with(List<Member> newMembers) {
        return new TestExport(batchId, since, exportDate, lastSyncDate, blockMembers, newMembers);
    }

    /** The same with another batch's id. */
    public TestExport withBatchId(@Nullable String newBatchId) {
        return new TestExport(newBatchId, since, exportDate, lastSyncDate, blockMembers, members);
    }

    /** The same with dates; null for what the export does not say. */
    public TestExport dated(@Nullable Instant newExportDate, @Nullable Instant newLastSyncDate) {
        return new TestExport(batchId, since, newExportDate, newLastSyncDate, blockMembers, members);
    }

    /** The same as an export of what changed since an instant; null for a full one. */
    public TestExport since(@Nullable Instant newSince) {
        return new TestExport(batchId, newSince, exportDate, lastSyncDate, blockMembers, members);
    }

    /** The same, handed over in blocks of so many members, the last one perhaps of fewer; 1 if not set. */
    public TestExport inBlocksOf(int newBlockMembers) {
        if (newBlockMembers < 1) {
            throw new IllegalArgumentException("a block has at least one member");
        }
        return new TestExport(batchId, since, exportDate, lastSyncDate, newBlockMembers, members);
    }

    /** A variable that is not sensitive. */
    public static ProfileVariable variable(String id, @Nullable String name, @Nullable String dataType) {
        return ProfileVariable.of(id, name, dataType, Sensitivity.NOT_SENSITIVE);
    }

    /** A variable with its values, without an effective date. */
    public static VariableValues values(ProfileVariable variable, Value... values) {
        return new VariableValues(variable, List.of(values), null);
    }

    /** A variable with its values, effective since a date as sent. */
    public static VariableValues valuesSince(String effectiveDate, ProfileVariable variable, Value... values) {
        return new VariableValues(variable, List.of(values), Text.of(effectiveDate));
    }

    /** A string. */
    public static Value text(String content) {
        return new Value(Value.Kind.STRING, Text.of(content), null);
    }

    /** A number, by its digits. */
    public static Value number(String digits) {
        return new Value(Value.Kind.NUMBER, Text.of(digits), null);
    }

    /** One option of a list. */
    public static Value option(String label, String id) {
        return new Value(Value.Kind.STRING, Text.of(label), Text.of(id));
    }

    /** A value of another kind, by its JSON. */
    public static Value json(Value.Kind kind, String json) {
        return new Value(kind, Text.of(json), null);
    }

    /** A null. */
    public static Value nothing() {
        return new Value(Value.Kind.NULL, null, null);
    }

    @Nullable String batchId() {
        return batchId;
    }

    /** The members, in order. */
    public List<Member> members() {
        return members;
    }

    /** Every variable in the order in which they first appear, equal ones once. */
    public List<ProfileVariable> variables() {
        Set<ProfileVariable> found = new LinkedHashSet<>();
        members.forEach(member -> member.variables().forEach(entry -> found.add(entry.variable())));
        return List.copyOf(found);
    }

    /** The members as a sink gets them. */
    public List<MemberBlock> blocks() {
        List<MemberBlock> blocks = new ArrayList<>();
        for (int from = 0; from < members.size(); from += blockMembers) {
            List<Member> some = members.subList(from, Math.min(members.size(), from + blockMembers));
            blocks.add(MemberBlock.of(from, some, 0));
        }
        return blocks;
    }

    private static long valuesIn(List<Member> some) {
        return some.stream()
                .flatMap(member -> member.variables().stream())
                .mapToLong(entry -> entry.values().size())
                .sum();
    }

    /** What a sink is told at the commit. */
    public ExportMetadata metadata() {
        byte[] document = TestJson.document(this);
        return new ExportMetadata(
                batchId,
                since,
                exportDate,
                lastSyncDate,
                Sha256.of(document),
                document.length,
                members.size(),
                valuesIn(members),
                0);
    }

    /** The export as a file to read, for {@link io.memberport.export.ExportTransfer} for example. */
    public ExportFileSource asFile() {
        return asFile(blocksRead -> {});
    }

    /** The same; the hook is told before each block and before the end how many blocks have been read, and may throw. */
    ExportFileSource asFile(TestFile.Hook hook) {
        return new TestFile(this, hook);
    }

    @Nullable Instant sinceDatetime() {
        return since;
    }

    @Nullable Instant exportDate() {
        return exportDate;
    }

    @Nullable Instant lastSyncDate() {
        return lastSyncDate;
    }

    /** The batch and the number of members, never an id or a value. */
    @Override
    public String toString() {
        return "TestExport[" + Objects.requireNonNullElse(batchId, "no batch") + ", " + members.size() + " members]";
    }
}
