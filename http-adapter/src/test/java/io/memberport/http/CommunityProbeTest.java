package io.memberport.http;

import static io.memberport.http.ApiFixture.BATCH;
import static io.memberport.http.ApiFixture.STATUS_CALL;
import static io.memberport.http.ApiFixture.TOKEN_CALL;
import static io.memberport.http.ApiFixture.failureOf;
import static io.memberport.http.ApiFixture.messageOf;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import io.memberport.http.ScriptedServer.Reply;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommunityProbeTest {

    private static final String NO_SUCH_CALL = STATUS_CALL.replace(BATCH, "00000000-0000-0000-0000-000000000000");

    private final ApiFixture fixture = new ApiFixture();

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void isSureOfTheCommunityOfAnExportThatIsThere() {
        fixture.api.on(STATUS_CALL, ApiFixture.status("running"));

        assertEquals(CommunityAccess.CONFIRMED, fixture.client.probe(BATCH));
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 404, 410})
    void cannotTellAnUnknownCommunityFromAnUnknownExport(int status) {
        fixture.api.on(NO_SUCH_CALL, ApiFixture.error(status));

        assertEquals(CommunityAccess.INDISTINCT, fixture.client.probe(null));
    }

    @ParameterizedTest
    @CsvSource({
        "401, ACCESS_DENIED",
        "403, ACCESS_DENIED",
        "405, PROTOCOL",
        "503, UNAVAILABLE",
    })
    void tellsWhatTheApiRefuses(int status, FailureKind kind) {
        fixture.api.on(NO_SUCH_CALL, ApiFixture.error(status));

        MemberportException failure = failureOf(() -> fixture.client.probe(null));

        assertEquals(kind, failure.kind());
        assertTrue(messageOf(failure).contains("error-id-1"), messageOf(failure));
    }

    @ParameterizedTest
    @ValueSource(strings = {"<html>Not here</html>", "{\"message\":\"no Route matched with those values\"}"})
    void believesOnlyTheApiThatSomethingDoesNotExist(String body) {
        fixture.api.on(NO_SUCH_CALL, Reply.json(404, body));

        assertEquals(
                FailureKind.NOT_FOUND,
                failureOf(() -> fixture.client.probe(null)).kind());
    }

    @ParameterizedTest
    @ValueSource(strings = {"<html>Welcome</html>", "{}", "{\"id\":\"another\",\"status\":\"running\"}"})
    void takesNoSuccessThatIsNotAboutTheExport(String body) {
        fixture.api.on(STATUS_CALL, Reply.json(200, body));

        assertEquals(
                FailureKind.PROTOCOL,
                failureOf(() -> fixture.client.probe(BATCH)).kind());
    }

    @Test
    void getsOneTokenForBoth() {
        fixture.api.on(NO_SUCH_CALL, ApiFixture.error(404));

        fixture.client.authenticate();
        fixture.client.probe(null);

        assertEquals(1, fixture.api.requests(TOKEN_CALL).size());
        assertEquals(1, fixture.api.requests(NO_SUCH_CALL).size());
    }

    @Test
    void authenticatesWithoutAskingForAnythingElse() {
        fixture.api.on(TOKEN_CALL, ApiFixture.error(401));

        assertEquals(
                FailureKind.ACCESS_DENIED,
                failureOf(() -> fixture.client.authenticate()).kind());
    }
}
