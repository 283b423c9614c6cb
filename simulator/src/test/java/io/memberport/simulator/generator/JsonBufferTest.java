package io.memberport.simulator.generator;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonBufferTest {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final JsonBuffer buffer = new JsonBuffer(out);

    @ParameterizedTest
    @CsvSource({
        "0, 1, 0",
        "7, 1, 7",
        "10, 1, 10",
        "42, 4, 0042",
        "12345, 2, 12345",
        "999999, 6, 999999",
        "1000000, 6, 1000000",
        "9223372036854775807, 1, 9223372036854775807",
    })
    void writesDigits(long number, int minimumDigits, String expected) throws IOException {
        buffer.putDigits(number, minimumDigits);

        assertEquals(expected, written());
    }

    @Test
    void writesRandomGuids() throws IOException {
        SplitMix64 random = new SplitMix64(1);
        for (int i = 0; i < 100; i++) {
            long high = random.next();
            long low = random.next();
            out.reset();
            buffer.putGuid(high, low);
            String guid = written();

            assertEquals(JsonLiterals.guid(high, low), guid);
            assertEquals(4, UUID.fromString(guid).version());
            assertEquals(2, UUID.fromString(guid).variant());
        }
    }

    @Test
    void handsOnPiecesOfEverySizeInOrder() throws IOException {
        StringBuilder expected = new StringBuilder();
        for (int length : new int[] {1, 100, 1 << 18, 3, (1 << 18) - 1, 1 << 19, 0, 70_000, 200_000, 5}) {
            String piece = "abcdefghij".repeat(length / 10 + 1).substring(0, length);
            buffer.put(JsonLiterals.utf8(piece));
            buffer.put('|');
            buffer.putDigits(length, 1);
            expected.append(piece).append('|').append(length);
        }

        assertEquals(expected.toString(), written());
        assertEquals(expected.length(), buffer.count());
    }

    private String written() throws IOException {
        buffer.flush();
        return out.toString(StandardCharsets.UTF_8);
    }
}
