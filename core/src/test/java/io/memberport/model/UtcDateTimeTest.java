package io.memberport.model;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UtcDateTimeTest {

    /** The grammar as it is documented; what the numbers may be is for java.time to say. */
    private static final Pattern GRAMMAR = Pattern.compile("(?<date>[0-9]{4}-[0-9]{2}-[0-9]{2})"
            + "(?:[Tt ](?<minute>[0-9]{2}:[0-9]{2})(?:(?<second>:[0-9]{2})(?:\\.(?<fraction>[0-9]+))?)?"
            + "(?:[Zz]|(?<sign>[+-])(?<hours>[0-9]{2})(?::?(?<minutes>[0-9]{2}))?)?)?");

    private static final List<String> ENDS = List.of(
            "",
            "Z",
            "z",
            "+00:00",
            "-00:00",
            "+01:00",
            "-05:30",
            "+17:59",
            "-17:59",
            "+18:00",
            "-18:00",
            "+18:01",
            "-18:01",
            "+19",
            "+14:60",
            "+0100",
            "-1800",
            "+1801",
            "+01",
            "-18",
            "+1:00",
            "+01:0",
            "+010",
            "+01:",
            "+",
            "01:00",
            "+01:00:30",
            "+01-00",
            " Z",
            "Z ",
            "ZZ",
            "+01:00Z",
            "+01:00[Europe/Paris]",
            "Z[UTC]",
            "[UTC]",
            "[]");
    private static final String STRAY = "0123456789-+:.,TtZz[] /Ue\0é\u0660\uff10";

    @ParameterizedTest
    @CsvSource({
        "2026-03-01,                          2026-03-01T00:00:00Z",
        "2026-03-01T12:34,                    2026-03-01T12:34:00Z",
        "2026-03-01T12:34Z,                   2026-03-01T12:34:00Z",
        "2026-03-01T12:34+02,                 2026-03-01T10:34:00Z",
        "2026-03-01T12:34+0200,               2026-03-01T10:34:00Z",
        "2026-03-01T12:34+02:00,              2026-03-01T10:34:00Z",
        "2026-03-01T12:34:56Z,                2026-03-01T12:34:56Z",
        "2026-03-01T12:34:56,                 2026-03-01T12:34:56Z",
        "2026-03-01 12:34:56,                 2026-03-01T12:34:56Z",
        "2026-03-01 12:34,                    2026-03-01T12:34:00Z",
        "2026-03-01t12:34:56z,                2026-03-01T12:34:56Z",
        "2026-03-01 12:34:56.5,               2026-03-01T12:34:56.5Z",
        "2026-03-01T12:34:56.1Z,              2026-03-01T12:34:56.1Z",
        "2026-03-01T12:34:56.123456789Z,      2026-03-01T12:34:56.123456789Z",
        "2026-03-01T12:34:56.123456789,       2026-03-01T12:34:56.123456789Z",
        "2026-03-01T12:34:56.1234567899Z,     2026-03-01T12:34:56.123456789Z",
        "2026-03-01T12:34:56.99999999999999-01, 2026-03-01T13:34:56.999999999Z",
        "2026-06-01T02:00:00+0000,            2026-06-01T02:00:00Z",
        "2026-03-01T12:34:56+02:00,           2026-03-01T10:34:56Z",
        "2026-03-01T12:34:56+02,              2026-03-01T10:34:56Z",
        "2026-03-01T12:34:56-0230,            2026-03-01T15:04:56Z",
        "2026-03-01T00:00:00-11:30,           2026-03-01T11:30:00Z",
        "2026-03-01T00:00:00-18:00,           2026-03-01T18:00:00Z",
        "2026-03-01T00:00:00+18,              2026-02-28T06:00:00Z",
        "2024-02-29T23:59:59Z,                2024-02-29T23:59:59Z",
        "0001-01-01T00:00:00,                 0001-01-01T00:00:00Z",
        "0001-01-01,                          0001-01-01T00:00:00Z",
        "0001-01-01T00:00-00:01,              0001-01-01T00:01:00Z",
        "9999-12-31T23:59:59.9999999Z,        9999-12-31T23:59:59.9999999Z",
        "9999-12-31T23:59:59+18:00,           9999-12-31T05:59:59Z",
    })
    void readsEveryFormOfTheGrammar(String text, Instant expected) {
        assertEquals(expected, UtcDateTime.parse(text));
        assertEquals(expected, UtcDateTime.parse(Text.of(text)));
        assertEquals(micros(expected), UtcDateTime.parseMicros(Text.of(text)));
        assertEquals(expected, byTheOracle(text), "the oracle is wrong");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "yesterday",
                "2026",
                "2026-03",
                "2026-3-1",
                "20260301",
                "20260301T123456Z",
                "2026-060",
                "2026-W09-7",
                "26-03-01",
                "2026/03/01",
                "01.03.2026",
                "2026-03-01T",
                "2026-03-01Z",
                "2026-03-01+02:00",
                "2026-03-01 ",
                "2026-03-01T12",
                "2026-03-01T12Z",
                "2026-03-01T1234",
                "2026-03-01T12:3",
                "2026-03-01T12:34:",
                "2026-03-01T12:34:5",
                "2026-03-01T12:34:5Z",
                "2026-03-01T12:34.5Z",
                "2026-03-01T12:34:56.",
                "2026-03-01T12:34:56.Z",
                "2026-03-01T12:34:56.+01:00",
                "2026-03-01T12:34:56,5Z",
                "2026-03-01T12:34:56.5.5Z",
                "2026-03-01T1:34:56Z",
                "2026-03-01  12:34:56Z",
                "2026-03-01\t12:34:56Z",
                "2026-03-01_12:34:56Z",
                "12:34:56Z",
                " 2026-03-01T12:34:56Z",
                "2026-03-01T12:34:56Z ",
                "2026-03-01T12:34:56 Z",
                "2026-03-01T12:34:56\n",
                "2026-03-01T12:34:56Zulu",
                "2026-03-01T12:34:56UTC",
                "2026-00-01T12:34:56Z",
                "2026-13-01T12:34:56Z",
                "2026-03-00T12:34:56Z",
                "2026-03-32T12:34:56Z",
                "2026-02-29T12:34:56Z",
                "2026-02-30T12:34:56Z",
                "1900-02-29T12:34:56Z",
                "0000-01-01T00:00:00Z",
                "0000-01-01",
                "-0001-01-01T00:00:00Z",
                "+2026-03-01T12:34:56Z",
                "+10000-01-01T00:00:00Z",
                "10000-01-01T00:00:00Z",
                "0001-01-01T00:00+00:01",
                "9999-12-31T23:59:59-00:01",
                "2026-03-01T24:00",
                "2026-03-01T24:00:00Z",
                "2026-03-01T25:00:00Z",
                "2026-03-01T23:60:00Z",
                "2026-03-01T23:59:60Z",
                "2026-03-01T12:34:56+18:01",
                "2026-03-01T12:34:56-1801",
                "2026-03-01T12:34:56+19",
                "2026-03-01T12:34:56+01:60",
                "2026-03-01T12:34:56+1",
                "2026-03-01T12:34:56+1:00",
                "2026-03-01T12:34:56+01:0",
                "2026-03-01T12:34:56+01:00:00",
                "2026-03-01T12:34:56+01:00[Europe/Paris]",
                "2026-03-01T12:34:56Z[UTC]",
                "2026-03-01T12:34:56\u221201:00",
                "\u0662026-03-01T12:34:56Z",
                "2026-03-01T12:34:56\u0660",
                "1772368496",
            })
    void readsNothingElse(String text) {
        assertNull(UtcDateTime.parse(text));
        assertNull(UtcDateTime.parse(Text.of(text)));
        assertEquals(UtcDateTime.NOT_A_DATE_TIME, UtcDateTime.parseMicros(Text.of(text)));
        assertNull(byTheOracle(text), "the oracle is wrong");
    }

    @ParameterizedTest
    @CsvSource({
        "1970-01-01T00:00:00.000000999Z,            0",
        "1969-12-31T23:59:59.999999999Z,           -1",
        "1969-12-31T23:59:59.999999Z,              -1",
        "1969-12-31T23:59:59.999998999Z,           -2",
        "1969-12-31T23:59:59.9999989999999999Z,    -2",
        "1970-01-01T00:00:00+00:01,         -60000000",
    })
    void roundsMicrosecondsTowardsThePast(String text, long expected) {
        assertEquals(expected, UtcDateTime.parseMicros(Text.of(text)));
    }

    @Test
    void takesAnyNumberOfDigitsOfASecond() {
        String digits = "9".repeat(100_000);

        assertEquals(
                Instant.parse("2026-03-01T12:34:56.999999999Z"),
                UtcDateTime.parse("2026-03-01T12:34:56." + digits + "Z"));
        assertNull(UtcDateTime.parse("2026-03-01T12:34:56." + digits + "x"));
    }

    @Test
    void readsEveryPrefixOfAFormLikeTheOracle() {
        for (String text : List.of(
                "2026-03-01T12:34:56.123456789012+11:30", "2026-03-01 12:34+1130", "2026-03-01t12:34:56.5-01:00Z")) {
            for (int length = 0; length <= text.length(); length++) {
                assertReadLikeTheOracle(text.substring(0, length));
            }
        }
    }

    @Test
    void readsRandomTextsLikeTheOracle() {
        Random random = new Random(20260131);
        int dateTimes = 0;
        for (int i = 0; i < 60_000; i++) {
            String usual = dateTime(random) + ENDS.get(random.nextInt(ENDS.size()));
            dateTimes += assertReadLikeTheOracle(usual) ? 1 : 0;
            assertReadLikeTheOracle(mutated(usual, random));
        }
        assertTrue(dateTimes > 16_000 && dateTimes < 50_000, "both kinds occur: " + dateTimes);
    }

    @Test
    void readsEachDayOfTheCalendarLikeTheOracle() {
        for (int year : new int[] {0, 1, 4, 100, 400, 1600, 1900, 1969, 1970, 2000, 2023, 2024, 2100, 9999}) {
            for (int month = 0; month <= 13; month++) {
                for (int day = 0; day <= 32; day++) {
                    String date = "%04d-%02d-%02d".formatted(year, month, day);
                    assertReadLikeTheOracle(date);
                    assertReadLikeTheOracle(date + "T00:00:00Z");
                }
            }
        }
    }

    @Test
    void countsTheDaysOfEveryYear() {
        for (int year = 1; year <= 9999; year++) {
            assertTrue(assertReadLikeTheOracle("%04d-03-01".formatted(year)));
        }
    }

    @Test
    void readsEachTimeAndEachOffsetLikeTheOracle() {
        for (int hour = 0; hour < 100; hour++) {
            for (int minute = 0; minute < 100; minute++) {
                assertReadLikeTheOracle("2026-03-01T%02d:%02d".formatted(hour, minute));
                assertReadLikeTheOracle("2026-03-01T23:%02d:%02dZ".formatted(hour, minute));
                assertReadLikeTheOracle("2026-03-01T12:34:56+%02d:%02d".formatted(hour, minute));
                assertReadLikeTheOracle("2026-03-01T12:34-%02d%02d".formatted(hour, minute));
            }
        }
    }

    @Test
    void makesNoObject() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        Text plain = Text.of("2026-03-01T12:34:56Z");
        Text full = Text.of("2024-02-29 12:34:56.1234567890123-1130");
        Text none = Text.of("2026-03-01T12:34:56+01:00[Europe/Paris]");
        long sum = UtcDateTime.parseMicros(plain) + UtcDateTime.parseMicros(full) + UtcDateTime.parseMicros(none);
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < 10_000; i++) {
            sum += UtcDateTime.parseMicros(plain) ^ UtcDateTime.parseMicros(full) ^ UtcDateTime.parseMicros(none);
        }
        long allocated = threads.getCurrentThreadAllocatedBytes() - before;

        assertTrue(allocated < 10_000, allocated + " bytes for 30,000 texts, of which the sum is " + sum);
    }

    private static String dateTime(Random random) {
        LocalDateTime dateTime = LocalDateTime.ofEpochSecond(
                random.nextLong(-62167219200L, 253402300800L), random.nextInt(1_000_000_000), ZoneOffset.UTC);
        String longest =
                DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSSSSS").format(dateTime);
        int point = longest.indexOf('.');
        return switch (random.nextInt(14)) {
            case 0 -> longest.substring(0, longest.indexOf('T'));
            case 1 -> longest.substring(0, point - 3);
            case 2 -> longest.substring(0, point);
            case 3 -> longest.substring(0, point).replace('T', ' ');
            case 4 -> longest.replace('T', 't') + random.nextInt(1_000);
            default -> longest.substring(0, point + 1 + random.nextInt(10));
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

    /** Also in the middle of an array whose other bytes would prolong it. */
    private static boolean assertReadLikeTheOracle(String text) {
        Instant expected = byTheOracle(text);
        byte[] bytes = ("1" + text + "0").getBytes(UTF_8);
        Text part = Text.wrap(bytes, 1, bytes.length - 2);

        assertEquals(expected, UtcDateTime.parse(text), text);
        assertEquals(expected, UtcDateTime.parse(part), text);
        assertEquals(expected == null ? Long.MIN_VALUE : micros(expected), UtcDateTime.parseMicros(part), text);
        return expected != null;
    }

    /** In another way than the class does it. */
    private static @Nullable Instant byTheOracle(String text) {
        Matcher matcher = GRAMMAR.matcher(text);
        if (!matcher.matches()) {
            return null;
        }
        try {
            LocalDate date = LocalDate.parse(group(matcher, "date", ""));
            LocalTime time = LocalTime.parse(group(matcher, "minute", "00:00") + group(matcher, "second", ":00"));
            String nanos = (group(matcher, "fraction", "") + "000000000").substring(0, 9);
            ZoneOffset offset = ZoneOffset.of(group(matcher, "sign", "+") + group(matcher, "hours", "00") + ":"
                    + group(matcher, "minutes", "00"));
            Instant instant =
                    date.atTime(time.withNano(Integer.parseInt(nanos))).toInstant(offset);
            int year = instant.atOffset(ZoneOffset.UTC).getYear();
            return date.getYear() == 0 || year < 1 || year > 9999 ? null : instant;
        } catch (DateTimeException notADateTime) {
            return null;
        }
    }

    private static String group(Matcher matcher, String name, String otherwise) {
        return Objects.requireNonNullElse(matcher.group(name), otherwise);
    }

    /** In another way than the class does it. */
    private static long micros(Instant instant) {
        BigInteger nanos = BigInteger.valueOf(instant.getEpochSecond())
                .multiply(BigInteger.valueOf(1_000_000_000))
                .add(BigInteger.valueOf(instant.getNano()));
        BigInteger thousand = BigInteger.valueOf(1_000);
        return nanos.subtract(nanos.mod(thousand)).divide(thousand).longValueExact();
    }
}
