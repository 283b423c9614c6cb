package io.memberport.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import io.memberport.export.Allowances;
import io.memberport.export.ExportListener;
import io.memberport.export.ExportResult;
import io.memberport.export.ExportTransfer;
import io.memberport.export.TargetResult;
import io.memberport.export.TargetResult.Outcome;
import io.memberport.export.TargetsFailedException;
import io.memberport.model.AppliedPrivacy;
import io.memberport.model.ExportMetadata;
import io.memberport.model.PrivacyAction;
import io.memberport.model.ProfileVariable;
import io.memberport.port.CommittedVariables;
import io.memberport.port.ExportFileSource;
import io.memberport.port.LastCommit;
import io.memberport.port.MemberSink;
import io.memberport.port.MemberSinkProvider;
import io.memberport.port.SinkContext;
import io.memberport.port.SinkOptions;
import io.memberport.port.SinkRun;
import io.memberport.privacy.PrivacyPolicy;
import io.memberport.privacy.VariableSelector;
import io.memberport.testkit.fixture.Accumulation;
import io.memberport.testkit.fixture.SinkFixture;
import io.memberport.testkit.fixture.SinkFixtureSource;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A target, the sinks that are made for it, and what it should hold by now. */
final class SinkUnderTest implements AutoCloseable {

    /** Whose exports the contract writes. */
    static final String COMMUNITY = "contract-community";

    /** For exports of changes, which a snapshot refuses; it then holds the changes only. */
    static final Allowances INCREMENTAL = Allowances.NONE.andIncremental();

    /** For exports that are older than what the target shows. */
    static final Allowances OLDER = new Allowances(true, false);

    private final SinkFixture fixture;
    private final Map<String, String> options;
    private ExpectedContent expected;
    private ExpectedCommits commits;
    private PrivacyPolicy policy = PrivacyPolicy.NONE;

    private SinkUnderTest(SinkFixture fixture, Map<String, String> options) {
        this.fixture = fixture;
        this.options = options;
        this.expected = ExpectedContent.nothing(fixture);
        this.commits = ExpectedCommits.none(fixture.accumulation());
    }

    static SinkUnderTest in(SinkFixtureSource source, Path directory) throws Exception {
        SinkFixture fixture = source.newFixture(directory);
        return new SinkUnderTest(fixture, fixture.options());
    }

