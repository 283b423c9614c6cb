package io.memberport.encoding.deflate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memberport.encoding.block.RowBuffer;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FastDeflaterTest {

    private static final int WINDOW = 32_768;

    /** Contents that lead to unlike codes. */
    private enum Content {
        NOISE,
        ONE_BYTE,
        /** Some bytes are very much rarer than others, so that codes reach their longest. */
        SKEWED,
        /** Repetitions of any length, near and far. */
        REPETITIONS,
        /** What repeats is as far away as it can be, or a byte farther. */
        FARTHEST;

        byte[] bytes(int length, Random random) {
            byte[] bytes = new byte[length];
            for (int i = 0; i < length; i++) {
                bytes[i] = (byte)
                        switch (this) {
                            case NOISE -> random.nextInt();
                            case ONE_BYTE -> 'x';
                            case SKEWED -> Math.min(255, Math.round(-40 * Math.log(1 - random.nextDouble()) / 1.7));
                            case REPETITIONS ->
                                i < 100 || random.nextInt(40) == 0 ? random.nextInt() : bytes[i - 1 - i % 97];
                            case FARTHEST -> i < WINDOW + 1 ? random.nextInt() : bytes[i - WINDOW - (i >> 9) % 2];
                        };
            }
            return bytes;
        }
    }

    private final FastDeflater deflater = new FastDeflater();

    @ParameterizedTest
    @EnumSource
    void piecesAreOneStreamOfWhatTheyWereMadeOf(Content content) throws DataFormatException {
        Random random = new Random(content.name().hashCode());
        Inflater inflater = new Inflater(true);
        for (int round = 0; round < 400; round++) {
            byte[] plain = content.bytes(round < 300 ? round : random.nextInt(150_000), random);

            inflater.setInput(deflated(plain));

            byte[] found = new byte[plain.length + 1];
            assertEquals(plain.length, inflateAll(inflater, found));
            assertArrayEquals(plain, Arrays.copyOf(found, plain.length));
            assertEquals(0, inflater.getRemaining());
        }
        inflater.end();
    }

    private byte[] deflated(byte[] plain) {
        RowBuffer block = new RowBuffer(plain.length);
        block.append(plain);
        return deflater.compress(block).toByteArray(0);
    }

    private static int inflateAll(Inflater inflater, byte[] target) throws DataFormatException {
        int length = 0;
        int more;
        do {
            more = inflater.inflate(target, length, target.length - length);
            length += more;
        } while (more > 0);
        return length;
    }

    @Test
    void anEmptyBlockIsNothing() {
        assertEquals(0, deflated(new byte[0]).length);
    }

    @Test
    void noiseGrowsByLittle() {
        byte[] noise = Content.NOISE.bytes(200_000, new Random(1));

        assertTrue(deflated(noise).length < 202_000);
    }
}
