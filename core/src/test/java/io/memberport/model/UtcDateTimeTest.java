package io.memberport.model;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UtcDateTimeTest {

    private static final List<String> ENDS = List.of(
            "",
            "Z",
            "+00:00",
            "-00:00",
            "+01:00",
            "-05:30",
            "+17:59",
            "-17:59",
            "+18:00",
            "-18:00",
            "+18:01",
            "+14:60",
            "+0100",
            "+01",
            "+1:00",
            "+01:00:30",
            "z",
            " Z",
            "Z ",
            "+01:00[Europe/Paris]",
            "Z[UTC]",
            "[UTC]",
            "[]");
    private static final String STRAY = "0123456789-+:.,TtZz[] /Ue\0é\u0660\uff10";

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
        "2026-03-01t12:34:56z,                2026-03-01T12:34:56Z",
        "2026-03-01T12:34:56+01:00[Europe/Paris], 2026-03-01T11:34:56Z",
        "+10000-01-01T00:00:00Z,              +10000-01-01T00:00:00Z",
        "-0001-01-01T00:00:00Z,               -0001-01-01T00:00:00Z",
    })
    void readsWhatTheApiWrites(String text, Instant expected) {
        assertEquals(expected, UtcDateTime.parse(text));
        assertEquals(expected, UtcDateTime.parse(Text.of(text)));
        assertEquals(micros(expected), UtcDateTime.parseMicros(Text.of(text)));
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
                "2026-03-01T24:00:00Z",
                "2026-03-01T25:00:00Z",
                "2026-03-01T23:59:60Z",
                "2026-03-01T12:34:56+18:01",
                "2026-03-01T12:34:56.1234567890Z",
                "1772368496",
            })
    void readsNothingElse(String text) {
        assertNull(UtcDateTime.parse(text));
        assertNull(UtcDateTime.parse(Text.of(text)));
        assertEquals(UtcDateTime.NOT_A_DATE_TIME, UtcDateTime.parseMicros(Text.of(text)));
    }

    @ParameterizedTest
    @CsvSource({
        "1970-01-01T00:00:00.000000999Z,            0",
        "1969-12-31T23:59:59.999999999Z,           -1",
        "1969-12-31T23:59:59.999999Z,              -1",
        "1969-12-31T23:59:59.999998999Z,           -2",
        "1970-01-01T00:00:00+00:01,         -60000000",
        "+294247-01-10T04:00:53.999999999Z, 9223372036853999999",
        "-290308-12-21T19:59:06Z,          -9223372036854000000",
    })
    void roundsMicrosecondsTowardsThePast(String text, long expected) {
        assertEquals(expected, UtcDateTime.parseMicros(Text.of(text)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "+294247-01-10T04:00:54Z",
                "-290308-12-21T19:59:05.999999999Z",
                "+999999999-12-31T23:59:59Z",
                "-999999999-01-01T00:00:00Z",
            })
    void givesNoMicrosecondsThatALongCannotHold(String text) {
        assertEquals(UtcDateTime.NOT_A_DATE_TIME, UtcDateTime.parseMicros(Text.of(text)));
    }

    @Test
    void readsBytesLikeTheFormatterReadsTheString() {
        Random random = new Random(20260131);
        int dateTimes = 0;
        for (int i = 0; i < 30_000; i++) {
            String usual = dateTime(random) + ENDS.get(random.nextInt(ENDS.size()));
            dateTimes += assertReadAlike(usual) ? 1 : 0;
            assertReadAlike(mutated(usual, random));
        }
        assertTrue(dateTimes > 8_000 && dateTimes < 28_000, "both kinds occur: " + dateTimes);
    }

    @Test
    void readsEachDayOfTheCalendarLikeTheFormatter() {
        for (int year : new int[] {0, 4, 100, 1600, 1900, 1969, 1970, 2000, 2023, 2024, 2100, 9999}) {
            for (int month = 0; month <= 13; month++) {
                for (int day = 0; day <= 32; day++) {
                    assertReadAlike("%04d-%02d-%02dT00:00:00Z".formatted(year, month, day));
                }
            }
        }
    }

    @Test
    void makesNoObjectForTheUsualForms() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        Text plain = Text.of("2026-03-01T12:34:56Z");
        Text full = Text.of("2024-02-29T12:34:56.123456789-11:30");
        long sum = UtcDateTime.parseMicros(plain) + UtcDateTime.parseMicros(full);
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < 10_000; i++) {
            sum += UtcDateTime.parseMicros(plain) ^ UtcDateTime.parseMicros(full);
        }
        long allocated = threads.getCurrentThreadAllocatedBytes() - before;

        assertTrue(allocated < 10_000, allocated + " bytes for 20,000 date-times, of which the sum is " + sum);
    }

    private static String dateTime(Random random) {
        LocalDateTime dateTime = LocalDateTime.ofEpochSecond(
                random.nextLong(-62167219200L, 253402300800L), random.nextInt(1_000_000_000), ZoneOffset.UTC);
        String longest =
                DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSSSSS").format(dateTime);
        int digits = random.nextInt(12);
        return switch (digits) {
            case 10 -> longest.substring(0, longest.indexOf('.'));
            case 11 -> longest + "0";
            default -> longest.substring(0, longest.indexOf('.') + 1 + digits);
        };
    }

    private static String mutated(String text, Random random) {
        StringBuilder mutated = new StringBuilder(text);
        for (int i = random.nextInt(3); i >= 0; i--) {
            int at = random.nextInt(mutated.length());
            char stray = STRAY.charAt(random.nextInt(STRAY.length()));
            switch (random.nextInt(4)) {
                case 0 -> mutated.insert(at, stray);
                case 1 -> mutated.deleteCharAt(at);
                default -> mutated.setCharAt(at, stray);
            }
        }
        return mutated.toString();
    }

    private static boolean assertReadAlike(String text) {
        Instant expected = UtcDateTime.parse(text);
        byte[] bytes = (">" + text + "<").getBytes(UTF_8);
        Text part = Text.wrap(bytes, 1, bytes.length - 2);

        assertEquals(expected, UtcDateTime.parse(part), text);
        assertEquals(expected == null ? Long.MIN_VALUE : micros(expected), UtcDateTime.parseMicros(part), text);
        return expected != null;
    }

    /** In another way than the class does it. Of the generated texts none is out of range. */
    private static long micros(Instant instant) {
        BigInteger nanos = BigInteger.valueOf(instant.getEpochSecond())
                .multiply(BigInteger.valueOf(1_000_000_000))
                .add(BigInteger.valueOf(instant.getNano()));
        BigInteger thousand = BigInteger.valueOf(1_000);
        return nanos.subtract(nanos.mod(thousand)).divide(thousand).longValueExact();
    }
}
