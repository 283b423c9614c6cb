package io.memberport.sink.xlsx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memberport.encoding.block.RowBuffer;
import io.memberport.encoding.deflate.FastDeflater;
import io.memberport.encoding.file.Disk;
import io.memberport.encoding.file.NewFile;
import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PartsFileTest {

    private static final int PIECE_BYTES = 8 * 1024 * 1024;
    private static final int PIECES = 513;

    @TempDir
    Path directory;

    private static void append(PartsFile parts, RowBuffer plain, RowBuffer stored) throws IOException {
        parts.append(plain.content(), stored.content());
    }

    private static RowBuffer plain(int length) {
        RowBuffer plain = new RowBuffer(length);
        plain.append(new byte[length]);
        return plain;
    }

    /** Java's reader of ZIP files looks at all lengths, those of eight bytes included. */
    @Test
    void hasPartsOfMoreThan4GiB() throws IOException {
        Path file = directory.resolve("long.zip");
        RowBuffer piece = plain(PIECE_BYTES);
        RowBuffer stored = new FastDeflater().compress(piece);
        RowBuffer end = plain(3);
        try (NewFile out = new NewFile(Disk.REAL, file)) {
            PartsFile parts = new PartsFile(out);
            parts.begin("long");
            for (int i = 0; i < PIECES; i++) {
                append(parts, piece, stored);
            }
            parts.end();
            parts.begin("short");
            append(parts, end, new FastDeflater().compress(end));
            parts.end();
            parts.finish();
        }
        try (ZipFile zip = new ZipFile(file.toFile())) {
            assertEquals((long) PIECES * PIECE_BYTES, zip.getEntry("long").getSize());
            assertTrue(zip.getEntry("long").getSize() > 0xFFFF_FFFFL);
            try (InputStream in = zip.getInputStream(zip.getEntry("short"))) {
                assertEquals(3, in.readAllBytes().length);
            }
            try (InputStream in = zip.getInputStream(zip.getEntry("long"))) {
                assertEquals(1000, in.readNBytes(1000).length);
            }
        }
    }

    /** A reader that goes from part to part relies on what stands behind each. */
    @Test
    void canBeReadAsAStream() throws IOException {
        Path file = directory.resolve("parts.zip");
        RowBuffer piece = plain(100_000);
        try (NewFile out = new NewFile(Disk.REAL, file)) {
            PartsFile parts = new PartsFile(out);
            for (String name : new String[] {"a", "b/c"}) {
                parts.begin(name);
                append(parts, piece, new FastDeflater().compress(piece));
                append(parts, piece, new FastDeflater().compress(piece));
                parts.end();
            }
            parts.finish();
        }
        List<String> names = new ArrayList<>();
        try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(file))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                assertEquals(200_000, zip.readAllBytes().length, entry.getName());
                names.add(entry.getName());
            }
        }
        assertEquals(List.of("a", "b/c"), names);
    }

    @Test
    void refusesAFileOfMoreThan4GiB() throws IOException {
        try (NewFile out = new NewFile(Disk.REAL, directory.resolve("huge.zip"))) {
            PartsFile parts = new PartsFile(out, 1024 * 1024);
            parts.begin("part");
            ByteBuffer half = ByteBuffer.allocate(512 * 1024);
            parts.append(half.duplicate(), half.duplicate());

            MemberportException failure =
                    assertThrows(MemberportException.class, () -> parts.append(half.duplicate(), half.duplicate()));

            assertEquals(FailureKind.TARGET, failure.kind());
            String message = String.valueOf(failure.getMessage());
            assertTrue(message.contains("The workbook would be larger than 4 GiB"), message);
            assertTrue(message.contains("Choose fewer variables by rules for personal data (only)"), message);
        }
    }
}
