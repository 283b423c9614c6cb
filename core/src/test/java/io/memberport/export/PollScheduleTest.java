package io.memberport.export;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memberport.port.Backoff;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PollScheduleTest {

    @ParameterizedTest
    @CsvSource({
        "PT0S,   2,    PT10S, 0,   PT1H",
        "PT-1S,  2,    PT10S, 0,   PT1H",
        "PT11S,  2,    PT10S, 0,   PT1H",
        "PT1S,   0.99, PT10S, 0,   PT1H",
        "PT1S,   1001, PT10S, 0,   PT1H",
        "PT1S,   NaN,  PT10S, 0,   PT1H",
        "PT1S,   2,    PT10S, -.1, PT1H",
        "PT1S,   2,    PT10S, 1,   PT1H",
        "PT1S,   2,    PT10S, NaN, PT1H",
        "PT1S,   2,    PT10S, 0,   PT-1S",
        "PT1S,   2,    P200000D, 0, PT1H",
    })
    void refusesWhatMakesNoSense(Duration first, double growth, Duration longest, double jitter, Duration deadline) {
        assertThrows(IllegalArgumentException.class, () -> schedule(first, growth, longest, jitter, deadline));
    }

    @ParameterizedTest
    @CsvSource({
        "PT0.000000001S, 1,    PT0.000000001S, 0,    PT0S",
        "PT1S,           1000, P100000D,       0.99, P100000000D",
    })
    void takesTheExtremes(Duration first, double growth, Duration longest, double jitter, Duration deadline) {
        PollSchedule schedule = assertDoesNotThrow(() -> schedule(first, growth, longest, jitter, deadline));

        for (int looks = 1; looks < 10_000; looks += 7) {
            Duration interval = schedule.intervalAfter(looks, 0.999);
            assertTrue(interval.toNanos() > 0, interval.toString());
            assertTrue(interval.compareTo(longest) <= 0, interval.toString());
        }
    }

    private static PollSchedule schedule(
            Duration first, double growth, Duration longest, double jitter, Duration deadline) {
        return new PollSchedule(new Backoff(first, growth, longest, jitter), deadline);
    }

    @Test
    void isPatientByDefault() {
        assertEquals(Duration.ofSeconds(2), PollSchedule.DEFAULT.intervalAfter(1, 0));
        assertEquals(Duration.ofSeconds(3), PollSchedule.DEFAULT.intervalAfter(2, 0));
        assertEquals(Duration.ofSeconds(60), PollSchedule.DEFAULT.intervalAfter(100_000, 0));
        assertEquals(Duration.ofSeconds(48), PollSchedule.DEFAULT.intervalAfter(100_000, 1));
    }
}
