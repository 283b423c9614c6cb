package io.memberport.sink.s3;

import static io.memberport.testing.store.RequestLine.having;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import io.memberport.sink.s3.S3Options.Compression;
import io.memberport.sink.s3.S3Options.Format;
import io.memberport.sink.s3.http.StoreBounds;
import io.memberport.testing.store.Fault;
import io.memberport.testing.store.FaultyRoute;
import io.memberport.testing.store.ObjectStore;
import io.memberport.testing.store.RequestLine;
import java.time.Duration;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Answers that never end, and those that ask for a pause without an end. Nothing else ends the wait in these tests. */
@Tag("fault")
class EndlessAnswerTest {

    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final Map<String, String> XML = Map.of("Content-Type", "application/xml");
    private static final Predicate<RequestLine> LIST = having("GET", "list-type");

    private final S3Fixture fixture = new S3Fixture(Format.JSONL, Compression.NONE);
    private final FaultyRoute route = FaultyRoute.to(ObjectStore.shared().endpoint());

    @AfterEach
    void remove() {
        route.close();
        fixture.remove();
    }

    private S3MemberSink sink(StoreBounds bounds) {
        return S3MemberSink.to(fixture.target())
                .endpoint(route.endpoint())
                .pathStyle(true)
                .profile(TestCredentials.PROFILE)
                .bounds(bounds)
                .build();
    }

    private MemberportException refusal(StoreBounds bounds) {
        try (S3MemberSink sink = sink(bounds)) {
            return assertThrows(MemberportException.class, sink::check);
        }
    }

    private static StoreBounds bounds(Duration attempt, int attempts) {
        return new StoreBounds(PATIENCE, PATIENCE, attempt, PATIENCE, Duration.ZERO, attempts);
    }

    private static Fault flood(int status) {
        return Fault.answerWithoutEnd(
                status,
                XML,
                "<ListBucketResult><Name>b</Name>",
                "<Contents><Key>k</Key></Contents>".repeat(1000),
                Duration.ZERO);
    }

    @ParameterizedTest
    @CsvSource({"GET, list-type", "POST, uploads", "GET, uploads"})
    void isGivenUpIfItFloods(String method, String part) {
        route.add(having(method, part), flood(200));

        MemberportException failure = refusal(bounds(PATIENCE, 1));

        assertEquals(FailureKind.CONFIGURATION, failure.kind(), failure::toString);
        assertTrue(failure.toString().contains("The store's answer did not end"), failure::toString);
        assertTrue(
                failure.toString().contains("Check the option s3.endpoint, and the proxies and firewalls"),
                failure::toString);
    }

    /** Its status says enough. */
    @Test
    void isGivenUpIfARefusalFloods() {
        route.add(LIST, flood(403));

        assertEquals(FailureKind.TARGET, refusal(bounds(PATIENCE, 1)).kind());
    }

    @Test
    void isGivenUpIfItDrips() {
        route.add(LIST, Fault.answerWithoutEnd(200, XML, "<a>", " ", Duration.ofMillis(20)));

        MemberportException failure = refusal(bounds(Duration.ofMillis(700), 2));

        assertEquals(FailureKind.TARGET_BUSY, failure.kind(), failure::toString);
        assertTrue(failure.toString().contains("its answer did not end, or the connection broke"), failure::toString);
        assertEquals(2, route.exchanges().size());
    }

    /** Nothing of the answer to a write is read, but what is left of it, to use the connection again. */
    @Test
    void holdsUpNoWriteWhoseAnswerIsNotRead() throws Exception {
        route.add(
                having("PUT", "_check"),
                Fault.answerWithoutEnd(200, Map.of("ETag", "\"1\""), "x", "x".repeat(10_000), Duration.ZERO));

        MemberportException failure = refusal(bounds(PATIENCE, 1));

        assertTrue(failure.toString().contains("ignores the conditions"), failure::toString);
    }

    @ParameterizedTest
    @CsvSource({"503", "429"})
    void getsAShortPauseIfItWantsALongOne(int status) {
        route.add(
                LIST,
                1,
                Fault.answer(
                        status,
                        Map.of("Retry-After", "86400", "Content-Type", "application/xml"),
                        "<Error><Code>SlowDown</Code></Error>"));

        try (S3MemberSink sink = sink(bounds(PATIENCE, 2))) {
            sink.check();
        }

        assertTrue(route.exchanges().size() > 2);
    }
}
