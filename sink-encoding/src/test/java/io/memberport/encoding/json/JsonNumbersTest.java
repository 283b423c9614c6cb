package io.memberport.encoding.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memberport.model.Text;
import java.math.BigDecimal;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonNumbersTest {

    private static final Pattern GRAMMAR = Pattern.compile("-?[0-9]+(\\.[0-9]+)?([eE][+-]?[0-9]+)?");
    private static final String LETTERS = "000123456789--..eE+ x";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0",
                "00",
                "05",
                "-007.50",
                "000000000000000000000012.5",
                "00e7",
                "01E+02",
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
                "-+1",
                "- 1",
                "0-1",
                ".5",
                "-.5",
                "1.e5",
                "1e5.0",
                "1e5e5",
                "1_000",
                "0b1",
                "1L",
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
    @ValueSource(
            strings = {
                "-0",
                "-00",
                "-0.0",
                "-0e5",
                "-0.000",
                "-0.00000000000000000000",
                "-0E-99999999999",
                "-1e-400",
                "1e-99999999999",
                "-2.4e-324"
            })
    void hasOneZero(String number) {
        double zero = JsonNumbers.parseDouble(Text.of(number));

        assertEquals(Double.doubleToRawLongBits(0), Double.doubleToRawLongBits(zero));
    }

    @Test
    void hasOneZeroAmongDecimals() {
        assertEquals(BigDecimal.ZERO, JsonNumbers.parseDecimal(Text.of("-0")));
        assertEquals(new BigDecimal("0.00"), JsonNumbers.parseDecimal(Text.of("-00.00")));
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
    void takesForANumberWhatTheGrammarSays() {
        Random random = new Random(5);
        int numbers = 0;
        for (int i = 0; i < 200_000; i++) {
            String text = random.ints(random.nextInt(9), 0, LETTERS.length())
                    .mapToObj(at -> LETTERS.substring(at, at + 1))
                    .collect(Collectors.joining());
            boolean isNumber = GRAMMAR.matcher(text).matches();
            numbers += isNumber ? 1 : 0;

            BigDecimal expected = isNumber ? new BigDecimal(text) : null;
            double nearest = isNumber ? Double.parseDouble(text) + 0.0 : Double.NaN;
            assertEquals(
                    Double.isInfinite(nearest) ? Double.NaN : nearest, JsonNumbers.parseDouble(Text.of(text)), text);
            assertEquals(expected, JsonNumbers.parseDecimal(Text.of(text)), text);
        }
        assertTrue(numbers > 10_000 && numbers < 150_000, "both kinds occur: " + numbers);
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
