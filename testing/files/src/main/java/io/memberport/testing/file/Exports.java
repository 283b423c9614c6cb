package io.memberport.testing.file;

import io.memberport.model.ExportMetadata;
import io.memberport.model.Member;
import io.memberport.model.MemberBlock;
import io.memberport.model.ProfileVariable;
import io.memberport.model.Sensitivity;
import io.memberport.model.Text;
import io.memberport.model.Value;
import io.memberport.model.VariableValues;
import io.memberport.port.CommitReceipt;
import io.memberport.port.MemberSink;
import io.memberport.port.SinkContext;
import io.memberport.port.SinkRun;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Small exports, and the run of one into a sink. */
public final class Exports {

    public static final String COMMUNITY = "acme";

    private static final String SHA256 = "0123456789abcdef".repeat(4);

    private Exports() {}

    public static ProfileVariable variable(String id, @Nullable String name, String dataType) {
        return ProfileVariable.of(id, name, dataType, Sensitivity.NOT_SENSITIVE);
    }

    public static Value string(String text) {
        return new Value(Value.Kind.STRING, Text.of(text), null);
    }

    public static Value option(String label, String id) {
        return new Value(Value.Kind.STRING, Text.of(label), Text.of(id));
    }

    public static Value of(Value.Kind kind, String text) {
        return new Value(kind, Text.of(text), null);
    }

    public static Value nothing() {
        return new Value(Value.Kind.NULL, null, null);
    }

    public static VariableValues values(ProfileVariable variable, Value... values) {
        return new VariableValues(variable, List.of(values), null);
    }

    public static Member member(String id, VariableValues... variables) {
        return new Member(Text.of(id), List.of(variables), Text.of("{}"));
    }

    public static MemberBlock block(Member... members) {
        return block(Arrays.asList(members));
    }

    public static MemberBlock block(List<Member> members) {
        return MemberBlock.of(0, members, 0);
    }

    public static ExportMetadata metadata(String batchId, MemberBlock... blocks) {
        return new ExportMetadata(
                batchId,
                null,
                Instant.parse("2026-03-01T02:00:00Z"),
                Instant.parse("2026-03-01T01:59:58.123456789Z"),
                SHA256,
                4711,
                Arrays.stream(blocks).mapToLong(block -> block.members().size()).sum(),
                Arrays.stream(blocks).mapToLong(MemberBlock::valueCount).sum(),
                3);
    }

    public static SinkContext context(MemberBlock... blocks) {
        return new SinkContext(
                COMMUNITY,
                null,
                null,
                null,
                Arrays.stream(blocks)
                        .flatMap(block -> block.members().stream())
                        .flatMap(member -> member.variables().stream())
                        .map(VariableValues::variable)
                        .distinct()
                        .toList());
    }

    /** A whole run, as the use case does it. */
    public static CommitReceipt export(MemberSink sink, String batchId, MemberBlock... blocks) {
        try (sink;
                SinkRun run = sink.open(context(blocks))) {
            for (MemberBlock block : blocks) {
                run.write(block);
            }
            return run.commit(metadata(batchId, blocks));
        }
    }
}
