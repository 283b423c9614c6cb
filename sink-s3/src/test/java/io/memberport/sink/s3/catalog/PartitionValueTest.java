package io.memberport.sink.s3.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PartitionValueTest {

    @Test
    void leavesOrdinaryNamesAsTheyAre() {
        assertEquals("acme-panel_2.eu", PartitionValue.escape("acme-panel_2.eu"));
    }

    @Test
    void writesANullAndAnEmptyNameAsHiveDoes() {
        assertEquals("__HIVE_DEFAULT_PARTITION__", PartitionValue.escape(null));
        assertEquals("__HIVE_DEFAULT_PARTITION__", PartitionValue.escape(""));
    }

    /** Readers of Hive's family decode each percent sign by itself, so that what is beyond ASCII must not have any. */
    @ParameterizedTest
    @ValueSource(strings = {"Köln", "e\u0301", "日本", "👍", "\u2028", "\ufeff"})
    void leavesLettersOfAllScriptsAsHiveDoes(String name) {
        assertEquals(name, PartitionValue.escape(name));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a/b",
                "../..",
                "a=b",
                "50 %",
                "a\nb",
                "a\u0000b",
                "a?b#c",
                "*",
                "a+b",
                "{x}",
                "\u007f",
                "\u0085",
                "\ufffe",
                "\uffff",
                "\ud83f\udfff"
            })
    void escapesWhatKeysOrEnginesMightMistakeSoThatTheyReadItBack(String name) {
        String escaped = PartitionValue.escape(name);

        assertTrue(escaped.matches("[A-Za-z0-9._~%-]+"), escaped);
        assertEquals(name, URLDecoder.decode(escaped, StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @CsvSource({"é, é{91}", "/, (%2F){61}", "👍, (👍){45}"})
    void shortensLongNamesBetweenCharactersAndTellsThemApart(String character, String kept) {
        String one = PartitionValue.escape(character.repeat(500) + "1");
        String other = PartitionValue.escape(character.repeat(500) + "2");

        assertTrue(one.getBytes(StandardCharsets.UTF_8).length <= 200, one);
        assertTrue(one.matches(kept + "~[0-9a-f]{16}"), one);
        assertNotEquals(one, other);
    }

    @Test
    void keepsWhatJustFits() {
        assertEquals("x".repeat(200), PartitionValue.escape("x".repeat(200)));
        assertEquals(200, PartitionValue.escape("x".repeat(201)).length());
        assertEquals("é".repeat(100), PartitionValue.escape("é".repeat(100)));
    }
}
