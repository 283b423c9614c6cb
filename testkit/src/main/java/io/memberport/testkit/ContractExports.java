package io.memberport.testkit;

import static io.memberport.testkit.TestExport.json;
import static io.memberport.testkit.TestExport.nothing;
import static io.memberport.testkit.TestExport.number;
import static io.memberport.testkit.TestExport.option;
import static io.memberport.testkit.TestExport.text;
import static io.memberport.testkit.TestExport.values;
import static io.memberport.testkit.TestExport.valuesSince;
import static io.memberport.testkit.TestExport.variable;

import io.memberport.model.ProfileVariable;
import io.memberport.model.Sensitivity;
import io.memberport.model.Value;
import io.memberport.model.VariableValues;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The exports that the contract writes. */
final class ContractExports {

    /** In every value that must never be seen outside the target. */
    static final String CANARY = "c4n4ry";

    static final ProfileVariable CITY = variable("v-city", "City", "string");
    static final ProfileVariable AGE = variable("v-age", "Age", "double");
    static final ProfileVariable HOBBIES = variable("v-hobbies", "Hobbies", "set");

    private static final Instant NIGHT = Instant.parse("2026-03-01T02:00:00Z");
    private static final Instant NEXT_NIGHT = Instant.parse("2026-03-02T02:00:00Z");
    private static final Instant THIRD_NIGHT = Instant.parse("2026-03-03T02:00:00Z");
    private static final long SYNC_LAG_SECONDS = 300;

    /** Three members, two variables. */
    static final TestExport FIRST = TestExport.of("batch-first")
            .dated(NIGHT, NIGHT.minusSeconds(SYNC_LAG_SECONDS))
            .member("m-1", values(CITY, text("Bonn")), values(AGE, number("41")))
            .member("m-2", values(CITY, text("Köln")), values(AGE, number("42.50")))
            .member("m-3", values(CITY, text("Mainz")));

    /** One member changed, one gone, one new. */
    static final TestExport SECOND = TestExport.of("batch-second")
            .dated(NEXT_NIGHT, NEXT_NIGHT.minusSeconds(SYNC_LAG_SECONDS))
            .member("m-1", values(CITY, text("Trier " + CANARY)), values(AGE, number("41")))
            .member("m-2", values(CITY, text("Köln " + CANARY)), values(AGE, number("43")))
            .member("m-4", values(CITY, text("Ulm " + CANARY)), values(AGE, number("19")));

    /** Of the same night as the second, and different. */
    static final TestExport THIRD = TestExport.of("batch-third")
            .dated(NEXT_NIGHT.plusSeconds(1), NEXT_NIGHT)
            .member("m-1", values(CITY, text("Worms " + CANARY)), values(AGE, number("44")))
            .member("m-2", values(CITY, text("Fulda " + CANARY)), values(AGE, number("45")))
            .member("m-5", values(CITY, text("Essen " + CANARY)), values(AGE, number("46")));

    private static final int LARGE_MEMBERS = 2_000;
    private static final int LARGE_BLOCK_MEMBERS = 20;
    private static final int LONG_TEXT_CHARACTERS = 100_000;

    /** Texts that have been mistaken for something else before, by some format, some parser or some database. */
    private static final List<String> ODD_TEXTS = List.of(
            "",
            " ",
            "  padded  ",
            "null",
            "NULL",
            "\\N",
            "\\.",
            "a\n\\.\nb",
            "\"",
            "\"quoted\"",
            "it's",
            "'; drop table members; --",
            "a,b;c|d",
            "tab\there",
            "line\nbreak",
            "carriage\rreturn",
            "both\r\n",
            "back\\slash",
            "{\"json\": [1, 2]}",
            "{1,2}",
            "[]",
            "<a href=\"x\">&amp;</a>",
            "=1+1",
            "+49 228 1",
            "-5",
            "@home",
            "0012",
            "1e5",
            "true",
            "2026-01-31",
            "${user.home}",
            "%s %d %n",
            "\u0001\u001f\u007f\u0085",
            "\ufeffbom",
            "\u2028\u2029",
            "\u00a0\u200b\u200d\u202e",
            "e\u0301 \u00e9",
            "\ufffd\uffff",
            "Straße, naïve, İstanbul, ﬁ",
            "日本語 한국어 العربية עברית ไทย",
            "👍🏽 👩‍👩‍👧‍👦 🏳️‍🌈 𝔘𝔫𝔦",
            "x".repeat(LONG_TEXT_CHARACTERS) + "é");

    private static final List<String> NUMBERS = List.of(
            "0",
            "-0",
            "1",
            "-1.50",
            "0.1",
            "1.50E+003",
            "1e-7",
            "9007199254740993",
            "12345678901234567890.123456789",
            "1.7976931348623157e308");

    private ContractExports() {}

    /** Each type, each kind of value, and characters that are known to make trouble. */
    static TestExport everything(boolean nulCharacters) {
        List<VariableValues> texts = new ArrayList<>();
        ProfileVariable words = variable("v-words", "Words", "set");
        texts.add(values(words, ODD_TEXTS.stream().map(TestExport::text).toArray(Value[]::new)));
        if (nulCharacters) {
            texts.add(values(variable("v-nul", "Nul", "string"), text("a\u0000b")));
        }
        return TestExport.of("batch-everything")
                .dated(NIGHT, Instant.parse("2026-03-01T01:59:58.123456Z"))
                .member("m-types", everyType())
                .member("m-texts", texts.toArray(VariableValues[]::new))
                .and(oneTextEach())
                .member("m-names", oddNames())
                .member("m-numbers", numbers())
                .member("m-nothing", nothings())
                .member("m-empty")
                .member("m \"odd\", é👍\n\\", values(CITY, text("Bonn")))
                .inBlocksOf(7);
    }

