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
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A login page, of a hotel or a proxy, where the API should be. */
@Tag("fault")
class PageAnswerTest {

    private final ApiFixture fixture = new ApiFixture();

    @AfterEach
    void close() {
        fixture.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {TOKEN_CALL, STATUS_CALL})
    void isToldAsAPageInPlaceOfTheAnswer(String call) {
        byte[] page = "<html>Please log in</html>".getBytes(StandardCharsets.UTF_8);
        fixture.api.on(call, Reply.of(200, page, "Content-Type: text/html; charset=utf-8"));

        MemberportException failure = failureOf(() -> fixture.client.status(BATCH));

        assertEquals(FailureKind.PROTOCOL, failure.kind());
        assertTrue(messageOf(failure).contains("The answer is a web page"), messageOf(failure));
        assertTrue(
                messageOf(failure).contains("a proxy or a login page is in between, or the address is wrong."),
                messageOf(failure));
    }

    @ParameterizedTest
    @ValueSource(strings = {TOKEN_CALL, STATUS_CALL, CREATE_CALL})
    void isToldAsCompressedIfItIs(String call) {
        fixture.api.on(call, Reply.of(200, new byte[] {27, 3, 0}, "Content-Encoding: br"));

        MemberportException failure = failureOf(
                call.equals(CREATE_CALL) ? () -> fixture.client.start(null) : () -> fixture.client.status(BATCH));

        assertEquals(FailureKind.PROTOCOL, failure.kind());
        assertTrue(messageOf(failure).contains("It has a Content-Encoding that was not requested"), messageOf(failure));
        assertTrue(messageOf(failure).contains("leave answers unchanged."), messageOf(failure));
    }

    @ParameterizedTest
    @CsvSource({
        "{}, it has no id",
        "[], it is not a JSON object",
        "'', it is not a JSON object",
        "null, it is not a JSON object",
    })
    void isToldByWhatIsMissingFromIt(String body, String what) {
        fixture.api.on(STATUS_CALL, Reply.of(200, body.getBytes(StandardCharsets.UTF_8)));
        fixture.api.on(CREATE_CALL, Reply.of(200, body.getBytes(StandardCharsets.UTF_8)));

        for (MemberportException failure :
                List.of(failureOf(() -> fixture.client.status(BATCH)), failureOf(() -> fixture.client.start(null)))) {
            assertEquals(FailureKind.PROTOCOL, failure.kind());
            assertTrue(
                    messageOf(failure)
                            .contains("the answer of " + fixture.api.url() + " cannot be understood, " + what),
                    messageOf(failure));
        }
    }
}
