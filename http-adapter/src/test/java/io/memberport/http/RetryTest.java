package io.memberport.http;

import static io.memberport.http.ApiFixture.BATCH;
import static io.memberport.http.ApiFixture.CREATE_CALL;
import static io.memberport.http.ApiFixture.STATUS_CALL;
import static io.memberport.http.ApiFixture.TOKEN_CALL;
import static io.memberport.http.ApiFixture.failureOf;
import static io.memberport.http.ApiFixture.messageOf;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import io.memberport.http.ScriptedServer.Reply;
import io.memberport.http.wire.AddressRanges;
import io.memberport.http.wire.ApiRequest;
import io.memberport.http.wire.GuardedNames;
import io.memberport.http.wire.HttpExchanges;
import io.memberport.http.wire.HttpFailures;
import io.memberport.http.wire.Link;
import io.memberport.http.wire.RetryingClient;
import io.memberport.http.wire.Secrets;
import io.memberport.model.BatchStatus;
import io.memberport.port.network.Network;
import io.memberport.port.network.RetryListener;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryTest {

    private static final Reply CREATED = Reply.json(201, "{\"id\":\"0c7b1d1e-batch\"}");

    private final ApiFixture fixture = new ApiFixture();

    @AfterEach
    void close() {
        fixture.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 500, 502, 503, 504})
    void repeatsAHarmlessCallUntilItIsAnswered(int status) {
        Reply refusal = ApiFixture.error(status);
        fixture.api.on(STATUS_CALL, refusal, refusal, ApiFixture.status("running"));
        assertEquals(BatchStatus.RUNNING, fixture.client.status(BATCH).status());
        assertEquals(3, fixture.api.requests(STATUS_CALL).size());
        assertEquals(List.of(Duration.ofSeconds(1), Duration.ofSeconds(2)), fixture.time.pauses());
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 500, 502, 503, 504})
    void givesUpAfterTheLastAttempt(int status) {
        fixture.api.on(STATUS_CALL, ApiFixture.error(status));
        MemberportException failure = failureOf(() -> fixture.client.status(BATCH));
        assertEquals(FailureKind.UNAVAILABLE, failure.kind());
        assertEquals(OptionalInt.of(status), failure.httpStatus());
        assertEquals("error-id-1", failure.errorId().orElseThrow());
        assertTrue(messageOf(failure).contains("attempt 5"), messageOf(failure));
        assertEquals(5, fixture.api.requests(STATUS_CALL).size());
        assertEquals(4, fixture.time.pauses().size());
    }

    static Stream<Arguments> brokenAnswers() {
        return Stream.of(
                Arguments.of("end before an answer", Reply.rawThenEnd("")),
                Arguments.of("reset before an answer", Reply.rawThenReset("")),
                Arguments.of("end within the header", Reply.rawThenEnd("HTTP/1.1 200 OK\r\nConte")),
                Arguments.of("reset within the header", Reply.rawThenReset("HTTP/1.1 200 OK\r\nConte")),
                Arguments.of(
                        "end within the body", Reply.rawThenEnd("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{\"id")),
                Arguments.of(
                        "reset within the body",
                        Reply.rawThenReset("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{\"id")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("brokenAnswers")
    void repeatsAHarmlessCallWhoseAnswerIsLost(String how, Reply broken) {
        fixture.api.on(STATUS_CALL, broken, ApiFixture.status("running"));
        assertEquals(BatchStatus.RUNNING, fixture.client.status(BATCH).status());
        assertEquals(2, fixture.api.requests(STATUS_CALL).size(), how);
    }

    @ParameterizedTest
    @CsvSource({
        "7, 7",
        "60, 60",
        "61, 60",
        "86400, 60",
        "99999999999999999999999, 60",
        "0, 1",
        "-5, 1",
        "soon, 1",
        "1.5, 1",
        "'', 1",
        "'Sun, 01 Mar 2026 12:00:30 GMT', 30",
        "'Sunday, 01-Mar-26 12:00:30 GMT', 30",
        "'Sun, 01 Mar 2026 11:00:00 GMT', 1",
        "'Sun, 01 Mar 2099 11:00:00 GMT', 60",
    })
    void waitsAsTheServerAsksWithinBounds(String wish, long seconds) {
        fixture.api.on(STATUS_CALL, ApiFixture.error(503, "Retry-After: " + wish), ApiFixture.status("running"));
        fixture.client.status(BATCH);
        assertEquals(List.of(Duration.ofSeconds(seconds)), fixture.time.pauses());
    }

    @Test
    void measuresADateToWaitForByTheServersOwnClock() {
        Reply refusal = ApiFixture.error(
                429, "Date: Sun, 01 Mar 2026 15:00:00 GMT", "Retry-After: Sun, 01 Mar 2026 15:00:09 GMT");
        fixture.api.on(STATUS_CALL, refusal, ApiFixture.status("running"));
        fixture.client.status(BATCH);
        assertEquals(List.of(Duration.ofSeconds(9)), fixture.time.pauses());
    }

    @Test
    void endsACallThatIsAnsweredTooSlowlyAsAWhole() {
        Reply drip = Reply.rawThenEndless("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n", "");
        Reply dripInHeader = Reply.rawThenSilence("HTTP/1.1 200 OK\r\nX-Slow: ");
        Timeouts patience = new Timeouts(
                Duration.ofSeconds(20), Duration.ofSeconds(20), Duration.ofSeconds(20), Duration.ofMillis(200));
        RetryPolicy twice = RetryPolicy.DEFAULT.withAttempts(2);
        try (ApiFixture slow = new ApiFixture(b -> b.timeouts(patience).retryPolicy(twice))) {
            slow.api.on(STATUS_CALL, drip, dripInHeader);
            MemberportException failure = failureOf(() -> slow.client.status(BATCH));
            assertEquals(FailureKind.UNAVAILABLE, failure.kind());
            assertTrue(messageOf(failure).contains("took too long (2 attempts)"), messageOf(failure));
        }
    }

    @Test
    void endsACallWhoseServerFallsSilent() {
        Timeouts patience = new Timeouts(
                Duration.ofSeconds(20), Duration.ofSeconds(20), Duration.ofMillis(100), Duration.ofSeconds(20));
        try (ApiFixture slow = new ApiFixture(b -> b.timeouts(patience))) {
            slow.api.on(STATUS_CALL, Reply.rawThenSilence("HTTP/1.1 200 OK\r\n"), ApiFixture.status("running"));
            assertEquals(BatchStatus.RUNNING, slow.client.status(BATCH).status());
        }
    }

    @Test
    void createsAFullExportWithoutAnInstant() {
        fixture.api.on(CREATE_CALL, CREATED);
        var batch = fixture.client.start(null);
        assertEquals(BATCH, batch.id());
        assertEquals(BatchStatus.PENDING, batch.status());
        assertEquals("{}", fixture.api.requests(CREATE_CALL).get(0).body());
        assertTrue(
                fixture.api.requests(CREATE_CALL).get(0).header("content-type").startsWith("application/json"));
    }

    @Test
    void createsAnIncrementalExport() {
        fixture.api.on(CREATE_CALL, ApiFixture.status("running"));
        var batch = fixture.client.start(Instant.parse("2026-01-02T03:04:05Z"));
        assertEquals(BatchStatus.RUNNING, batch.status());
        assertEquals(
                "{\"sinceDatetime\":\"2026-01-02T03:04:05Z\"}",
                fixture.api.requests(CREATE_CALL).get(0).body());
    }

    @ParameterizedTest
    @CsvSource({
        "429, UNAVAILABLE, too many calls",
        "500, UNAVAILABLE, unknown whether an export was started",
        "502, UNAVAILABLE, unknown whether an export was started",
        "503, UNAVAILABLE, unknown whether an export was started",
        "504, UNAVAILABLE, unknown whether an export was started",
        "400, PROTOCOL, does not accept",
        "403, ACCESS_DENIED, permissions",
        "307, PROTOCOL, redirect",
        "308, PROTOCOL, redirect",
    })
    void neverRepeatsACreationThatMayHaveArrived(int status, FailureKind kind, String says) {
        fixture.api.on(
                CREATE_CALL, ApiFixture.error(status, "Location: " + fixture.store.url(), "Retry-After: 1"), CREATED);
        MemberportException failure = failureOf(() -> fixture.client.start(null));
        assertEquals(kind, failure.kind());
        assertTrue(messageOf(failure).contains(says), messageOf(failure));
        assertEquals(1, fixture.api.requests(CREATE_CALL).size());
        assertTrue(fixture.store.requests().isEmpty());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("brokenAnswers")
    void neverRepeatsACreationWhoseAnswerIsLost(String how, Reply broken) {
        fixture.api.on(CREATE_CALL, broken, CREATED);
        MemberportException failure = failureOf(() -> fixture.client.start(null));
        assertTrue(List.of(FailureKind.UNAVAILABLE, FailureKind.PROTOCOL).contains(failure.kind()), how);
        assertTrue(messageOf(failure).contains("unknown whether an export was started"), messageOf(failure));
        assertEquals(1, fixture.api.requests(CREATE_CALL).size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"<html>", "{}", "{\"status\":\"pending\"}", ""})
    void saysThatAnExportHasProbablyBeenStartedIfTheAnswerDoesNotNameIt(String body) {
        fixture.api.on(CREATE_CALL, Reply.json(202, body));
        MemberportException failure = failureOf(() -> fixture.client.start(null));
        assertEquals(FailureKind.PROTOCOL, failure.kind());
        assertTrue(messageOf(failure).contains("an export has probably been started"), messageOf(failure));
    }

    @Test
    void repeatsACreationThatFoundARefusedTokenOnceWithAFreshOne() {
        fixture.api.on(TOKEN_CALL, ApiFixture.token("one", "3600"), ApiFixture.token("two", "3600"));
        fixture.api.on(CREATE_CALL, ApiFixture.error(401), CREATED);
        assertEquals(BATCH, fixture.client.start(null).id());
        assertEquals(
                List.of("Bearer one", "Bearer two"),
                fixture.api.requests(CREATE_CALL).stream()
                        .map(request -> request.header("authorization"))
                        .toList());
    }

    @Test
    void repeatsEvenACreationIfNoConnectionCouldBeMade() throws IOException {
        URI nobody;
        try (ServerSocket reserved = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            nobody = URI.create("http://127.0.0.1:" + reserved.getLocalPort());
        }
        FakeTime time = new FakeTime();
        Link link = Link.parse(nobody.toString());
        HttpExchanges wire = new HttpExchanges(
                Timeouts.DEFAULT.patience(),
                "test",
                new GuardedNames(link.origin(), AddressRanges::isPublic, SystemDefaultDnsResolver.INSTANCE),
                Network.ofJvm(),
                null);
        RetryingClient attempts = new RetryingClient(
                wire,
                RetryPolicy.DEFAULT.retries(() -> 0),
                time.timing(),
                new HttpFailures(link.origin(), new Secrets(List.of("id-x", "secret-x"))),
                RetryListener.NONE);
        ApiRequest create = ApiRequest.post("start an export", link, "application/json", "{}")
                .onlyOnce();
        try (wire) {
            MemberportException failure = failureOf(() -> attempts.send(create, Map.of()));
            assertEquals(FailureKind.UNAVAILABLE, failure.kind());
            assertTrue(messageOf(failure).contains("(5 attempts)"), messageOf(failure));
            assertTrue(messageOf(failure).contains("Check the network"), messageOf(failure));
        }
        assertEquals(4, time.pauses().size());
    }

    @Test
    void givesUpAtOnceWhenInterrupted() {
        Thread.currentThread().interrupt();
        try {
            assertEquals(
                    FailureKind.INTERRUPTED,
                    failureOf(() -> fixture.client.status(BATCH)).kind());
        } finally {
            assertTrue(Thread.interrupted());
        }
        assertTrue(fixture.api.requests().isEmpty());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void saysThatItIsUnknownWhetherAnExportWasStartedWhenToldToStopMeanwhile(boolean isInterrupted)
            throws InterruptedException {
        fixture.api.on(CREATE_CALL, Reply.rawThenSilence(""));
        Thread runner = Thread.currentThread();
        Thread stopper = new Thread(() -> {
            while (fixture.api.requests(CREATE_CALL).isEmpty()) {
                Thread.onSpinWait();
            }
            if (isInterrupted) {
                runner.interrupt();
            }
            fixture.client.close();
        });
        stopper.start();
        try {
            MemberportException failure = failureOf(() -> fixture.client.start(null));
            assertEquals(FailureKind.INTERRUPTED, failure.kind());
            assertTrue(messageOf(failure).contains("unknown whether an export was started"), messageOf(failure));
        } finally {
            assertEquals(isInterrupted, Thread.interrupted());
            stopper.join();
        }
    }
}
