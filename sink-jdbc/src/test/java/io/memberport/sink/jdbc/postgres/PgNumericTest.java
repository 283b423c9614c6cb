package io.memberport.sink.jdbc.postgres;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memberport.encoding.json.JsonNumbers;
import io.memberport.model.Text;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.util.ByteConverter;

class PgNumericTest {

    /** What numeric_send of a PostgreSQL 15 gives for {@code '...'::numeric}. */
    @ParameterizedTest
    @CsvSource({
        "0,                              0000 0000 0000 0000",
        "-0,                             0000 0000 0000 0000",
        "0.00,                           0000 0000 0000 0002",
        "00,                             0000 0000 0000 0000",
        "-00,                            0000 0000 0000 0000",
        "05,                             0001 0000 0000 0000 0005",
        "-007.50,                        0002 0000 4000 0002 0007 1388",
        "000000012345,                   0002 0001 0000 0000 0001 0929",
        "00001e-5,                       0001 fffe 0000 0005 03e8",
        "0e5,                            0000 0000 0000 0000",
        "0e-5,                           0000 0000 0000 0005",
        "1,                              0001 0000 0000 0000 0001",
        "-1,                             0001 0000 4000 0000 0001",
        "1.10,                           0002 0000 0000 0002 0001 03e8",
        "123e-2,                         0002 0000 0000 0002 0001 08fc",
        "-1.50E+003,                     0001 0000 4000 0000 05dc",
        "1e-7,                           0001 fffe 0000 0007 000a",
        "0.0001,                         0001 ffff 0000 0004 0001",
        "0.00001,                        0001 fffe 0000 0005 03e8",
        "10000,                          0001 0001 0000 0000 0001",
        "99999999,                       0002 0001 0000 0000 270f 270f",
        "100000000,                      0001 0002 0000 0000 0001",
        "1e20,                           0001 0005 0000 0000 0001",
        "1e131071,                       0001 7fff 0000 0000 03e8",
        "12345678901234567890.123456789, 0008 0004 0000 0009 04d2 162e 2334 0d80 1ed2 04d2 162e 2328",
    })
    void encodesAsPostgresqlDoes(String number, String expected) {
        assertEquals(expected.replace(" ", ""), HexFormat.of().formatHex(Objects.requireNonNull(encode(number))));
    }

    @Test
    void encodesAnyNumberSoThatItsValueAndItsDecimalPlacesComeBack() {
        Random random = new Random(15);
        for (int i = 0; i < 10_000; i++) {
            String number = number(random);
            BigDecimal expected = new BigDecimal(number);
            BigDecimal shown = expected.scale() < 0 ? expected.setScale(0) : expected;

            byte[] encoded = Objects.requireNonNull(encode(number), number);

            assertEquals(shown, decoded(encoded), number);
            assertEquals(shown, new BigDecimal(ByteConverter.numeric(encoded).toString()), number);
        }
    }

