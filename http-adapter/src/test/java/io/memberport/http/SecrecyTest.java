package io.memberport.http;

import static io.memberport.http.ApiFixture.API_KEY;
import static io.memberport.http.ApiFixture.BATCH;
import static io.memberport.http.ApiFixture.CLIENT_ID;
import static io.memberport.http.ApiFixture.CLIENT_SECRET;
import static io.memberport.http.ApiFixture.CREATE_CALL;
import static io.memberport.http.ApiFixture.FILE_CALL;
import static io.memberport.http.ApiFixture.STATUS_CALL;
import static io.memberport.http.ApiFixture.TOKEN;
import static io.memberport.http.ApiFixture.TOKEN_CALL;
import static io.memberport.http.ApiFixture.succeeded;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memberport.error.MemberportException;
import io.memberport.file.ByteSource;
import io.memberport.http.ScriptedServer.Reply;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Every logger is on at every level here, those of Apache HttpClient included. */
class SecrecyTest {

    private static final String QUERY = "sig-canary";
    private static final String MEMBER = "member-canary";
    private static final String BASIC = new ClientCredentials(CLIENT_ID, CLIENT_SECRET, API_KEY).basic();
    private static final List<String> CANARIES =
            List.of(CLIENT_ID, CLIENT_SECRET, API_KEY, TOKEN, QUERY, MEMBER, BASIC);

    private final ApiFixture fixture = new ApiFixture();
    private final List<String> shown = new ArrayList<>();

    @BeforeEach
    void listen() {
        RecordedLogs.clear();
    }

    @AfterEach
    void close() {
        fixture.close();
        RecordedLogs.clear();
    }

    private void attempt(Runnable task) {
        try {
            task.run();
        } catch (MemberportException failure) {
            StringWriter trace = new StringWriter();
            failure.printStackTrace(new PrintWriter(trace, true));
            shown.add(trace.toString());
        }
    }

    private void assertNoCanary() {
        assertTrue(RecordedLogs.lines().stream().anyMatch(line -> line.contains("org.apache.hc")), "nothing was heard");
        shown.addAll(RecordedLogs.lines());
        for (String text : shown) {
            for (String canary : CANARIES) {
                assertFalse(text.contains(canary), () -> canary + " in " + text);
            }
        }
    }

    @Test
    void showsNoSecretWhenAllGoesWell() {
        fixture.api.on(CREATE_CALL, Reply.json(201, "{\"id\":\"" + BATCH + "\"}"));
        fixture.api.on(STATUS_CALL, ApiFixture.status("succeeded"));
        fixture.api.on(FILE_CALL, Reply.redirect(302, "Location: " + fixture.store.url() + "/x?" + QUERY));
        fixture.store.on("GET /x", Reply.of(200, MEMBER.getBytes(StandardCharsets.UTF_8)));
        fixture.client.start(null);
        shown.add(fixture.client.status(BATCH).toString());
        shown.add(fixture.client.toString());
        try (ByteSource transfer = fixture.client.openFile(succeeded(null))) {
            shown.add(transfer.toString());
        }
        assertEquals(MEMBER, fixture.download());
        assertNoCanary();
    }

    @Test
    void showsNoSecretThatTheApiEchoes() {
        String echo = "{\"status\":400,\"message\":\"" + String.join(" ", CANARIES.subList(0, 4)) + " " + BASIC
                + " https://x.example/y?" + QUERY + "\",\"errorId\":\"" + TOKEN + "\"}";
        fixture.api.on(STATUS_CALL, Reply.json(400, echo), Reply.json(503, echo), Reply.json(200, echo));
        attempt(() -> fixture.client.status(BATCH));
        attempt(() -> fixture.client.status(BATCH));
        fixture.api.on(CREATE_CALL, Reply.json(500, echo));
        attempt(() -> fixture.client.start(null));
        fixture.api.on(
                STATUS_CALL,
                Reply.json(
                        200,
                        "{\"id\":\"" + BATCH + "\",\"status\":\"" + API_KEY + "\",\"errorMessage\":\"" + TOKEN
                                + "\"}"));
        attempt(() -> fixture.client.status(BATCH));
        assertEquals(4, shown.size());
        assertNoCanary();
    }

    @Test
    void showsNoSecretThatComesBackAsGarbage() {
        RetryPolicy once = RetryPolicy.DEFAULT.withAttempts(1);
        try (ApiFixture single = new ApiFixture(b -> b.retryPolicy(once))) {
            single.api.on(
                    FILE_CALL,
                    Reply.rawThenEnd(MEMBER + " is no status line\r\n\r\n"),
                    Reply.rawThenEnd("HTTP/1.1 200 OK\r\nno header but " + TOKEN + "\r\n\r\n"),
                    Reply.rawThenEnd("HTTP/1.1 200 OK\r\nContent-Length: " + TOKEN + "\r\n\r\n"),
                    Reply.rawThenEnd("HTTP/1.1 200 OK\r\nTransfer-Encoding: " + QUERY + "\r\n\r\n"),
                    Reply.rawThenEnd("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + MEMBER + "\r\n"),
                    Reply.rawThenEnd("HTTP/1.1 302 Found " + QUERY + "\r\nLocation: https://h:x" + QUERY + "/\r\n\r\n"),
                    Reply.rawThenEnd("HTTP/1.1 999 " + QUERY + "\r\n\r\n"));
            for (int i = 0; i < 7; i++) {
                attempt(single::download);
            }
        }
        assertEquals(7, shown.size());
        assertNoCanary();
    }

    @Test
    void showsNoSecretWhenTheDownloadBreaks() {
        fixture.api.on(FILE_CALL, Reply.redirect(302, "Location: " + fixture.store.url() + "/x?" + QUERY));
        fixture.store.on(
                "GET /x",
                Reply.rawThenEnd("HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n" + MEMBER),
                Reply.rawThenReset("HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n" + MEMBER),
                Reply.of(403, ("<Error>" + QUERY + "</Error>").getBytes(StandardCharsets.UTF_8)));
        for (int i = 0; i < 3; i++) {
            attempt(fixture::download);
        }
        assertEquals(3, shown.size());
        assertNoCanary();
    }

    @Test
    void showsNoSecretWhenTheDownloadIsResumed() {
        StoredObject file = StoredObject.of(MEMBER).with("x-amz-checksum-crc32c: AAAAAA==");
        fixture.api.on(FILE_CALL, Reply.redirect(302, "Location: " + fixture.store.url() + "/x?" + QUERY));
        fixture.store.on("GET /x", file.endingAfter(4), file.resettingAfter(1), Reply.redirect(503), file.whole());
        try (FileDownload download = fixture.client.openFile(succeeded(null))) {
            shown.add(String.valueOf(download.storedFile()));
            attempt(() -> {
                byte[] buffer = new byte[100];
                int read = 0;
                while (read >= 0) {
                    read = download.read(buffer, 0, 100);
                    shown.add(download.toString());
                }
            });
        }
        assertTrue(shown.stream().anyMatch(text -> text.contains("checksum (crc32c)")), shown.toString());
        assertNoCanary();
    }

    @Test
    void showsNoSecretWhenTheCredentialsAreRefused() {
        fixture.api.on(TOKEN_CALL, Reply.json(401, "{\"error\":\"" + BASIC + "\",\"errorId\":\"e\"}"));
        attempt(() -> fixture.client.status(BATCH));
        shown.add(new ClientCredentials(CLIENT_ID, CLIENT_SECRET, API_KEY).toString());
        assertEquals(2, shown.size());
        assertNoCanary();
    }
}
