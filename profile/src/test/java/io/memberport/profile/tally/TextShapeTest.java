package io.memberport.profile.tally;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.memberport.profile.Content;
import io.memberport.profile.TextPattern;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextShapeTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "ada@example.com | EMAIL",
                "  Ada.Lovelace+x@mail.example.co.uk  | EMAIL",
                "jürgen@münchen.de | EMAIL",
                "ada@example | -",
                "ada@@example.com | -",
                "write to ada@example.com | -",
                "@example.com | -",
                "https://example.com/a?b=c | URL",
                "HTTP://EXAMPLE.COM | URL",
                "www.example.com | URL",
                "www. example | -",
                "www.example.com/ada@example.com | URL",
                "http:// | -",
                "2024-02-29 | DATE",
                "2024-02-29T12:00:00Z | DATE",
                "29.2.2024 | DATE",
                "02/29/24 | DATE",
                "29.2.2024 12:30 | DATE",
                "29.2.2024 or so | -",
                "10115 | POSTCODE",
                "10115-1234 | POSTCODE",
                "SW1A 1AA | POSTCODE",
                "m1 1ae | POSTCODE",
                "K1A 0B1 | POSTCODE",
                "1234 AB | POSTCODE",
                "+49 30 1234567 | PHONE",
                "+493012345678 | PHONE",
                "030/1234567 | PHONE",
                "0301234567 | PHONE",
                "(555) 123-4567 | PHONE",
                "555-1234 | PHONE",
                "12-34 | -",
                "1234567890123456 | NUMBER",
                "1234 | NUMBER",
                "5551234 | NUMBER",
                "-3.14 | NUMBER",
                "1,5 | NUMBER",
                "1.234.567 | PHONE",
                "12a | -",
                "n/a | -",
                "no | -"
            })
    void looksLike(String text, TextPattern pattern) {
        Content.Texts texts = (Content.Texts) new TestExport()
                .member("m", TestExport.variable("v", "string", "\"" + text + "\""))
                .onlyVariable()
                .content();

        assertEquals(pattern == null ? Map.of() : Map.of(pattern, 1L), texts.looks());
    }

    @Test
    void countsCharactersAndWhatIsBlank() {
        Content.Texts texts = (Content.Texts) new TestExport()
                .member(
                        "m",
                        TestExport.variable(
                                "v", "string", "\"\"", "\" \\t\\n\"", "\"🎂ä\"", "\"" + "x".repeat(300) + "\""))
                .onlyVariable()
                .content();

        assertEquals(2, texts.empty());
        assertEquals(0, texts.shortest());
        assertEquals(300, texts.longest());
        assertEquals(
                List.of(1L, 0L, 2L, 0L, 0L, 0L, 0L, 0L, 0L, 1L),
                texts.lengths().stream().map(bin -> bin.count()).toList());
    }
}
