package io.memberport.testkit;

import io.memberport.port.MemberSink;
import io.memberport.port.MemberSinkProvider;
import io.memberport.port.SinkOption;
import io.memberport.port.SinkOptions;
import io.memberport.testkit.fixture.Accumulation;
import io.memberport.testkit.fixture.RepeatedMember;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** Makes {@link ReferenceSink}s. */
public class ReferenceSinkProvider implements MemberSinkProvider {

    /** One that {@code META-INF/services} does not name. */
    public static final class Unregistered extends ReferenceSinkProvider {}

    @Override
    public String scheme() {
        return "reference";
    }

    @Override
    public String summary() {
        return "a folder, for the testkit's own tests";
    }

    @Override
    public String targetSyntax() {
        return "reference:FOLDER";
    }

    @Override
    public List<SinkOption> options() {
        return List.of(
                SinkOption.choice(
                        "flaw",
                        Arrays.stream(Flaw.values()).map(Flaw::wireName).toList(),
                        Flaw.NONE.wireName(),
                        "Which promise to break."),
                SinkOption.value("form", "word", "plain", "How the target looks; it looks the same."),
                SinkOption.choice(
                        "accumulation",
                        Arrays.stream(Accumulation.values()).map(Enum::name).toList(),
                        Accumulation.SNAPSHOT.name(),
                        "What becomes of former content."),
                SinkOption.choice(
                        "repeated-member",
                        Arrays.stream(RepeatedMember.values()).map(Enum::name).toList(),
                        RepeatedMember.KEPT.name(),
                        "What becomes of a member that comes twice."));
    }

    @Override
    public MemberSink create(String target, SinkOptions options) {
        return create(target, options, Disk.REAL);
    }

    static ReferenceSink create(String target, SinkOptions options, Disk disk) {
        return new ReferenceSink(
                Path.of(target.substring("reference:".length())),
                Flaw.ofWireName(options.get("flaw")),
                Accumulation.valueOf(options.get("accumulation")),
                RepeatedMember.valueOf(options.get("repeated-member")),
                options.get("form"),
                disk);
    }
}
