package io.memberport.simulator.generator;

import java.util.ArrayList;
import java.util.List;

/** Values and names that are legal and that break careless readers, as JSON tokens. */
final class EdgeCases {

    private static final List<String> TEXTS = List.of(
            "",
            " ",
            "  leading and trailing  ",
            "say \"hello\"",
            "\"",
            "\"\"",
            "it's",
            "back\\slash \\n is no line break",
            "first line\nsecond line",
            "carriage\r\nreturn and line feed",
            "tab\tseparated\tcells",
            "bell and friends \b \f \u0001 \u001F \u007F",
            "comma, separated, words",
            "semi;colons;too",
            "pipe|and|caret^",
            "=1+1",
            "=HYPERLINK(\"http://example.org\",\"here\")",
            "+44 20 7946 0018",
            "-5 degrees",
            "@everyone",
            "null",
            "NULL",
            "\\N",
            "NaN",
            "true",
            "007",
            "1,234.50",
            "</script><!-- & -->",
            "' OR 1=1; --",
            "${jndi:x} {{template}} %s",
            "na\u00EFve caf\u00E9 \u00E0 Z\u00FCrich",
            "e\u0301 is two code points, \u00E9 is one",
            "\u4F60\u597D\uFF0C\u4E16\u754C",
            "\u65E5\u672C\u8A9E\u306E\u30C6\u30AD\u30B9\u30C8",
            "\uD55C\uAD6D\uC5B4",
            "\u0627\u0644\u0639\u0631\u0628\u064A\u0629, right to left",
            "\u05E9\u05DC\u05D5\u05DD \u202Bmarked\u202C",
            "\u0939\u093F\u0928\u094D\u0926\u0940",
            "\u0395\u03BB\u03BB\u03B7\u03BD\u03B9\u03BA\u03AC \u0420\u0443\u0441\u0441\u043A\u0438\u0439",
            "smile \uD83D\uDE00 and wave \uD83D\uDC4B\uD83C\uDFFD",
            "family \uD83D\uDC68\u200D\uD83D\uDC69\u200D\uD83D\uDC67",
            "\uD840\uDC00 beyond the basic plane",
            "no-break\u00A0space, zero\u200Bwidth, byte order\uFEFFmark",
            "line\u2028and paragraph\u2029separators",
            "replacement \uFFFD itself");

    private static final List<String> NUMBERS = List.of(
            "null",
            "0",
            "-0",
            "-0.0",
            "-17",
            "1e0",
            "1E+2",
            "1.50",
            "100.000",
            "0.1000000000000000055511151231257827",
            "9007199254740993",
            "12345678901234567",
            "-12345678901234567.5",
            "123456789012345678901234567890",
            "1.7976931348623157E308",
            "4.9e-324",
            "1e400",
            "-2.5E-400",
            "3.141592653589793238462643383279502884197");

    private static final List<String> DATE_TIMES = List.of(
            "null",
            "\"2024-02-29T00:00:00Z\"",
            "\"1999-12-31T23:59:59.9Z\"",
            "\"2025-03-30T01:30:00.123Z\"",
            "\"2025-10-26T02:30:00.1234567Z\"",
            "\"2025-07-04T12:00:00.123456789Z\"",
            "\"1970-01-01T00:00:00Z\"",
            "\"1912-06-23T09:15:00Z\"",
            "\"0001-01-01T00:00:00Z\"",
            "\"9999-12-31T23:59:59.999Z\"",
            "\"2025-07-04T12:00:00+02:00\"",
            "\"2025-07-04T12:00:00.5-03:30\"",
            "\"2025\\u002D07\\u002D04T12:00:00Z\"");

    private static final List<String> IDENTIFIERS = List.of(
            "null",
            "\"\"",
            "\"000000000042\"",
            "\"7F\\u002D00\\/1\"",
            "\"A;B,C\"",
            "9007199254740993",
            "123456789012345678",
            "42");

    private static final List<String> NAMES = List.of(
            "Question, with a comma",
            "The \"quoted\" one",
            "customer_segment",
            "Customer_Segment",
            "Line\nbreak",
            "\u6C0F\u540D",
            "\uD83C\uDF82 Birthday",
            "=SUM(A1:A9)",
            "member_id",
            "Back\\slash and / slash",
            "\u0627\u0644\u0627\u0633\u0645",
            "",
            "Which of the following statements about our loyalty programme, its partners and its mobile application do"
                    + " you agree with? Please tick all that apply.");

    private EdgeCases() {}

    /** Each text as short as JSON allows and, if that differs, with escapes; also the short escapes that are never needed. */
    static List<String> strings() {
        List<String> tokens = new ArrayList<>(List.of("null", "\"a\\/b\"", "\"\\u0041\\u00e9\\uD83D\\ude00\""));
        for (String text : TEXTS) {
            tokens.add(JsonLiterals.quoted(text));
            if (!JsonLiterals.escaped(text).equals(JsonLiterals.quoted(text))) {
                tokens.add(JsonLiterals.escaped(text));
            }
        }
        return List.copyOf(tokens);
    }

    static List<String> numbers() {
        return NUMBERS;
    }

    static List<String> dateTimes() {
        return DATE_TIMES;
    }

    static List<String> identifiers() {
        return IDENTIFIERS;
    }

    /** Three labels that follow from the seed. */
    static List<String> labels(long seed) {
        List<String> strings = strings();
        SplitMix64 random = new SplitMix64(seed);
        return List.of("null", strings.get(random.below(strings.size())), strings.get(random.below(strings.size())));
    }

    /** Names of variables, not as JSON. Some differ only in case. */
    static List<String> names() {
        return NAMES;
    }
}
