package io.memberport.sink.s3;

import static io.memberport.testing.store.RequestLine.having;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import io.memberport.export.ExportListener;
import io.memberport.export.ExportTransfer;
import io.memberport.export.TargetsFailedException;
import io.memberport.port.MemberSink;
import io.memberport.port.SinkContext;
import io.memberport.port.SinkRun;
import io.memberport.sink.s3.S3Options.Compression;
import io.memberport.sink.s3.S3Options.Format;
import io.memberport.testing.store.Fault;
import io.memberport.testing.store.FaultyRoute;
import io.memberport.testing.store.ObjectStore;
import io.memberport.testing.store.RequestLine;
import io.memberport.testing.store.Rule;
import io.memberport.testkit.TestExport;
import io.memberport.testkit.fixture.StoredValue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Two runs into one target at once, one of which the network holds up at an awkward moment. "Slow" is the one that is held
 * up, "quick" the one that is opened meanwhile. Where the batch is a parameter it is the quick run's; the slow one has "1".
 */
class ContestedTargetTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Predicate<RequestLine> START = having("POST", "uploads");
    private static final Predicate<RequestLine> COMPLETION = having("POST", "uploadId=");
    private static final Predicate<RequestLine> MANIFEST = having("PUT", "_manifest-");
    private static final Predicate<RequestLine> LATEST = having("PUT", "_latest.json");
    private static final Predicate<RequestLine> DELETION =
            having("DELETE", "part-").and(request -> !request.target().contains("uploadId="));

    private final S3Fixture fixture = new S3Fixture(Format.JSONL, Compression.NONE);
    private final CountDownLatch released = new CountDownLatch(1);
    private final FaultyRoute slowRoute = FaultyRoute.to(ObjectStore.shared().endpoint());

    @AfterEach
    void remove() {
        slowRoute.close();
        fixture.remove();
    }

    /** Two files: each block fills one. */
    private static TestExport export(String batch, String city) {
        String text = city.repeat(1_100_000 / city.length());
        return TestExport.of(batch)
                .member("m-1", TestExport.values(TestExport.variable("v", "City", "string"), TestExport.text(text)))
                .member("m-2", TestExport.values(TestExport.variable("v", "City", "string"), TestExport.text(text)))
                .inBlocksOf(1);
    }

    private CompletableFuture<Void> slow(TestExport export) {
        return CompletableFuture.runAsync(() -> run(export, slowRoute));
    }

    private void quick(TestExport export) {
        run(export, null);
    }

    private void run(TestExport export, @Nullable FaultyRoute route) {
        Map<String, String> options = new HashMap<>(fixture.options());
        options.put("file-size", "1MB");
        if (route != null) {
            options.put("endpoint", route.endpoint().toString());
        }
        ExportTransfer.forCommunity("c")
                .run(export.asFile(), null, List.of(fixture.sink(options)), ExportListener.NONE);
    }

    private static Predicate<RequestLine> nth(int number, Predicate<RequestLine> which) {
        AtomicInteger seen = new AtomicInteger();
        return request -> which.test(request) && seen.incrementAndGet() == number;
    }

    /** Of the first run: its claim comes before, and the question whether the store sees that the object is there now. */
    private static Predicate<RequestLine> commit() {
        return nth(3, LATEST);
    }

    private Rule hold(Predicate<RequestLine> which) {
        return slowRoute.add(which, 1, Fault.holdRequest(released));
    }

    private void assertBusy(CompletableFuture<Void> run) {
        released.countDown();
        ExecutionException ended =
                assertThrows(ExecutionException.class, () -> run.get(PATIENCE.toSeconds(), TimeUnit.SECONDS));
        TargetsFailedException failed = (TargetsFailedException) Objects.requireNonNull(ended.getCause());
        MemberportException failure = (MemberportException) Objects.requireNonNull(failed.getCause());
        assertEquals(FailureKind.TARGET_BUSY, failure.kind(), failure::toString);
        assertTrue(failure.toString().contains("committed nothing"), failure::toString);
        assertEquals(0, failure.getSuppressed().length, failure::toString);
    }

    /** Each file with the sum that its manifest says, which the fixture sees to. */
    private void assertHolds(String city) throws Exception {
        Set<String> cities = new HashSet<>();
        for (StoredValue value : fixture.read()) {
            cities.add(Objects.requireNonNull(value.value()).substring(0, city.length()));
        }
        assertEquals(Set.of(city), cities);
        assertEquals(2, fixture.read().size());
    }

    /** The slow run is held up at a request, the quick one commits meanwhile, and that stands when the slow one has ended. */
    private void assertLeavesTheTargetTo(String batch, Predicate<RequestLine> heldUpAt) throws Exception {
        Rule held = hold(heldUpAt);
        CompletableFuture<Void> slow = slow(export("1", "Bonn"));
        held.awaitApplied(1, PATIENCE);

        quick(export(batch, "Köln"));
        assertHolds("Köln");

        assertBusy(slow);
        assertHolds("Köln");
        assertNothingBeside();
    }

    private void assertNothingBeside() throws Exception {
        assertEquals(List.of(), fixture.strays());
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "2"})
    void leavesTheTargetToTheRunThatIsOpenedWhileFilesAreCompleted(String batch) throws Exception {
        assertLeavesTheTargetTo(batch, nth(2, COMPLETION));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "2"})
    void leavesTheTargetToTheRunThatIsOpenedWhileTheManifestIsWritten(String batch) throws Exception {
        assertLeavesTheTargetTo(batch, MANIFEST);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "2"})
    void leavesTheTargetToTheRunThatIsOpenedRightBeforeTheCommit(String batch) throws Exception {
        assertLeavesTheTargetTo(batch, commit());
    }

    /** Its uploads were not there yet to be given up by the other run. */
    @ParameterizedTest
    @ValueSource(strings = {"1", "2"})
    void leavesNothingOfARunThatContinuesWithoutKnowingThatItHasLost(String batch) throws Exception {
        assertLeavesTheTargetTo(batch, START);
    }

    /** It removes what a killed run has left, of the same batch, when yet another one has come and has committed. */
    @ParameterizedTest
    @ValueSource(strings = {"1", "2"})
    void deletesNothingOfTheWinnerWhenItRemovesLeftoversLate(String batch) throws Exception {
        abandonWithFiles("1");
        assertLeavesTheTargetTo(batch, DELETION);
    }

    /** The one that fails tidies up late, when another one of the same batch has come and has committed. */
    @Test
    void deletesNothingOfTheWinnerWhenItTidiesUpLate() throws Exception {
        slowRoute.add(MANIFEST, Fault.answer(403, "AccessDenied"));
        Rule held = hold(DELETION);
        CompletableFuture<Void> slow = slow(export("1", "Bonn"));
        held.awaitApplied(1, PATIENCE);

        quick(export("1", "Köln"));
        assertHolds("Köln");

        released.countDown();
        assertThrows(ExecutionException.class, () -> slow.get(PATIENCE.toSeconds(), TimeUnit.SECONDS));
        assertHolds("Köln");
        assertNothingBeside();
    }

    @Test
    void findsOutThatItHasCommittedWhenTheAnswerIsLostAndAnotherRunHasClaimedTheTarget() throws Exception {
        Predicate<RequestLine> commit = commit();
        slowRoute.add(commit, 1, Fault.loseAnswer());
        Rule again = hold(LATEST.and(request -> committed()));
        CompletableFuture<Void> slow = slow(export("1", "Bonn"));
        again.awaitApplied(1, PATIENCE);

        MemberSink other = fixture.sink(fixture.options());
        SinkRun otherRun = other.open(SinkContext.of("c"));
        released.countDown();
        slow.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        otherRun.close();
        other.close();

        assertHolds("Bonn");
        assertNothingBeside();
    }

    private boolean committed() {
        try {
            return !fixture.read().isEmpty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One that is still on its way to the store when the files that it names are being deleted. */
    @Test
    void letsNoCommitArriveAnyMoreThatItHasGivenUp() throws Exception {
        AtomicReference<String> expected = new AtomicReference<>();
        slowRoute.add(
                commit().and(request -> expected.compareAndSet(null, fixture.latestTag())),
                1,
                Fault.answer(403, "AccessDenied"));
        Rule tidying = hold(DELETION);
        CompletableFuture<Void> slow = slow(export("1", "Bonn"));
        tidying.awaitApplied(1, PATIENCE);

        assertEquals(412, fixture.writeLatestOf(expected.get()));

        released.countDown();
        assertThrows(ExecutionException.class, () -> slow.get(PATIENCE.toSeconds(), TimeUnit.SECONDS));
        assertEquals(List.of(), List.copyOf(fixture.read()));
        assertNothingBeside();
    }

    @Test
    void forgetsNothingOfSeveralKilledRuns() throws Exception {
        abandonWithFiles("1");
        abandonAtOnce("2");

        quick(export("3", "Köln"));

        assertHolds("Köln");
        assertNothingBeside();
    }

    /** As a run that is killed before its commit: claim, files and manifest stay. */
    private void abandonWithFiles(String batch) throws Exception {
        try (FaultyRoute cutOff = FaultyRoute.to(ObjectStore.shared().endpoint())) {
            Rule commit = cutOff.add(commit(), 1, Fault.answer(403, "AccessDenied"));
            cutOff.add(request -> commit.applied() > 0, Fault.answer(403, "AccessDenied"));
            assertThrows(TargetsFailedException.class, () -> run(export(batch, "Ulm"), cutOff));
        }
        assertEquals(4, fixture.strays().size(), () -> "claim, files and manifest stay");
    }

    /** As a run that is killed when it has claimed the target. */
    private void abandonAtOnce(String batch) {
        try (FaultyRoute cutOff = FaultyRoute.to(ObjectStore.shared().endpoint())) {
            Rule claim = cutOff.add(LATEST, 1, Fault.none());
            cutOff.add(request -> claim.applied() > 0 && !LATEST.test(request), Fault.answer(403, "AccessDenied"));
            assertThrows(TargetsFailedException.class, () -> run(export(batch, "Ulm"), cutOff));
        }
    }

    @Test
    void givesTheClaimBackWhenItCannotLookForLeftovers() throws Exception {
        slowRoute.add(having("GET", "uploads"), Fault.answer(403, "AccessDenied"));

        assertThrows(TargetsFailedException.class, () -> run(export("1", "Bonn"), slowRoute));

        assertNothingBeside();
    }
}
