package io.memberport.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UtcDateTimeTest {

    @ParameterizedTest
    @CsvSource({
        "2026-03-01T12:34:56Z,                2026-03-01T12:34:56Z",
        "2026-03-01T12:34:56,                 2026-03-01T12:34:56Z",
        "2026-03-01T12:34,                    2026-03-01T12:34:00Z",
        "2026-03-01T12:34:56.1Z,              2026-03-01T12:34:56.1Z",
        "2026-03-01T12:34:56.123456789Z,      2026-03-01T12:34:56.123456789Z",
        "2026-03-01T12:34:56.123456789,       2026-03-01T12:34:56.123456789Z",
        "2026-03-01T12:34:56+02:00,           2026-03-01T10:34:56Z",
        "2026-03-01T00:00:00-11:30,           2026-03-01T11:30:00Z",
        "2024-02-29T23:59:59Z,                2024-02-29T23:59:59Z",
        "0001-01-01T00:00:00,                 0001-01-01T00:00:00Z",
        "9999-12-31T23:59:59.9999999Z,        9999-12-31T23:59:59.9999999Z",
    })
    void readsWhatTheApiWrites(String text, Instant expected) {
        assertEquals(expected, UtcDateTime.parse(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "yesterday",
                "2026-03-01",
                "12:34:56Z",
                "2026-03-01 12:34:56Z",
                " 2026-03-01T12:34:56Z",
                "2026-03-01T12:34:56Z ",
                "2026-02-30T12:34:56Z",
                "2026-03-01T25:00:00Z",
                "2026-03-01T12:34:56.1234567890Z",
                "1772368496",
            })
    void readsNothingElse(String text) {
        assertNull(UtcDateTime.parse(text));
    }
}