    /** The same, with sinks that replace the values that do not fit. */
    static SinkUnderTest thatReplaces(SinkFixtureSource source, Path directory) throws Exception {
        SinkFixture fixture = source.newFixture(directory);
        return new SinkUnderTest(fixture, fixture.optionsThatReplace());
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

    /** From now on, runs have a policy for personal data, one that changes nothing in the exports of the contract. */
    void setPolicy() {
        policy = PrivacyPolicy.builder()
                .rule(PrivacyAction.DROP, VariableSelector.name("in none of these exports"))
                .allowMissing()
                .build();
    }

    /** The fingerprint of the policy that runs have; null for none. */
    @Nullable String policy() {
        return policy.fingerprint();
    }

    /** A sink as the command makes it. */
    MemberSink create() {
        return create(options);
    }

    MemberSink create(Map<String, String> otherOptions) {
        MemberSinkProvider provider = fixture.provider();
        return provider.create(fixture.target(), SinkOptions.of(provider, otherOptions));
    }

    /** Opens a sink for an export, and tells it of the variables if it wants to know. */
    static SinkRun open(MemberSink sink, TestExport export) {
        List<ProfileVariable> variables = sink.needsVariablesFirst() ? export.variables() : List.of();
        return sink.open(
                new SinkContext(COMMUNITY, export.batchId(), export.sinceDatetime(), export.exportDate(), variables));
    }

    /** Opens a sink and writes all of an export to it. */
    static SinkRun write(MemberSink sink, TestExport export) {
        SinkRun run = open(sink, export);
        try {
            write(run, export);
            return run;
        } catch (Throwable failed) {
            run.close();
            throw failed;
        }
    }

    static void write(SinkRun run, TestExport export) {
        export.blocks().forEach(run::write);
    }

    /** Runs an export into the target as the use case does, and makes sure that it arrives. */
    void run(TestExport export) throws Exception {
        run(export, Allowances.NONE);
    }

    /** The same with what would be refused if it were not allowed. */
    void run(TestExport export, Allowances allowed) throws Exception {
        arrived(export, resultOf(export, allowed));
    }

    /** The same for an export with values that the target cannot hold, which it must count. */
    void runReplacing(TestExport export) throws Exception {
        TargetResult result = resultOf(export, Allowances.NONE);
        arrived(export, result);
        assertEquals(
                expected.replacedBy(export),
                result.adjustments().replaced(),
                () -> "the number of values of " + export + " that something else stands for");
    }

    private void arrived(TestExport export, TargetResult result) throws Exception {
        assertEquals(Outcome.COMMITTED, result.outcome(), () -> "the outcome of " + export);
        committed(export);
        assertIntact("after a run");
    }

    Outcome outcomeOf(TestExport export, Allowances allowed) {
        return resultOf(export, allowed).outcome();
    }

    private TargetResult resultOf(TestExport export, Allowances allowed) {
        return transfer(export.asFile(), ExportListener.NONE, allowed).targets().get(0);
    }

    /**
     * Runs an export that the target has committed and that is not the last one. One that replaces everything may have
     * forgotten it, and then refuses it because it is older.
     */
    void assertNotWrittenAgain(TestExport export) throws Exception {
        boolean mayForget = fixture.accumulation() == Accumulation.SNAPSHOT;
        try {
            assertEquals(Outcome.ALREADY_COMMITTED, outcomeOf(export, INCREMENTAL), () -> "the outcome of " + export);
        } catch (TargetsFailedException refused) {
            assertTrue(mayForget, () -> "a target that accumulates knows that it has " + export + ": " + refused);
        }
        assertIntact("after a former export came again");
    }

    /** Runs an export that the target must refuse, with dates in the message. */
    void assertRefused(TestExport export, @Nullable Instant... dates) throws Exception {
        TargetsFailedException failed = assertThrows(
                TargetsFailedException.class, () -> transfer(export.asFile()), () -> export + " is refused");
        MemberportException reason = failed.targets().get(0).failure();
        assertNotNull(reason);
        assertEquals(FailureKind.TARGET, reason.kind(), () -> "the kind of: " + reason);
        for (Instant date : dates) {
            assertTrue(String.valueOf(reason.getMessage()).contains(String.valueOf(date)), reason::getMessage);
        }
        assertIntact("after an export was refused");
    }

    ExportResult transfer(ExportFileSource file) {
        return transfer(file, ExportListener.NONE);
    }

    ExportResult transfer(ExportFileSource file, ExportListener listener) {
        return transfer(file, listener, Allowances.NONE);
    }

    private ExportResult transfer(ExportFileSource file, ExportListener listener, Allowances allowed) {
        try (MemberSink sink = create()) {
            return ExportTransfer.forCommunity(COMMUNITY)
                    .allowing(allowed)
                    .withPrivacy(policy)
                    .run(file, null, List.of(sink), listener);
        }
    }

    /** From now on the target should show this export too. */
    void committed(TestExport export) {
        String fingerprint = policy.fingerprint();
        ExportMetadata metadata = fingerprint == null
                ? export.metadata()
                : export.metadata().withPrivacy(new AppliedPrivacy(fingerprint, null, 0, List.of()));
        boolean replaces = commits.replacesBy(metadata);
        expected = (replaces ? ExpectedContent.nothing(fixture) : expected).after(export);
        commits = commits.after(metadata);
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
        assertRemembers(lastCommit(COMMUNITY), when);
    }

    /** What the target has said of its last commit is what it must say. */
    void assertRemembers(Optional<LastCommit> said, String when) {
        assertTrue(
                commits.admitsLast(said), () -> "the last commit " + when + " is " + said + " instead of " + commits);
    }

    /** The target knows which exports it has committed, and how new what it shows is. */
    void assertRecord(String when) {
        try (MemberSink sink = create()) {
            assertRecord(sink, when);
        }
    }

    /** The same, asked through a sink that is there already. */
    void assertRecord(MemberSink sink, String when) {
        for (TestExport export : List.of(ContractExports.FIRST, ContractExports.SECOND, ContractExports.THIRD)) {
            boolean said = sink.hasCommitted(COMMUNITY, export.metadata());
            assertTrue(
                    commits.admitsRecord(export.metadata(), said),
                    () -> "whether the target has committed " + export + ", " + when + ", is not: " + said);
        }
        assertEquals(
                commits.newestExportDate(),
                sink.newestExportDate(COMMUNITY),
                () -> "the date of the newest export that is shown " + when);
    }

    ExpectedCommits commits() {
        return commits;
    }

    Optional<LastCommit> lastCommit(String community) {
        try (MemberSink sink = create()) {
            return sink.lastCommit(community);
        }
    }

    Optional<CommittedVariables> lastVariables(String community) {
        try (MemberSink sink = create()) {
            return sink.lastVariables(community);
        }
    }

    /** The columns that a run of an export would give its variables. */
    Map<String, String> columnsOf(TestExport export) {
        try (MemberSink sink = create()) {
            return sink.columnsOf(COMMUNITY, export.variables());
        }
    }

    /** The target gives back the variables of its last commit. */
    void assertRemembersVariables(List<ProfileVariable> variables, String when) {
        Set<ProfileVariable> said = lastVariables(COMMUNITY)
                .map(kept -> Set.copyOf(kept.variables()))
                .orElse(Set.of());
        assertEquals(Set.copyOf(variables), said, () -> "the variables that the target has kept " + when);
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
