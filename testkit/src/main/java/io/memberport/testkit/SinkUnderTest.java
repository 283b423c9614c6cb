package io.memberport.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import io.memberport.export.ExportListener;
import io.memberport.export.ExportResult;
import io.memberport.export.ExportTransfer;
import io.memberport.export.TargetResult;
import io.memberport.model.ExportMetadata;
import io.memberport.model.MemberBlock;
import io.memberport.model.ProfileVariable;
import io.memberport.port.ExportFileSource;
import io.memberport.port.LastCommit;
import io.memberport.port.MemberSink;
import io.memberport.port.MemberSinkProvider;
import io.memberport.port.SinkContext;
import io.memberport.port.SinkOptions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A target, the sinks that are made for it, and what it should hold by now. */
final class SinkUnderTest implements AutoCloseable {

    /** Whose exports the contract writes. */
    static final String COMMUNITY = "contract-community";

    private final SinkFixture fixture;
    private ExpectedContent expected;
    private @Nullable TestExport last;

    private SinkUnderTest(SinkFixture fixture) {
        this.fixture = fixture;
        this.expected = ExpectedContent.nothing(fixture);
    }

    static SinkUnderTest in(SinkFixtureSource source, Path directory) throws Exception {
        return new SinkUnderTest(source.newFixture(directory));
    }

    /** The same, with {@link ContractExports#FIRST} committed. */
    static SinkUnderTest withFirstExport(SinkFixtureSource source, Path directory) throws Exception {
        SinkUnderTest target = in(source, directory);
        try {
            target.run(ContractExports.FIRST);
            return target;
        } catch (Throwable failed) {
            target.close();
            throw failed;
        }
    }

    SinkFixture fixture() {
        return fixture;
    }

    /** A sink as the command makes it. */
    MemberSink create() {
        return create(fixture.options());
    }

    MemberSink create(Map<String, String> options) {
        MemberSinkProvider provider = fixture.provider();
        return provider.create(fixture.target(), SinkOptions.of(provider, options));
    }

    /** Opens a sink for an export, and tells it of the variables if it wants to know. */
    static void open(MemberSink sink, TestExport export) {
        List<ProfileVariable> variables = sink.needsVariablesFirst() ? export.variables() : List.of();
        sink.open(new SinkContext(COMMUNITY, export.batchId(), export.sinceDatetime(), export.exportDate(), variables));
    }

    /** Opens a sink and writes all of an export to it. */
    static void write(MemberSink sink, TestExport export) {
        open(sink, export);
        for (MemberBlock block : export.blocks()) {
            sink.write(block);
        }
    }

    /** Runs an export into the target as the use case does, and makes sure that it arrives. */
    void run(TestExport export) throws Exception {
        ExportResult result = transfer(export.asFile());
        assertEquals(
                List.of(TargetResult.Outcome.COMMITTED),
                result.targets().stream().map(TargetResult::outcome).toList());
        committed(export);
        assertIntact("after a run");
    }

    ExportResult transfer(ExportFileSource file) {
        return transfer(file, ExportListener.NONE);
    }

    ExportResult transfer(ExportFileSource file, ExportListener listener) {
        return ExportTransfer.forCommunity(COMMUNITY).run(file, null, List.of(create()), listener);
    }

    /** From now on the target should show this export too. */
    void committed(TestExport export) {
        expected = expected.after(export);
        last = export;
    }

    /** The target shows what has been committed, knows what that was, and there is nothing else. */
    void assertIntact(String when) throws Exception {
        assertShows(when);
        assertRemembers(when);
        assertTidy(when);
    }

    /** The target shows what has been committed and nothing more. */
    void assertShows(String when) throws Exception {
        List<String> differences = expected.differences(fixture.read());
        if (!differences.isEmpty()) {
            fail("What the target shows " + when + " is not what was committed:\n  "
                    + String.join("\n  ", differences));
        }
    }

    /** The target knows its last commit. */
    void assertRemembers(String when) {
        assertEquals(expectedCommit(), lastCommit(COMMUNITY), () -> "the last commit " + when);
    }

    Optional<LastCommit> expectedCommit() {
        return Optional.ofNullable(last).map(TestExport::metadata).map(SinkUnderTest::commitOf);
    }

    private static LastCommit commitOf(ExportMetadata metadata) {
        return new LastCommit(
                metadata.batchId(), metadata.contentSha256(), metadata.exportDate(), metadata.lastSyncDate());
    }

    Optional<LastCommit> lastCommit(String community) {
        try (MemberSink sink = create()) {
            return sink.lastCommit(community);
        }
    }

    /** Nothing is left that a run should have cleaned up. */
    void assertTidy(String when) throws Exception {
        assertEquals(List.of(), new ArrayList<>(fixture.leftovers()), () -> "what is left " + when);
    }

    @Override
    public void close() {
        try {
            fixture.remove();
        } catch (Exception failed) {
            throw new AssertionError("the fixture cannot remove its target", failed);
        }
    }
}
