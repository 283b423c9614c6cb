package io.memberport.encoding.block;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GzipFrameTest {

    /** Bytes that do not compress, so that the compressor's output fills its steps. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 60_000, 65_536, 200_000})
    void makesAFileOfThePiecesOfSeveralDeflaters(int length) throws IOException {
        byte[] noise = new byte[length];
        new Random(length).nextBytes(noise);
        RowBuffer block = new RowBuffer(length);
        block.append(noise);
        ByteArrayOutputStream plain = new ByteArrayOutputStream();
        ByteArrayOutputStream gzip = new ByteArrayOutputStream();
        CRC32 checksum = new CRC32();

        gzip.write(GzipFrame.header());
        for (int i = 0; i < 3; i++) {
            checksum.update(noise);
            plain.write(noise);
            try (BlockDeflater deflater = new BlockDeflater()) {
                gzip.write(deflater.compress(block).toByteArray(0));
            }
        }
        gzip.write(GzipFrame.end(checksum, plain.size()));

        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(gzip.toByteArray()))) {
            assertArrayEquals(plain.toByteArray(), in.readAllBytes());
        }
    }

    /** RFC 1952 has it modulo 2 to the power of 32. */
    @ParameterizedTest
    @ValueSource(longs = {5, (1L << 32) + 5, (1L << 40) + 5})
    void saysTheLowestBitsOfTheLength(long plainBytes) {
        byte[] end = GzipFrame.end(new CRC32(), plainBytes);

        assertEquals(10, end.length);
        assertArrayEquals(new byte[] {5, 0, 0, 0}, new byte[] {end[6], end[7], end[8], end[9]});
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 9})
    void givesACopyOfTheHeader(int index) {
        GzipFrame.header()[index]++;

        assertEquals(index == 0 ? 0x1f : (byte) 0xff, GzipFrame.header()[index]);
    }
}
