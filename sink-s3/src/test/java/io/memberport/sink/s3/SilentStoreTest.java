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
import io.memberport.port.SinkContext;
import io.memberport.sink.s3.S3Options.Compression;
import io.memberport.sink.s3.S3Options.Format;
import io.memberport.sink.s3.http.StoreBounds;
import io.memberport.testing.store.Fault;
import io.memberport.testing.store.FaultyRoute;
import io.memberport.testing.store.ObjectStore;
import io.memberport.testing.store.RequestLine;
import io.memberport.testing.store.Rule;
import io.memberport.testkit.TestExport;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Stores that keep a connection open and do not get on. Every wait ends, and what ends says what became of the target. */
@Tag("fault")
class SilentStoreTest {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration FOR_EVER = Duration.ofHours(1);
    private static final Predicate<RequestLine> LATEST = having("PUT", "_latest.json");
    private static final Predicate<RequestLine> LOOK =
            having("GET", "_latest.json").or(having("HEAD", "_latest.json"));
    private static final Predicate<RequestLine> PART = having("PUT", "partNumber=");

    private final S3Fixture fixture = new S3Fixture(Format.JSONL, Compression.NONE);
    private final FaultyRoute route = FaultyRoute.to(ObjectStore.shared().endpoint());

    @AfterEach
    void remove() {
        route.close();
        fixture.remove();
    }

    /** Silence ends a request; nothing else does in these tests. */
    private static StoreBounds silence(Duration silence, int attempts) {
        return new StoreBounds(PATIENCE, silence, PATIENCE, PATIENCE, PATIENCE, attempts);
    }

    /** The length of an attempt ends it; nothing else does in these tests. */
    private static StoreBounds attempt(Duration attempt, int attempts) {
        return new StoreBounds(PATIENCE, PATIENCE, attempt, PATIENCE, PATIENCE, attempts);
    }

    private S3MemberSink sink(StoreBounds bounds) {
        return S3MemberSink.to(fixture.target())
                .compression(Compression.NONE)
                .endpoint(route.endpoint())
                .pathStyle(true)
                .profile(TestCredentials.PROFILE)
                .bounds(bounds)
                .build();
    }

    private static TestExport export(int characters) {
        return TestExport.of("batch")
                .member(
                        "m-1",
                        TestExport.values(
                                TestExport.variable("v", "City", "string"), TestExport.text("x".repeat(characters))));
    }

    private static void run(TestExport export, S3MemberSink sink) {
        try (sink) {
            ExportTransfer.forCommunity("c").run(export.asFile(), null, List.of(sink), ExportListener.NONE);
        }
    }

    private static MemberportException failure(TestExport export, S3MemberSink sink) {
        TargetsFailedException failed = assertThrows(TargetsFailedException.class, () -> run(export, sink));
        return (MemberportException) Objects.requireNonNull(failed.getCause());
    }

    private static Predicate<RequestLine> commit() {
        AtomicInteger seen = new AtomicInteger();
        return LATEST.and(request -> seen.incrementAndGet() == 3);
    }

    @Test
    void endsTheWaitForAStoreThatNeverAnswers() {
        route.add(request -> true, Fault.holdRequest(new CountDownLatch(1)));

        try (S3MemberSink sink = sink(silence(Duration.ofMillis(300), 2))) {
            MemberportException failure = assertThrows(MemberportException.class, sink::check);

            assertEquals(FailureKind.TARGET_BUSY, failure.kind(), failure::toString);
            assertTrue(failure.toString().contains("The store did not answer in time"), failure::toString);
            assertTrue(
                    failure.toString().contains("Run again; if it fails again, check the network"), failure::toString);
        }
        assertEquals(2, route.exchanges().size());
    }

