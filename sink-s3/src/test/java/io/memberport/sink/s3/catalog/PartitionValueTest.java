package io.memberport.sink.s3.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
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

    @ParameterizedTest
    @ValueSource(
            strings = {"a/b", "../..", "a=b", "50 %", "Köln", "日本", "👍", "a\nb", "a\u0000b", "a?b#c", "*", "a+b", "{x}"
            })
    void escapesWhatKeysOrEnginesMightMistakeSoThatTheyReadItBack(String name) {
        String escaped = PartitionValue.escape(name);

        assertTrue(escaped.matches("[A-Za-z0-9._~%-]+"), escaped);
        assertEquals(name, URLDecoder.decode(escaped, StandardCharsets.UTF_8));
    }

    @Test
    void shortensLongNamesAndTellsThemApart() {
        String one = PartitionValue.escape("é".repeat(500) + "1");
        String other = PartitionValue.escape("é".repeat(500) + "2");

        assertTrue(one.length() <= 200, one);
        assertTrue(one.matches("(%C3%A9)+(%C3)?~[0-9a-f]{16}"), one);
        assertNotEquals(one, other);
    }

    @Test
    void keepsWhatJustFits() {
        assertEquals("x".repeat(200), PartitionValue.escape("x".repeat(200)));
        assertEquals(200, PartitionValue.escape("x".repeat(201)).length());
    }
}
