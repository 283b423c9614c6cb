package io.memberport.sink.s3;

import static io.memberport.testing.store.RequestLine.having;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import io.memberport.export.ExportListener;
import io.memberport.export.ExportTransfer;
import io.memberport.export.TargetsFailedException;
import io.memberport.port.MemberSink;
import io.memberport.sink.s3.S3Options.Compression;
import io.memberport.sink.s3.S3Options.Format;
import io.memberport.testing.store.Fault;
import io.memberport.testing.store.FaultyRoute;
import io.memberport.testing.store.ObjectStore;
import io.memberport.testing.store.RequestLine;
import io.memberport.testing.store.Rule;
import io.memberport.testkit.TestExport;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What networks and stores do to a run. */
class FaultyStoreTest {

    private static final TestExport EXPORT = TestExport.of("batch")
            .member("m-1", TestExport.values(TestExport.variable("v", "City", "string"), TestExport.text("Bonn")))
            .member("m-2", TestExport.values(TestExport.variable("v", "City", "string"), TestExport.text("Köln")));

    private static final Predicate<RequestLine> PART = having("PUT", "partNumber=");
    private static final Predicate<RequestLine> COMPLETION = having("POST", "uploadId=");
    private static final Predicate<RequestLine> MANIFEST = having("PUT", "_manifest-");
    private static final Predicate<RequestLine> LATEST = having("PUT", "_latest.json");

    private final S3Fixture fixture = new S3Fixture(Format.JSONL, Compression.GZIP);
    private final FaultyRoute route = FaultyRoute.to(ObjectStore.shared().endpoint());

    @AfterEach
    void remove() {
        route.close();
        fixture.remove();
    }

    private Map<String, String> routed() {
        return fixture.with("endpoint", route.endpoint().toString());
    }

    private void run() {
        ExportTransfer.forCommunity("c")
                .run(EXPORT.asFile(), null, List.of(fixture.sink(routed())), ExportListener.NONE);
    }

    private void assertWritten() throws Exception {
        assertEquals(2, fixture.read().size());
        assertEquals(List.of(), List.copyOf(fixture.leftovers()));
    }

    private void assertNothing() throws Exception {
        assertEquals(List.of(), List.copyOf(fixture.read()));
        assertEquals(List.of(), List.copyOf(fixture.leftovers()));
    }

    @Test
    void saysBeforeARunThatItMayNotWrite() throws Exception {
        try (MemberSink sink = fixture.sink(routed())) {
            sink.check();
            route.add(having("POST", "uploads"), Fault.answer(403, "AccessDenied"));

            MemberportException failure = assertThrows(MemberportException.class, sink::check);

            assertEquals(FailureKind.TARGET, failure.kind());
            assertTrue(failure.toString().contains("AccessDenied"), failure::toString);
        }
        assertEquals(List.of(), fixture.client().keys());
        assertEquals(List.of(), fixture.client().unfinishedUploads());
    }

    @Test
    void removesWhatACheckThatWasKilledHasLeft() throws Exception {
        try (MemberSink sink = fixture.sink(routed())) {
            route.add(having("DELETE", "uploadId="), 1, Fault.answer(403, "AccessDenied"));
            assertThrows(MemberportException.class, sink::check);
            assertEquals(1, fixture.client().unfinishedUploads().size());

            sink.check();
        }
        assertEquals(List.of(), fixture.client().unfinishedUploads());
    }

    @Test
    void retriesWhenTheStoreShedsLoad() throws Exception {
        Rule parts = route.add(PART, 2, Fault.answer(503, "SlowDown"));
        Rule completions = route.add(COMPLETION, 2, Fault.answer(503, "SlowDown"));

        run();

        assertEquals(2, parts.applied());
        assertEquals(2, completions.applied());
        assertWritten();
    }

    @Test
    void sendsAPartAgainWhoseConnectionBreaks() throws Exception {
        Rule cut = route.add(PART, 1, Fault.cutAfter(10));

        run();

        assertEquals(1, cut.applied());
        assertWritten();
    }

    @Test
    void findsOutThatALostPartHasArrived() throws Exception {
        route.add(PART, 1, Fault.loseAnswer());

        run();

        assertWritten();
    }

    @Test
    void findsOutThatACompletionHasHappenedWhoseAnswerIsLost() throws Exception {
        Rule lost = route.add(COMPLETION, 1, Fault.loseAnswer());

        run();

        assertEquals(1, lost.applied());
        assertWritten();
    }

    @Test
    void findsOutThatTheManifestIsThereWhoseAnswerIsLost() throws Exception {
        Rule lost = route.add(MANIFEST, 1, Fault.loseAnswer());

        run();

        assertEquals(1, lost.applied());
        assertWritten();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void findsOutThatTheClaimAndTheCommitHaveHappenedWhoseAnswersAreLost(int times) throws Exception {
        Rule lost = route.add(LATEST, times, Fault.loseAnswer());

        run();

        assertEquals(times, lost.applied());
        assertWritten();
    }

    /** S3 may have begun to answer with 200 before it finds out that it cannot complete. */
    @Test
    void completesAgainAfterAnErrorThatCameWithStatus200() throws Exception {
        Rule late = route.add(COMPLETION, 1, Fault.answer(200, "InternalError"));

        run();

        assertEquals(1, late.applied());
        assertWritten();
    }

    @Test
    void leavesNothingWhenPartsAreRefused() throws Exception {
        route.add(PART, Fault.answer(403, "AccessDenied"));

        MemberportException failure = failure();

        assertEquals(FailureKind.TARGET, failure.kind());
        assertTrue(failure.toString().contains("403 AccessDenied"), failure.toString());
        assertNothing();
    }

    @Test
    void leavesNothingWhenTheCommitIsRefused() throws Exception {
        // The claim gets through, the commit does not, and the claim can be given back.
        route.add(MANIFEST, Fault.answer(403, "AccessDenied"));

        assertEquals(FailureKind.TARGET, failure().kind());

        assertNothing();
    }

    @Test
    void saysThatThereIsNoSuchBucket() {
        route.add(request -> true, Fault.answer(404, "NoSuchBucket"));

        MemberportException failure = failure();

        assertEquals(FailureKind.CONFIGURATION, failure.kind());
        assertTrue(failure.toString().contains("There is no such bucket"), failure.toString());
    }

    @Test
    void saysThatKeysAreWrongWithoutShowingThem() {
        Map<String, String> options = new HashMap<>(fixture.options());
        options.put("profile", "no-such-profile");

        MemberportException failure = failure(() -> ExportTransfer.forCommunity("c")
                .run(EXPORT.asFile(), null, List.of(fixture.sink(options)), ExportListener.NONE));

        assertEquals(FailureKind.CONFIGURATION, failure.kind());
        assertFalse(failure.toString().contains(ObjectStore.shared().secretKey()));
        assertFalse(failure.toString().contains(ObjectStore.shared().accessKey()));
    }

    private MemberportException failure() {
        return failure(this::run);
    }

    /** What the target failed with. */
    private static MemberportException failure(Runnable run) {
        TargetsFailedException failed = assertThrows(TargetsFailedException.class, run::run);
        return (MemberportException) Objects.requireNonNull(failed.getCause());
    }
}