    /** But for 0 with decimal places, of which the driver gives another power than the server does. */
    @Test
    void encodesPlainNumbersLikePostgresqlsDriver() {
        Random random = new Random(16);
        for (int i = 0; i < 10_000; i++) {
            BigDecimal number = BigDecimal.valueOf(1 | random.nextLong() >> random.nextInt(64), random.nextInt(25));

            assertArrayEquals(ByteConverter.numeric(number), encode(number.toPlainString()), number.toPlainString());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1e131072",
                "10e131071",
                "-1E+131072",
                "0.1e131073",
                "1e-16384",
                "1.5e-16383",
                "0e-16384",
                "1e1000000000",
                "1e-1000000000",
                "-1e99999999999999999999999999",
                "1e-99999999999999999999999999"
            })
    void refusesWhatPostgresqlCannotHold(String number) {
        assertTimeoutPreemptively(Duration.ofSeconds(5), () -> assertNull(encode(number)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e131071", "0.1e131072", "1e-16383", "0e1000000000", "1000e-16383", "0.000e-16380"})
    void takesWhatPostgresqlCanJustHold(String number) {
        assertNotNull(encode(number));
    }

    @Test
    void takesAsManyDigitsAsPostgresqlHoldsAndNotOneMore() {
        String most = "9".repeat(131_072) + "." + "9".repeat(16_383);

        String expected = "9000" + "7fff" + "0000" + "3fff" + "270f".repeat(32_768 + 4_095) + "2706";
        assertEquals(expected, HexFormat.of().formatHex(Objects.requireNonNull(encode(most))));
        assertNull(encode("9" + most));
        assertNull(encode(most + "0"));
        assertEquals(expected, HexFormat.of().formatHex(Objects.requireNonNull(encode("0000000" + most))));
    }

    @Test
    void isQuickWithAMillionDigits() {
        assertTimeoutPreemptively(Duration.ofSeconds(5), () -> {
            assertNull(encode("7".repeat(1_000_000)));
            assertNull(encode("0." + "7".repeat(1_000_000)));
            assertNull(encode("1e" + "7".repeat(1_000_000)));
            assertNotNull(encode("0e" + "7".repeat(1_000_000)));
            assertNotNull(encode("0".repeat(1_000_000) + "7"));
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-",
                "+1",
                ".5",
                "-.5",
                "0-5",
                "0.",
                "00x5",
                "5.",
                "1e",
                "1e+",
                "1e-",
                "e5",
                "--1",
                "1 ",
                " 1",
                "1.2.3",
                "1e5.0",
                "1,5",
                "0x10",
                "NaN",
                "Infinity",
                "1f",
                "\u0661"
            })
    void encodesNothingThatIsNoNumber(String text) {
        assertNull(encode(text));
    }

    /** Texts are so short that PostgreSQL holds every number among them. */
    @Test
    void takesForANumberWhatAllOthersTakeForOne() {
        String letters = "000123456789--..eE+ x";
        Random random = new Random(17);
        int numbers = 0;
        for (int i = 0; i < 100_000; i++) {
            String text = random.ints(random.nextInt(7), 0, letters.length())
                    .mapToObj(at -> letters.substring(at, at + 1))
                    .collect(Collectors.joining());
            BigDecimal number = JsonNumbers.parseDecimal(Text.of(text));
            byte[] encoded = encode(text);
            numbers += number == null ? 0 : 1;

            assertEquals(number != null, encoded != null, text);
            if (number != null && encoded != null) {
                assertEquals(number.scale() < 0 ? number.setScale(0) : number, decoded(encoded), text);
            }
        }
        assertTrue(numbers > 5_000 && numbers < 90_000, "both kinds occur: " + numbers);
    }

    private static byte @Nullable [] encode(String number) {
        byte[] bytes = (">" + number + "5").getBytes(UTF_8);
        return PgNumeric.encode(Text.wrap(bytes, 1, bytes.length - 2));
    }

    private static String number(Random random) {
        StringBuilder number = new StringBuilder(random.nextBoolean() ? "-" : "");
        number.append("0".repeat(Math.max(0, random.nextInt(12) - 6)));
        number.append(random.nextInt(3) == 0 ? "0" : "" + (1 + random.nextInt(9)) + digits(random, 20));
        if (random.nextBoolean()) {
            number.append('.').append(random.nextInt(10)).append(digits(random, 20));
        }
        if (random.nextBoolean()) {
            number.append(random.nextBoolean() ? 'e' : 'E')
                    .append(random.nextBoolean() ? "" : random.nextBoolean() ? "+" : "-")
                    .append("0".repeat(random.nextInt(3)))
                    .append(random.nextInt(40));
        }
        return number.toString();
    }

    private static String digits(Random random, int most) {
        StringBuilder digits = new StringBuilder();
        for (int i = random.nextInt(most); i > 0; i--) {
            digits.append(random.nextBoolean() ? 0 : random.nextInt(10));
        }
        return digits.toString();
    }

    /** As numeric_recv reads it, and no less strict. */
    private static BigDecimal decoded(byte[] encoded) {
        ByteBuffer in = ByteBuffer.wrap(encoded);
        int groups = in.getShort() & 0xFFFF;
        int weight = in.getShort();
        int sign = in.getShort();
        int scale = in.getShort();
        assertEquals(8 + 2 * groups, encoded.length);
        StringBuilder digits = new StringBuilder("0");
        for (int i = 0; i < groups; i++) {
            int group = in.getShort();
            assertEquals(true, group >= 0 && group < 10_000 && (group > 0 || (i > 0 && i < groups - 1)));
            digits.append(String.valueOf(10_000 + group).substring(1));
        }
        BigDecimal magnitude = new BigDecimal(digits.toString())
                .scaleByPowerOfTen(4 * (weight - groups + 1))
                .setScale(scale, RoundingMode.UNNECESSARY);
        assertEquals(true, sign == 0 || (sign == 0x4000 && magnitude.signum() > 0));
        return sign == 0 ? magnitude : magnitude.negate();
    }
}
