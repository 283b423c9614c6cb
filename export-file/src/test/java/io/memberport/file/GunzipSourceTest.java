package io.memberport.file;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Objects;
import java.util.zip.CRC32;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GunzipSourceTest {

    private static final String TEXT = "{\"id\":\"x\",\"members\":[]}".repeat(40);

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 17, 100_000})
    void uncompressesHoweverTheBytesArrive(int atMost) throws IOException {
        assertEquals(TEXT, plain(gzip(TEXT), atMost));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 5, 100_000})
    void readsEveryMemberOfAMultiMemberStream(int atMost) throws IOException {
        byte[] stream = concatenated(gzip("first "), gzip(""), gzip("second"));

        assertEquals("first second", plain(stream, atMost));
    }

    @Test
    void leavesPlainBytesAlone() {
        assertEquals(TEXT, plain(TEXT.getBytes(UTF_8), 5));
        assertEquals("", plain(new byte[0], 5));
        assertEquals("\u001f", plain("\u001f".getBytes(UTF_8), 5));
    }

    @Test
    void readsAHeaderWithEveryOptionalField() throws IOException {
        byte[] simple = gzip("content");
        byte[] header = {0x1f, (byte) 0x8b, 8, 2 | 4 | 8 | 16, 0, 0, 0, 0, 0, 3, 3, 0, 'a', 'b', 'c', 'n', 0, 'c', 0};
        CRC32 crc = new CRC32();
        crc.update(header);
        byte[] headerCrc = {(byte) crc.getValue(), (byte) (crc.getValue() >> 8)};

        byte[] full = concatenated(header, headerCrc, Arrays.copyOfRange(simple, 10, simple.length));

        assertEquals("content", plain(full, 3));
    }

    @Test
    void refusesAStreamCutAtAnyByte() throws IOException {
        byte[] whole = gzip(TEXT);
        for (int length = 2; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            refused(cut);
        }
    }

    @Test
    void refusesASecondMemberCutAtAnyByte() throws IOException {
        byte[] first = gzip("first");
        byte[] both = concatenated(first, gzip("second"));
        for (int length = first.length + 1; length < both.length; length++) {
            refused(Arrays.copyOf(both, length));
        }
    }

    @Test
    void refusesAnythingAfterTheLastMember() throws IOException {
        refused(concatenated(gzip(TEXT), new byte[] {0}));
        refused(concatenated(gzip(TEXT), "x".getBytes(UTF_8)));
    }

    @Test
    void refusesDamagedData() throws IOException {
        byte[] whole = gzip(TEXT);
        for (int at = 10; at < whole.length; at++) {
            byte[] damaged = whole.clone();
            damaged[at] ^= 0x55;
            refused(damaged);
        }
    }

    private static void refused(byte[] stream) {
        MemberportException failure = assertThrows(MemberportException.class, () -> plain(stream, 64));
        assertEquals(FailureKind.MALFORMED_EXPORT, failure.kind());
        assertTrue(Objects.requireNonNull(failure.getMessage()).contains("gzip"));
    }

    private static String plain(byte[] stream, int atMost) {
        ByteArrayOutputStream plain = new ByteArrayOutputStream();
        byte[] buffer = new byte[256];
        try (ByteSource source = new PlainSource(new MemorySource(stream, atMost), "test file", 500)) {
            for (int read = source.read(buffer, 0, buffer.length);
                    read >= 0;
                    read = source.read(buffer, 0, buffer.length)) {
                plain.write(buffer, 0, read);
            }
        }
        return plain.toString(UTF_8);
    }

    private static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(text.getBytes(UTF_8));
        }
        return bytes.toByteArray();
    }

    private static byte[] concatenated(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }
}
