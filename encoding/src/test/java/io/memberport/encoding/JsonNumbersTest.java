package io.memberport.encoding;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.memberport.model.Text;
import java.math.BigDecimal;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonNumbersTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0",
                "-0",
                "7",
                "-7",
                "1.50",
                "0.1",
                "-0.000000000000001",
                "999999999999999",
                "9999999999999999",
                "9007199254740993",
                "123456789012.345",
                "1234567890123.456",
                "0.30000000000000004",
                "1e3",
                "1E+3",
                "-1.5e-3",
                "4.9e-324",
                "1.7976931348623157e308"
            })
    void readsWhatJavaReads(String number) {
        assertEquals(Double.parseDouble(number), JsonNumbers.parseDouble(Text.of(number)));
        assertEquals(new BigDecimal(number), JsonNumbers.parseDecimal(Text.of(number)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-",
                "+1",
                ".5",
                "5.",
                "1.2.3",
                "1,5",
                "0x1p3",
                "1f",
                "1d",
                "NaN",
                "Infinity",
                " 1",
                "1 ",
                "1e",
                "1e+",
                "e5",
                "--1",
                "1-",
                "true",
                "\u0661"
            })
    void takesNothingElseForANumber(String text) {
        assertEquals(Double.NaN, JsonNumbers.parseDouble(Text.of(text)));
        assertNull(JsonNumbers.parseDecimal(Text.of(text)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e309", "-1e400"})
    void hasNoDoubleBeyondTheRangeOfDoubles(String number) {
        assertEquals(Double.NaN, JsonNumbers.parseDouble(Text.of(number)));
        assertEquals(new BigDecimal(number), JsonNumbers.parseDecimal(Text.of(number)));
    }

    @Test
    void refusesDecimalsOfAbsurdLength() {
        assertNull(JsonNumbers.parseDecimal(Text.of("1e99999999999")));
        assertNull(JsonNumbers.parseDecimal(Text.of("9".repeat(200_001))));
    }

    @Test
    void findsTheNearestDoubleOfRandomDigits() {
        Random random = new Random(3);
        for (int i = 0; i < 20_000; i++) {
            long digits = random.nextLong(1L << (1 + random.nextInt(62)));
            String number =
                    new BigDecimal(digits).movePointLeft(random.nextInt(20)).toPlainString();

            assertEquals(Double.parseDouble(number), JsonNumbers.parseDouble(Text.of(number)), number);
        }
    }
}
