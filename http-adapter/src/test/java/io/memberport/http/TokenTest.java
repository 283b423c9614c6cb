package io.memberport.http;

import static io.memberport.http.ApiFixture.BATCH;
import static io.memberport.http.ApiFixture.STATUS_CALL;
import static io.memberport.http.ApiFixture.TOKEN_CALL;
import static io.memberport.http.ApiFixture.failureOf;
import static io.memberport.http.ApiFixture.messageOf;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import io.memberport.http.ScriptedServer.Reply;
import io.memberport.http.ScriptedServer.Request;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TokenTest {

    private static final int THREADS = 24;

    private final ApiFixture fixture = new ApiFixture();

    @BeforeEach
    void answerStatus() {
        fixture.api.on(STATUS_CALL, ApiFixture.status("running"));
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    private int tokenCalls() {
        return fixture.api.requests(TOKEN_CALL).size();
    }

    @Test
    void asksByTheClientCredentialsGrant() {
        fixture.client.status(BATCH);
        Request request = fixture.api.requests(TOKEN_CALL).get(0);
        assertEquals(basic(ApiFixture.CLIENT_ID + ":" + ApiFixture.CLIENT_SECRET), request.header("authorization"));
        assertEquals("grant_type=client_credentials", request.body());
        assertTrue(request.header("content-type").startsWith("application/x-www-form-urlencoded"));
        assertEquals(ApiFixture.API_KEY, request.header("x-api-key"));
    }

    @Test
    void sendsNoApiKeyIfThereIsNone() {
        try (ApiFixture keyless =
                new ApiFixture(b -> b.credentials(new ClientCredentials("client-x", "secret-x", null)))) {
            keyless.api.on(STATUS_CALL, ApiFixture.status("running"));
            keyless.client.status(BATCH);
            assertTrue(keyless.api.requests().stream()
                    .noneMatch(request -> request.headers().containsKey("x-api-key")));
        }
    }

    @Test
    void takesARotatedSecretWithTheNextToken() {
        AtomicInteger rotations = new AtomicInteger();
        Supplier<ClientCredentials> vault = () -> {
            int rotation = rotations.incrementAndGet();
            return new ClientCredentials("client-x", "secret-" + rotation, "key-" + rotation);
        };
        try (ApiFixture rotating = new ApiFixture(b -> b.credentials(vault))) {
            assertEquals(0, rotations.get());
            rotating.api.on(TOKEN_CALL, ApiFixture.token("one", "3600"), ApiFixture.token("two", "3600"));
            rotating.api.on(STATUS_CALL, ApiFixture.error(401), Reply.json(500, "{\"message\":\"secret-1 secret-2\"}"));

            MemberportException failure = failureOf(() -> rotating.client.status(BATCH));

            assertFalse(messageOf(failure).contains("secret-"), messageOf(failure));
            assertEquals(
                    List.of(basic("client-x:secret-1"), basic("client-x:secret-2")),
                    headers(rotating, TOKEN_CALL, "authorization"));
            assertEquals(List.of("key-1", "key-2"), headers(rotating, TOKEN_CALL, "x-api-key"));
            assertEquals(
                    List.of("key-1", "key-2"),
                    headers(rotating, STATUS_CALL, "x-api-key").subList(0, 2));
        }
    }

    @Test
    void saysThatNoCredentialsWereSupplied() {
        Supplier<ClientCredentials> vault = () -> {
            throw new IllegalStateException("the vault says some-secret");
        };
        try (ApiFixture sealed = new ApiFixture(b -> b.credentials(vault))) {
            MemberportException failure = failureOf(() -> sealed.client.status(BATCH));

            assertEquals(FailureKind.CONFIGURATION, failure.kind());
            assertTrue(messageOf(failure).contains("The supplier of the credentials failed ("), messageOf(failure));
            assertTrue(messageOf(failure).contains("Check how your program gets them."), messageOf(failure));
            assertFalse(messageOf(failure).contains("some-secret"), messageOf(failure));
            assertEquals(List.of(), sealed.api.requests());
        }
    }

    private static String basic(String pair) {
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }

    private static List<String> headers(ApiFixture fixture, String call, String header) {
        return fixture.api.requests(call).stream()
                .map(request -> request.header(header))
                .toList();
    }

    @Test
    void sendsTheApiKeyWithTheTokenCallOnlyIfConfigured() {
        ApiConventions onTokenCallOnly = ApiConventions.ASSUMED.withApiKeyOnEveryCall(false);
        try (ApiFixture sparing = new ApiFixture(b -> b.conventions(onTokenCallOnly))) {
            sparing.api.on(STATUS_CALL, ApiFixture.status("running"));
            sparing.client.status(BATCH);
            assertEquals(
                    ApiFixture.API_KEY, sparing.api.requests(TOKEN_CALL).get(0).header("x-api-key"));
            assertEquals("", sparing.api.requests(STATUS_CALL).get(0).header("x-api-key"));
        }
    }

    @ParameterizedTest
    @CsvSource({
        // expires_in as JSON, seconds at which it is still used, seconds at which it is renewed
        "3600, 3539, 3540",
        "100, 89, 90",
        "10, 8, 9",
        "\"3600\", 3539, 3540",
        "3600.7, 3539, 3540",
        "null, 269, 270",
        "0, 269, 270",
        "-1, 269, 270",
        "\"soon\", 269, 270",
        "{}, 269, 270",
        "1e300, 86339, 86340",
        "9223372036854775807, 86339, 86340",
        "99999999999999999999999999, 86339, 86340",
    })
    void renewsATokenShortlyBeforeItExpires(String expiresIn, long stillUsed, long renewed) {
        fixture.api.on(TOKEN_CALL, ApiFixture.token("some-token", expiresIn));
        fixture.client.status(BATCH);
        fixture.time.pass(Duration.ofSeconds(stillUsed));
        fixture.client.status(BATCH);
        assertEquals(1, tokenCalls());
        fixture.time.pass(Duration.ofSeconds(renewed - stillUsed));
        fixture.client.status(BATCH);
        assertEquals(2, tokenCalls());
    }

    @Test
    void renewsATokenOfUnstatedLifetimeToo() {
        fixture.api.on(TOKEN_CALL, Reply.json(200, "{\"access_token\":\"some-token\"}"));
        fixture.client.status(BATCH);
        fixture.time.pass(Duration.ofSeconds(270));
        fixture.client.status(BATCH);
        assertEquals(2, tokenCalls());
    }

    @Test
    void renewsARefusedTokenOnceAndThenBelievesTheApi() {
        fixture.api.on(STATUS_CALL, ApiFixture.error(401));
        MemberportException failure = failureOf(() -> fixture.client.status(BATCH));
        assertEquals(FailureKind.ACCESS_DENIED, failure.kind());
        assertEquals("error-id-1", failure.errorId().orElseThrow());
        assertEquals(2, tokenCalls());
        assertEquals(2, fixture.api.requests(STATUS_CALL).size());
    }

    @Test
    void continuesWithTheRenewedToken() {
        fixture.api.on(TOKEN_CALL, ApiFixture.token("one", "3600"), ApiFixture.token("two", "3600"));
        fixture.api.on(STATUS_CALL, ApiFixture.error(401), ApiFixture.status("running"));
        fixture.client.status(BATCH);
        fixture.client.status(BATCH);
        assertEquals(2, tokenCalls());
        assertEquals(
                List.of("Bearer one", "Bearer two", "Bearer two"),
                fixture.api.requests(STATUS_CALL).stream()
                        .map(request -> request.header("authorization"))
                        .toList());
    }

    @Test
    void getsOneTokenForManyThreads() throws Exception {
        askFromManyThreads();
        assertEquals(1, tokenCalls());
        assertEquals(THREADS, fixture.api.requests(STATUS_CALL).size());
    }

    @Test
    void renewsARefusedTokenOnceForManyThreads() throws Exception {
        fixture.api.on(TOKEN_CALL, ApiFixture.token("old", "3600"), ApiFixture.token("new", "3600"));
        CountDownLatch allRefused = new CountDownLatch(THREADS);
        fixture.api.on(STATUS_CALL, (request, socket, out) -> {
            if (request.header("authorization").equals("Bearer old")) {
                allRefused.countDown();
                await(allRefused);
                ApiFixture.error(401).answer(request, socket, out);
            } else {
                ApiFixture.status("running").answer(request, socket, out);
            }
        });
        askFromManyThreads();
        assertEquals(2, tokenCalls());
        assertEquals(2 * THREADS, fixture.api.requests(STATUS_CALL).size());
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void askFromManyThreads() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            List<Callable<Object>> tasks = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                tasks.add(() -> fixture.client.status(BATCH));
            }
            for (Future<Object> result : threads.invokeAll(tasks)) {
                result.get();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "400, ACCESS_DENIED",
        "401, ACCESS_DENIED",
        "403, ACCESS_DENIED",
        "404, NOT_FOUND",
        "302, PROTOCOL",
        "201, PROTOCOL",
        "503, UNAVAILABLE",
    })
    void saysWhyThereIsNoToken(int status, FailureKind kind) {
        fixture.api.on(
                TOKEN_CALL,
                Reply.json(
                        status,
                        "{\"error\":\"invalid_client\",\"error_description\":\"bad " + ApiFixture.CLIENT_SECRET + "\"}",
                        "Location: " + fixture.store.url()));
        MemberportException failure = failureOf(() -> fixture.client.status(BATCH));
        assertEquals(kind, failure.kind());
        assertTrue(messageOf(failure).contains("Could not get an access token"), messageOf(failure));
        assertFalse(messageOf(failure).contains(ApiFixture.CLIENT_SECRET), messageOf(failure));
        assertTrue(fixture.store.requests().isEmpty());
        assertTrue(fixture.api.requests(STATUS_CALL).isEmpty());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<html>",
                "{}",
                "{\"access_token\":null}",
                "{\"access_token\":\"\"}",
                "{\"access_token\":7}",
                "{\"access_token\":\"a\",\"access_token\":\"a\"}",
                "{\"access_token\":\"a\",\"expires_in\":60,\"expires_in\":60}",
                "{\"access_token\":\"a b\"}",
                "{\"access_token\":\"a\\r\\nX-Evil: 1\"}"
            })
    void refusesATokenThatIsNone(String body) {
        fixture.api.on(TOKEN_CALL, Reply.json(200, body));
        assertEquals(
                FailureKind.PROTOCOL,
                failureOf(() -> fixture.client.status(BATCH)).kind());
        assertTrue(fixture.api.requests(STATUS_CALL).isEmpty());
    }

    @Test
    void getsATokenAgainAfterAPauseIfTheServerIsBusy() {
        fixture.api.on(TOKEN_CALL, ApiFixture.error(503), ApiFixture.token("later", "3600"));
        fixture.client.status(BATCH);
        assertEquals("Bearer later", fixture.api.requests(STATUS_CALL).get(0).header("authorization"));
    }
}