    @Test
    void endsTheWaitForAnAnswerThatDrips() throws Exception {
        run(export(1), sink(StoreBounds.DEFAULT));
        route.add(having("GET", "_latest.json"), Fault.drip(Duration.ofMillis(100)));

        try (S3MemberSink sink = sink(attempt(Duration.ofMillis(700), 2))) {
            MemberportException failure = assertThrows(MemberportException.class, () -> sink.lastCommit("c"));

            assertEquals(FailureKind.TARGET_BUSY, failure.kind(), failure::toString);
            assertTrue(failure.toString().contains("The store did not answer in time"), failure::toString);
        }
    }

    /** What the buffers of the connection do not take stays where it is. */
    @Test
    void endsTheWaitForAStoreThatNeverReadsAnUpload() {
        CountDownLatch never = new CountDownLatch(1);
        route.add(PART, Fault.holdRequest(never));

        MemberportException failure = failure(export(8_000_000), sink(attempt(Duration.ofSeconds(3), 1)));

        assertEquals(FailureKind.TARGET_BUSY, failure.kind(), failure::toString);
        assertTrue(failure.toString().contains("Nothing was committed."), failure::toString);
    }

    @Test
    void findsOutThatACommitHasHappenedWhoseAnswerIsHeldBack() throws Exception {
        Rule held = route.add(commit(), Fault.holdAnswer(FOR_EVER));

        run(export(1), sink(silence(Duration.ofSeconds(3), 4)));

        assertEquals(1, held.applied());
        assertEquals(1, fixture.read().size());
        assertEquals(List.of(), List.copyOf(fixture.leftovers()));
    }

    /** The commit has happened, and the store answers nothing any more until the run tidies up. */
    @Test
    void findsOutWhatHasBecomeOfACommitOnceTheStoreIsBack() throws Exception {
        Rule lost = route.add(commit(), Fault.loseAnswer());
        route.add(LATEST.or(LOOK).and(request -> lost.applied() > 0), 1, Fault.answer(503, "SlowDown"));

        run(export(1), sink(silence(PATIENCE, 1)));

        assertEquals(1, fixture.read().size());
        assertEquals(List.of(), List.copyOf(fixture.leftovers()));
    }

    @Test
    void saysThatItIsNotKnownWhetherACommitHasHappened() throws Exception {
        Rule lost = route.add(commit(), Fault.loseAnswer());
        route.add(request -> lost.applied() > 0, Fault.answer(503, "SlowDown"));

        MemberportException failure = failure(export(1), sink(silence(PATIENCE, 1)));

        assertEquals(FailureKind.TARGET_BUSY, failure.kind(), failure::toString);
        assertTrue(failure.toString().contains("It is not known whether the export was committed."), failure::toString);
        assertTrue(failure.toString().contains("Run again: the next run finds out"), failure::toString);
        assertEquals(1, fixture.read().size());
    }

    @Test
    void saysThatNothingWasCommittedWhenTheCommitIsRefused() throws Exception {
        route.add(commit(), Fault.answer(403, "AccessDenied"));

        MemberportException failure = failure(export(1), sink(silence(PATIENCE, 1)));

        assertEquals(FailureKind.TARGET, failure.kind(), failure::toString);
        assertTrue(failure.toString().contains("Nothing was committed."), failure::toString);
        assertEquals(List.of(), List.copyOf(fixture.leftovers()));
    }

    @Test
    void givesUpSoonWhenItIsInterruptedWhileTheStoreIsSilent() throws Exception {
        Rule held = route.add(LATEST, Fault.holdAnswer(FOR_EVER));
        CompletableFuture<MemberportException> ended = new CompletableFuture<>();
        Thread run = new Thread(() -> {
            try (S3MemberSink sink = sink(silence(FOR_EVER, 8))) {
                ended.complete(assertThrows(MemberportException.class, () -> sink.open(SinkContext.of("c"))));
            } catch (Throwable unexpected) {
                ended.completeExceptionally(unexpected);
            }
        });
        run.start();
        held.awaitApplied(1, PATIENCE);

        run.interrupt();

        assertEquals(
                FailureKind.INTERRUPTED,
                ended.get(PATIENCE.toSeconds(), TimeUnit.SECONDS).kind());
        run.join(PATIENCE.toMillis());
    }
}
