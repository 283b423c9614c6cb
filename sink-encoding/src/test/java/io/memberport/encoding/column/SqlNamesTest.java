package io.memberport.encoding.column;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memberport.model.ProfileVariable;
import io.memberport.model.Sensitivity;
import java.io.IOException;
import java.io.InputStream;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SqlNamesTest {

    private static final Pattern LEGAL =
            Pattern.compile("[\\p{L}][\\p{L}\\p{Nd}\\p{M}]*(_[\\p{L}\\p{Nd}][\\p{L}\\p{Nd}\\p{M}]*)*_?");
    private static final List<String> PIECES = List.of(
            "city",
            "City",
            "CITY",
            "select",
            "member_id",
            "Member Id",
            "\u0130",
            "\u0131",
            "i",
            "I",
            "\u00df",
            "SS",
            "ss",
            "\u1e9e",
            "\u03a3",
            "\u03c3",
            "\u03c2",
            "\u212a",
            "k",
            "K",
            "\u017f",
            "\u00e9",
            "e\u0301",
            "\u0149",
            "\ufb03",
            "\u0390",
            "\u1fb7",
            "\u1f80",
            "\u0345",
            "\u0301",
            "\u20e3",
            "\ufe0f",
            "\u200d",
            "\u202e",
            "\ufeff",
            "\u3164",
            "\ud83d\ude00",
            "\ud800",
            "\udc00",
            "\ud835\udc00",
            "\uac00",
            "\u1100\u1161",
            "\u0e01\u0e33",
            "\u540d",
            "\u10d0",
            "\u13a0",
            "\uab70",
            "\u0660",
            "7",
            "_",
            " ",
            "\"",
            "'",
            "`",
            "\0",
            ";",
            "\uf900",
            "\u2126",
            "\ud87e\udc00");

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void namesColumnsByTheRule(String title, List<String> lines) {
        List<String> former = new ArrayList<>();
        List<ProfileVariable> variables = new ArrayList<>();
        List<String> expected = new ArrayList<>();
        for (String line : lines) {
            String[] cells = line.split("\\|", -1);
            String column = unescaped(cells[2].strip());
            if (cells[0].strip().equals("*")) {
                former.add(column);
            } else {
                String name = unescaped(cells[1].strip());
                variables.add(variable(unescaped(cells[0].strip()), name.equals("NONE") ? null : name));
                expected.add(column);
            }
        }

        SqlNames names = new SqlNames(former);

        assertEquals(expected, variables.stream().map(names::assign).toList(), title);
    }

    @RepeatedTest(20)
    void givesLegalNamesThatAreUniqueInEveryCaseAndAlwaysTheSame(RepetitionInfo repetition) {
        List<ProfileVariable> variables = variables(new Random(repetition.getCurrentRepetition()));
        List<String> former = List.of("City", "STRASSE", "e");
        SqlNames names = new SqlNames(former);
        SqlNames again = new SqlNames(former);
        Set<String> lower = new HashSet<>();
        Set<String> upper = new HashSet<>();
        Set<String> keys = new HashSet<>();
        for (ProfileVariable variable : variables) {
            String name = names.assign(variable);

            assertLegal(name);
            assertTrue(lower.add(nfc(name.toLowerCase(Locale.ROOT))), name);
            assertTrue(upper.add(nfc(name.toUpperCase(Locale.ROOT))), name);
            SqlName.keys(name).forEach(key -> assertTrue(keys.add(key), name));
            assertEquals(name, again.assign(variable));
        }
    }

    @Test
    void countsANameAsTheSameInUpperCase() {
        for (int c = 0; c < Character.MIN_SUPPLEMENTARY_CODE_POINT; c++) {
            String name = SqlName.of(variable("id", "x" + (char) c + "y")).candidate(0);

            assertSame(name, name.toUpperCase(Locale.ROOT));
            assertSame(name, name.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT));
        }
    }

    private static void assertSame(String name, String other) {
        assertFalse(Collections.disjoint(SqlName.keys(name), SqlName.keys(other)), name);
    }

    @Test
    void findsANameHoweverOftenItIsTaken() {
        SqlNames names = new SqlNames(List.of());
        Set<String> given = new HashSet<>();
        for (int i = 0; i < 200; i++) {
            String name = names.assign(variable("\u0390".repeat(99), "\u1fb7".repeat(99)));

            assertLegal(name);
            assertTrue(given.add(name));
        }
    }

    private static void assertLegal(String name) {
        assertTrue(LEGAL.matcher(name).matches(), name);
        assertTrue(name.getBytes(UTF_8).length <= 63, name);
        assertTrue(name.toUpperCase(Locale.ROOT).getBytes(UTF_8).length <= 63, name);
        assertTrue(name.codePoints().allMatch(Character::isBmpCodePoint), name);
        assertEquals(name, nfc(name));
        assertEquals(name, name.toLowerCase(Locale.ROOT));
        assertTrue(!ReservedWords.contains(name), name);
        assertTrue(!name.endsWith("_") || ReservedWords.contains(name.substring(0, name.length() - 1)), name);
    }

    private static List<ProfileVariable> variables(Random random) {
        List<ProfileVariable> variables = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            String id =
                    random.nextInt(4) == 0 ? text(random, 4) : Integer.toHexString(random.nextInt(1000)) + "-a-" + i;
            variables.add(variable(id, random.nextInt(20) == 0 ? null : text(random, random.nextBoolean() ? 3 : 50)));
        }
        return variables;
    }

    private static String text(Random random, int most) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(most); i >= 0; i--) {
            switch (random.nextInt(8)) {
                case 0 -> text.append((char) random.nextInt(0x10000));
                case 1 -> text.append((char) random.nextInt(0x600));
                case 2 -> text.appendCodePoint(random.nextInt(0x110000));
                default -> text.append(PIECES.get(random.nextInt(PIECES.size())));
            }
        }
        return text.toString();
    }

    private static ProfileVariable variable(String id, @Nullable String name) {
        return ProfileVariable.of(id, name, "string", Sensitivity.UNSTATED);
    }

    private static String nfc(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFC);
    }

    static Stream<Arguments> cases() throws IOException {
        try (InputStream in = Objects.requireNonNull(SqlNamesTest.class.getResourceAsStream("sql-names.txt"))) {
            String[] blocks = new String(in.readAllBytes(), UTF_8).split("\n\n");
            assertTrue(blocks.length > 5, "the file was read");
            return Stream.of(blocks)
                    .skip(1)
                    .map(block -> block.split("\n", 2))
                    .map(block -> Arguments.of(block[0], block[1].lines().toList()));
        }
    }

    private static String unescaped(String text) {
        return Pattern.compile("\\\\u([0-9a-f]{4})")
                .matcher(text)
                .replaceAll(code -> String.valueOf((char) Integer.parseInt(code.group(1), 16)));
    }
}
