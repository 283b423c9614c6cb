package io.memberport.http;

import static io.memberport.http.ApiFixture.FILE_CALL;
import static io.memberport.http.ApiFixture.failureOf;
import static io.memberport.http.ApiFixture.messageOf;
import static io.memberport.http.ApiFixture.succeeded;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import io.memberport.file.ByteSource;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A download that comes too slowly counts as broken; one that is taken too slowly does not. */
@Tag("fault")
class StallTest {

    private static final String TEXT = "0123456789".repeat(20);
    private static final StoredObject FILE = StoredObject.of(TEXT);

    private final ApiFixture fixture = new ApiFixture();

    @AfterEach
    void close() {
        fixture.close();
    }

    private List<String> ranges() {
        return fixture.api.requests(FILE_CALL).stream()
                .map(request -> request.header("range"))
                .toList();
    }

    /** Reads a byte at a time, and whenever it looks at the clock before and after, a second has passed in between. */
    private static String readOneByteASecond(ApiFixture fixture) {
        fixture.time.passAtEachLook(Duration.ofSeconds(1));
        return readByteByByte(fixture, Duration.ZERO);
    }

    private static String readByteByByte(ApiFixture fixture, Duration pause) {
        StringBuilder text = new StringBuilder();
        byte[] one = new byte[1];
        try (ByteSource transfer = fixture.client.openFile(succeeded(null))) {
            while (transfer.read(one, 0, 1) > 0) {
                text.append((char) one[0]);
                fixture.time.pass(pause);
            }
        }
        return text.toString();
    }

    @Test
    void resumesOnANewConnectionWhenAByteComesEverySecond() {
        fixture.api.on(FILE_CALL, FILE.whole());

        assertEquals(TEXT, readOneByteASecond(fixture));

        assertEquals(List.of("", "bytes=60-", "bytes=120-", "bytes=180-"), ranges());
    }

    @Test
    void givesUpOnAServerThatIsNeverFaster() {
        RetryPolicy three = RetryPolicy.DEFAULT.withAttempts(3);
        try (ApiFixture impatient = new ApiFixture(b -> b.retryPolicy(three))) {
            impatient.api.on(FILE_CALL, FILE.whole());

            MemberportException failure = failureOf(() -> readOneByteASecond(impatient));

            assertEquals(FailureKind.UNAVAILABLE, failure.kind());
            assertTrue(
                    messageOf(failure).contains("after 180 of 200 bytes, it was slower than the minimum rate"),
                    messageOf(failure));
        }
    }

    @Test
    void isContentWithTheSlowestRateThatIsAllowed() {
        ResumePolicy byteByByte = new ResumePolicy(1, 1, Duration.ofSeconds(10));
        try (ApiFixture patient = new ApiFixture(b -> b.resumePolicy(byteByByte))) {
            patient.api.on(FILE_CALL, FILE.whole());

            assertEquals(TEXT, readOneByteASecond(patient));

            assertEquals(1, patient.api.requests(FILE_CALL).size());
        }
    }

    @Test
    void waitsForASlowTargetForHours() {
        fixture.api.on(FILE_CALL, FILE.whole());

        assertEquals(TEXT, readByteByByte(fixture, Duration.ofHours(1)));

        assertEquals(List.of(""), ranges());
    }

    @Test
    void resumesWhenTheServerHasHungUpOnASlowTarget() {
        fixture.api.on(FILE_CALL, FILE.endingAfter(50), FILE.whole());

        assertEquals(TEXT, readByteByByte(fixture, Duration.ofHours(1)));

        assertEquals(List.of("", "bytes=50-"), ranges());
    }

    @Test
    void refusesARateOrAWindowThatIsNone() {
        ResumePolicy policy = ResumePolicy.DEFAULT;
        assertThrows(IllegalArgumentException.class, () -> policy.withResumptions(-1));
        assertThrows(IllegalArgumentException.class, () -> policy.withSlowestBytesPerSecond(-1));
        assertThrows(IllegalArgumentException.class, () -> policy.withWindow(Duration.ZERO));
        assertThrows(IllegalArgumentException.class, () -> policy.withWindow(Duration.ofDays(2)));
    }
}