    private static VariableValues[] everyType() {
        return new VariableValues[] {
            values(CITY, text("Bonn")),
            values(AGE, number("41.5")),
            valuesSince(
                    "2026-01-31T12:00:00Z", variable("v-joined", "Joined", "datetime"), text("2020-02-29T23:59:59Z")),
            valuesSince("2026-01-31T13:00:00.123456+01:00", variable("v-key", "Key", "identifier"), text("A-1")),
            values(variable("v-colour", "Colour", "enum"), option("Red", "o-1")),
            values(HOBBIES, option("Chess", "o-2"), option("Go", "o-3"), option("Chess", "o-4")),
            values(ProfileVariable.of("v-mail", "Mail", "string", Sensitivity.SENSITIVE), text("a@example.org")),
            values(ProfileVariable.of("v-unstated", "Unstated", "string", Sensitivity.UNSTATED), text("x")),
            values(variable("v-place", "Place", "geo"), json(Value.Kind.JSON, "{\"lat\":50.7,\"lon\":[7,1]}")),
            values(variable("v-untyped", "Untyped", null), json(Value.Kind.BOOLEAN, "true")),
        };
    }

    /** A member for each text, whose only value it is: a set may keep texts in another way. */
    private static TestExport oneTextEach() {
        TestExport export = TestExport.of(null);
        for (int i = 0; i < ODD_TEXTS.size(); i++) {
            export = export.member("m-text-" + i, values(CITY, text(ODD_TEXTS.get(i))));
        }
        return export;
    }

    /** Names that are taken, that differ in little, or that are no names. */
    private static VariableValues[] oddNames() {
        List<String> names = List.of(
                "City",
                "city",
                "CITY ",
                "",
                " ",
                "member_id",
                "MEMBER_ID",
                "select",
                "\"; drop table members; --",
                "a,b",
                "line\nbreak",
                "é",
                "e\u0301",
                "日本語",
                "👍",
                "n".repeat(300),
                "n".repeat(301));
        List<VariableValues> entries = new ArrayList<>();
        for (String name : names) {
            entries.add(values(variable("v-name-" + entries.size(), name, "string"), text("of " + entries.size())));
        }
        entries.add(values(variable("v-nameless", null, "string"), text("nameless")));
        return entries.toArray(VariableValues[]::new);
    }

    private static VariableValues[] numbers() {
        List<VariableValues> entries = new ArrayList<>();
        for (String digits : NUMBERS) {
            ProfileVariable variable = variable("v-number-" + entries.size(), "Number " + entries.size(), "double");
            entries.add(values(variable, number(digits)));
        }
        return entries.toArray(VariableValues[]::new);
    }

    private static VariableValues[] nothings() {
        return new VariableValues[] {
            values(CITY, nothing()),
            values(AGE),
            values(HOBBIES),
            values(variable("v-emptied", "Emptied", "enum"), new Value(Value.Kind.NULL, null, null)),
            valuesSince("2026-01-31T12:00:00Z", variable("v-cleared", "Cleared", "string")),
        };
    }

    /** So many blocks that several of them are on their way at once. */
    static TestExport large() {
        ProfileVariable number = variable("v-n", "Number", "double");
        TestExport export = TestExport.of("batch-large").dated(NIGHT, NIGHT);
        for (int i = 0; i < LARGE_MEMBERS; i++) {
            export = export.member(
                    "m-" + i,
                    values(CITY, text("City of " + i)),
                    values(number, number(String.valueOf(i))),
                    values(HOBBIES, option("Chess " + i, "o-1"), option("Go", "o-2")));
        }
        return export.inBlocksOf(LARGE_BLOCK_MEMBERS);
    }

    /** An export without members. */
    static TestExport empty() {
        return TestExport.of("batch-empty").dated(NEXT_NIGHT, NEXT_NIGHT);
    }

    /** One that started between the first and the second, and comes after both. */
    static TestExport late() {
        return TestExport.of("batch-late")
                .dated(NIGHT.plusSeconds(1), NIGHT)
                .member("m-1", values(CITY, text("Celle " + CANARY)))
                .member("m-6", values(CITY, text("Emden " + CANARY)), values(AGE, number("61")));
    }

    /** The first one once more, from later than all others. */
    static TestExport fullAgain() {
        return FIRST.withBatchId("batch-full-again").dated(THIRD_NIGHT, THIRD_NIGHT.minusSeconds(SYNC_LAG_SECONDS));
    }

    /** The same member twice, with other values. */
    static TestExport repeating() {
        return TestExport.of("batch-repeating")
                .dated(NIGHT, NIGHT)
                .member("m-1", values(CITY, text("Bonn")), values(HOBBIES, option("Chess", "o-1"), option("Go", "o-2")))
                .member("m-2", values(CITY, text("Köln")))
                .member("m-1", values(CITY, text("Trier")), values(HOBBIES, option("Go", "o-2")));
    }

    /** An export by the name that another process knows it by. */
    static TestExport named(String name) {
        return switch (name) {
            case "FIRST" -> FIRST;
            case "SECOND" -> SECOND;
            default -> throw new IllegalArgumentException("no export " + name);
        };
    }
}
