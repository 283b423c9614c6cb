package io.memberport.sequence;

import io.memberport.sequence.Export.Value;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Values at random: plain ones, those at the edge of what fits, and those that do not fit. */
final class Values {

    /** Types that the guides name, with a few unknown ones. */
    static final List<String> TYPES =
            List.of("string", "double", "datetime", "identifier", "enum", "set", "string", "double", "geo", "DOUBLE");

    private static final List<String> DATE_TIMES = List.of(
            "2026-01-31T12:00:00Z",
            "2026-01-31",
            "2026-01-31 12:00",
            "2026-01-31t12:00z",
            "2026-01-31T12:00:00.1",
            "2026-01-31T12:00:00.123456789Z",
            "2026-01-31T12:00:00.12345678901234Z",
            "1969-12-31T23:59:59.9999999Z",
            "1899-12-31T00:00:00Z",
            "1000-01-01T00:00:00Z",
            "1582-10-10T00:00:00Z",
            "9999-12-31T23:59:59.999999Z",
            "2026-01-31T12:00:00+02:00",
            "2026-01-31T12:00-0330",
            "2026-01-31T12:00:00.5+18",
            "2026-01-31T12:00-18:00",
            "2024-02-29T00:00:00Z");

    private static final List<String> EARLY = List.of("0001-01-01T00:00:00Z", "0999-12-31T23:59:59Z", "0004-02-29");

    private static final List<String> NO_DATE_TIMES = List.of(
            "",
            "now",
            "2026-02-30",
            "2026-1-31",
            "2026-01-31T24:00:00Z",
            "2026-01-31T12:00:60Z",
            "2026-01-31T12",
            "2026-01-31Z",
            "2026-01-31T12:00:00,5Z",
            "2026-01-31T12:00:00.Z",
            "2026-01-31T12:00+18:01",
            "2026-01-31T12:00+1:00",
            "2026-01-31T12:00:00Z ",
            " 2026-01-31",
            "0000-01-01",
            "+2026-01-31",
            "10000-01-01",
            "2026-01-31T12:00:00[UTC]",
            "2026-01-31T12:00:00+02:00[Europe/Berlin]",
            "2026-W05-6",
            "２０２６-01-31",
            "1769860800");

    private static final List<String> NUMBERS = List.of(
            "0",
            "-0",
            "0.0",
            "-0.0e5",
            "1",
            "-1.50E+003",
            "0.1",
            "0.30000000000000004",
            "9007199254740993",
            "1e22",
            "41",
            "3.141592653589793",
            "123456789012345.678901234567890",
            "1e-400",
            "4.9e-324",
            "2.5e-10",
            "1E+2");

    private static final List<String> LARGE_NUMBERS = List.of(
            "1e23",
            "1e308",
            "1.7976931348623157e308",
            "1.8e308",
            "-1e309",
            "1e400",
            "99999999999999999999999.9999999999999995",
            "9999999999999999999999999999.99999999995",
            "99999999999999999999999999999999999.4");

    /** Numbers as text only; JSON has none of them. */
    private static final List<String> ODD_NUMBERS = List.of("05", "-007.50", "00", "-00", "1e05");

    private static final List<String> NO_NUMBERS = List.of(
            "",
            "unknown",
            "1.",
            ".5",
            "+1",
            " 1",
            "1 ",
            "1,5",
            "0x1p3",
            "NaN",
            "Infinity",
            "1d",
            "1e",
            "--1",
            "٣",
            "1_000");

    private static final List<String> TEXTS = List.of(
            "",
            " ",
            "x",
            "Köln",
            "trailing ",
            "e\u0301",
            "é",
            "ﬁ",
            "Straße",
            "İstanbul",
            "ς",
            "𝒜𝓁𝒾𝒹𝒶",
            "👩‍👩‍👧",
            "\ud83d\udd25\ud83c\udf0d",
            "null",
            "\\N",
            "NULL",
            "\"quoted\", and, commas",
            "line\nbreak\r\n",
            "\ttab",
            "it's",
            "=1+1",
            "[\"a\"]",
            "{\"a\":1}",
            "\u0001\u001f\u007f",
            "\u2028\ufeff",
            "\uffff\ufffe",
            "\udbff\udfff",
            "a\\b",
            "%s ${x} ?",
            "--",
            "\u202eabc");

    private final Dice dice;
    private final boolean withNul;

    /** Whether texts may have U+0000 in them. */
    Values(Dice dice, boolean withNul) {
        this.dice = dice;
        this.withNul = withNul;
    }

    /** What a member has of a variable. */
    List<Value> some(@Nullable String type, boolean fitting) {
        int count = dice.oneOf(1, 1, 1, 1, 1, 0, 2, 3);
        boolean typed = "double".equals(type) || "datetime".equals(type);
        List<Value> values = new ArrayList<>();
        for (int i = 0; i < (fitting && typed ? Math.min(1, count) : count); i++) {
            String raw = dice.oneIn(12) ? "null" : raw(type, fitting);
            values.add(new Value(optionId(type), raw));
            if (!typed && dice.oneIn(10)) {
                values.add(new Value(optionId(type), raw));
            }
        }
        return values;
    }

    /** A value that every target shows as it was sent. */
    static List<Value> plain(@Nullable String type) {
        if ("double".equals(type)) {
            return Value.all("7");
        }
        return Value.all("datetime".equals(type) ? "\"2026-02-03T04:05:06Z\"" : "\"plain\"");
    }

    private @Nullable String optionId(@Nullable String type) {
        boolean hasOptions = "enum".equals(type) || "set".equals(type);
        return hasOptions && !dice.oneIn(4) ? "o-" + dice.below(5) : null;
    }

    private String raw(@Nullable String type, boolean fitting) {
        if (!fitting && dice.oneIn(8)) {
            return dice.oneOf("true", "false", "{\"a\": [1, \"x\"]}", "[]", "[1,2]", "{}", "\"text\"", "42");
        }
        if ("double".equals(type)) {
            return number(fitting);
        }
        if ("datetime".equals(type)) {
            return Export.quoted(dateTime(fitting));
        }
        return dice.oneIn(10) ? dice.oneOf(NUMBERS) : Export.quoted(text());
    }

    private String number(boolean fitting) {
        String number = dice.oneOf(NUMBERS);
        if (fitting) {
            return dice.oneIn(3) ? Export.quoted(dice.oneIn(2) ? dice.oneOf(ODD_NUMBERS) : number) : number;
        }
        if (dice.oneIn(5)) {
            return Export.quoted(dice.oneOf(NO_NUMBERS));
        }
        number = dice.oneIn(8) ? "1" + "23456789".repeat(dice.between(1, 50)) : dice.oneOf(LARGE_NUMBERS);
        return dice.oneIn(4) ? "0." + "0".repeat(dice.below(20)) + number.replaceAll("[^0-9]", "") : number;
    }

    private String dateTime(boolean fitting) {
        return fitting ? dice.oneOf(DATE_TIMES) : dice.oneOf(dice.oneIn(2) ? NO_DATE_TIMES : EARLY);
    }

    /** An effective date, or none. */
    @Nullable String effectiveDate(boolean fitting) {
        return dice.oneIn(3) ? dateTime(fitting || !dice.oneIn(4)) : null;
    }

    String text() {
        String text = dice.oneOf(TEXTS) + (dice.oneIn(3) ? dice.oneOf(TEXTS) : "");
        if (withNul && dice.oneIn(15)) {
            text += "\0" + dice.oneOf(TEXTS);
        }
        return dice.oneIn(400) ? text + "long ".repeat(200_000) : text;
    }
}
