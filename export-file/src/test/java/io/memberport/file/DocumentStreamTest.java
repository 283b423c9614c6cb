package io.memberport.file;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import io.memberport.file.MemorySource.Document;
import io.memberport.model.Member;
import io.memberport.model.Sha256;
import io.memberport.port.ExportFileSource;
import io.memberport.port.ExportFileSource.TransferProgress;
import io.memberport.port.ExportStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DocumentStreamTest {

    /** A member whose value ends in quotes and backslashes, so that every kind of byte falls on every boundary. */
    private static String member(int index, int valueLength) {
        return "{\"memberId\":\"m" + index + "\",\"variables\":[{\"id\":\"v\",\"values\":[{\"value\":\""
                + "\\\"}\\\\".repeat(valueLength / 5) + "\"}]}]}";
    }

    private static String document(Stream<String> members) {
        return members.collect(Collectors.joining(",", "{\"id\":\"b\",\"members\":[", "]}"));
    }

    @Test
    void tellsWhereEachMemberBegins() {
        String plain = member(0, 10);
        String uncommon = plain.replaceFirst("\\{", "{\"unknown\":{\"a\":[1]},");
        String document = "{\"id\":\"b\",\"members\":[" + plain + " ,\n" + uncommon + "," + member(2, 300_000) + ","
                + plain + "]}";
        List<Long> offsets = new ArrayList<>();
        try (ExportStream stream = MemorySource.source(document).open()) {
            for (ExportStream.UndecodedMembers some = stream.next(); some != null; some = stream.next()) {
                some.decode().members().forEach(member -> offsets.add(member.byteOffset()));
            }
        }
        long first = document.indexOf(plain);
        long second = document.indexOf(uncommon);
        long third = second + uncommon.length() + 1;
        assertEquals(List.of(first, second, third, (long) document.lastIndexOf(plain)), offsets);
    }

    @Test
    void tellsBeforeTheFirstMemberWhatTheDocumentHasSaidByThen() {
        String document = "{\"id\":\"b\",\"exportDate\":\"2026-03-01T02:00:00Z\",\"members\":[" + member(0, 10)
                + "],\"lastSyncDate\":\"2026-03-01T01:00:00Z\"}";
        try (ExportStream stream = MemorySource.source(document).open()) {
            assertEquals(new ExportStream.Head("b", null, Instant.parse("2026-03-01T02:00:00Z")), stream.head());
            assertEquals(
                    1, Objects.requireNonNull(stream.next()).decode().members().size());
            assertNull(stream.next());
            assertEquals(
                    Instant.parse("2026-03-01T01:00:00Z"),
                    stream.metadata(1, 1, 0).lastSyncDate());
        }
    }

    @Test
    void tellsNothingBeforeTheFirstMemberOfWhatComesBehindThem() {
        String document = "{\"members\":[" + member(0, 10) + "],\"id\":\"b\"}";
        try (ExportStream stream = MemorySource.source(document).open()) {
            assertEquals(ExportStream.Head.UNKNOWN, stream.head());
        }
    }

    @Test
    void failsBeforeTheFirstMemberWhenThereAreNone() {
        try (ExportStream stream = MemorySource.source("{\"id\":\"b\"}").open()) {
            MemberportException failure = assertThrows(MemberportException.class, stream::head);

            assertEquals(FailureKind.MALFORMED_EXPORT, failure.kind());
        }
    }

    @Test
    void keepsOrderAndCountAcrossManyBlocks() {
        int count = 20_000;
        Document document = MemorySource.read(MemorySource.source(
                document(IntStream.range(0, count).mapToObj(i -> member(i, i % 97)))));

        assertTrue(document.blocks().size() > 3);
        List<String> ids = document.blocks().stream()
                .flatMap(block -> block.members().stream())
                .map(Member::id)
                .map(id -> id.asString())
                .toList();
        assertEquals(IntStream.range(0, count).mapToObj(i -> "m" + i).toList(), ids);
        long expectedIndex = 0;
        for (var block : document.blocks()) {
            assertEquals(expectedIndex, block.firstMemberIndex());
            expectedIndex += block.members().size();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {-3, -2, -1, 0, 1, 2, 3})
    void findsMembersThatEndAroundTheEndOfABlock(int beyond) {
        String shell = document(Stream.of(member(0, 0), member(1, 0)));
        int room = DocumentStream.BLOCK_BYTES - shell.length() + beyond;
        String padded = shell.replaceFirst("\"}]}]}", "x".repeat(room) + "\"}]}]}");

        Document document = MemorySource.read(MemorySource.source(padded));

        assertEquals(2, document.metadata().members());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9})
    void findsTheEndOfStringsThatABlockCuts(int shift) {
        String pad = " ".repeat(shift);
        String json = "{\"members\":[" + pad + member(0, 3 * DocumentStream.BLOCK_BYTES) + "," + member(1, 10) + "]}";

        Document document = MemorySource.read(MemorySource.source(json.getBytes(UTF_8), 4_096));

        assertEquals(2, document.metadata().members());
        String value = Objects.requireNonNull(document.blocks()
                        .get(0)
                        .members()
                        .get(0)
                        .variables()
                        .get(0)
                        .values()
                        .get(0)
                        .text())
                .asString();
        assertEquals("\"}\\".repeat(3 * DocumentStream.BLOCK_BYTES / 5), value);
    }

    @Test
    void refusesAMemberThatIsLongerThanTheLimit() {
        String json = "{\"members\":[" + member(0, 10) + "," + member(1, 9 << 20) + "]}";

        MemberportException failure =
                assertThrows(MemberportException.class, () -> MemorySource.read(MemorySource.source(json)));

        assertEquals(FailureKind.MALFORMED_EXPORT, failure.kind());
        assertEquals(1, failure.memberIndex().orElseThrow());
        assertTrue(Objects.requireNonNull(failure.getMessage()).contains("longer than"));
    }

    @Test
    void readsAMemberAlmostAsLongAsTheLimit() {
        String json = "{\"members\":[" + member(0, 7 << 20) + "," + member(1, 10) + "]}";

        assertEquals(2, MemorySource.read(MemorySource.source(json)).metadata().members());
    }

    @Test
    void passesUnknownFieldsOfAnySizeThrough() {
        String huge = "[" + "{\"a\":[1,2,3]},".repeat(200_000) + "0]";
        String json = "{\"before\":" + huge + ",\"members\":[" + member(0, 10) + "],\"after\":" + huge + "}";

        Document document = MemorySource.read(MemorySource.source(json));

        assertEquals(1, document.metadata().members());
        assertEquals(2, document.metadata().unrecognisedFields());
    }

    @Test
    void saysWhatIsWrongInAMemberBeforeItSaysThatTheFileEndsEarly() {
        String good = member(0, 1_000);
        String bad = good.replaceFirst("\\[", "{");
        String document = document(IntStream.range(0, 2_000).mapToObj(i -> i == 600 ? bad : good));

        MemberportException failed = assertThrows(MemberportException.class, () -> read(endingEarly(document)));

        assertEquals(600, failed.memberIndex().orElseThrow());
    }

    @Test
    void tellsBehindWhichMemberAFileEndsEarly() {
        String good = member(0, 1_000);
        String document = document(IntStream.range(0, 2_000).mapToObj(i -> good));

        MemberportException failed = assertThrows(MemberportException.class, () -> read(endingEarly(document)));

        String message = String.valueOf(failed.getMessage());
        assertTrue(message.startsWith("The file ends early. It was read up to byte "), message);
        long index = failed.memberIndex().orElseThrow();
        assertTrue(index > 1_500 && index <= 2_000, "of 2,000 members " + index + " were read before that");
        assertEquals(document.length(), failed.byteOffset().orElseThrow());
    }

    /** A file all of whose bytes come, and then word that some are missing. */
    private static ExportFileSource endingEarly(String document) {
        byte[] bytes = document.getBytes(UTF_8);
        return MemorySource.source(() -> {
            MemorySource whole = new MemorySource(bytes, Integer.MAX_VALUE);
            return new ByteSource() {
                @Override
                public int read(byte[] target, int offset, int length) {
                    int read = whole.read(target, offset, length);
                    if (read < 0) {
                        throw new MemberportException(FailureKind.MALFORMED_EXPORT, "The file ends early.");
                    }
                    return read;
                }

                @Override
                public long expectedBytes() {
                    return bytes.length;
                }

                @Override
                public void close() {}
            };
        });
    }

    @Test
    void hashesTheUncompressedBytes(@TempDir Path directory) throws Exception {
        byte[] json = document(IntStream.range(0, 3_000).mapToObj(i -> member(i, 100)))
                .getBytes(UTF_8);
        Path plain = Files.write(directory.resolve("export.json"), json);
        Path compressed = directory.resolve("export.json.gz");
        try (GZIPOutputStream gzip = new GZIPOutputStream(Files.newOutputStream(compressed))) {
            gzip.write(json);
        }
        String expected = Sha256.of(json);

        for (Path file : List.of(plain, compressed)) {
            Document document = MemorySource.read(ExportFile.onDisk(file));
            assertEquals(expected, document.metadata().contentSha256());
            assertEquals(json.length, document.metadata().contentBytes());
        }
    }

    @Test
    void givesNoMetadataBeforeTheEnd() {
        try (ExportStream stream =
                MemorySource.source(document(Stream.of(member(0, 0)))).open()) {
            assertThrows(IllegalStateException.class, () -> stream.metadata(0, 0, 0));
        }
    }

    @Test
    void staysAtTheEnd() {
        try (ExportStream stream = MemorySource.source(document(Stream.of())).open()) {
            assertNull(stream.next());
            assertNull(stream.next());
        }
    }

    @Test
    void saysWhichFileCannotBeRead(@TempDir Path directory) {
        for (Path file : List.of(directory, directory.resolve("missing.json"))) {
            MemberportException failure = assertThrows(
                    MemberportException.class, () -> ExportFile.onDisk(file).open());
            assertEquals(FailureKind.CONFIGURATION, failure.kind());
            assertTrue(Objects.requireNonNull(failure.getMessage()).contains(file.toString()));
        }
    }

    @Test
    void spoolsToAFileThatIsReadAgainAndAgainAndLeavesNothing(@TempDir Path directory) throws IOException {
        String json = document(IntStream.range(0, 5_000).mapToObj(i -> member(i, 100)));
        long[] progress = {0, 0};
        try (ExportFileSource source = MemorySource.source(json);
                ExportFileSource copy = source.spool(directory, (bytes, expected) -> {
                    progress[0] = bytes;
                    progress[1] = expected;
                })) {
            assertTrue(copy.isRereadable());
            String first = Rendition.of(read(copy));
            assertEquals(first, Rendition.of(read(copy)));
            assertEquals(json.length(), progress[0]);
            assertEquals(json.length(), progress[1]);
        }
        assertEmpty(directory);
    }

    @Test
    void tellsWhileSpoolingWhereTheDownloadWasResumed(@TempDir Path directory) {
        byte[] json = document(Stream.of(member(0, 100))).getBytes(UTF_8);
        List<Long> told = new ArrayList<>();
        TransferProgress progress = new TransferProgress() {
            @Override
            public void transferred(long transferredBytes, long expectedBytes) {}

            @Override
            public void resumed(long atByte, long expectedBytes) {
                told.add(atByte);
                assertEquals(json.length, expectedBytes);
            }
        };
        try (ExportFileSource source = MemorySource.source(() -> MemorySource.breakingAt(20, json));
                ExportFileSource copy = source.spool(directory, progress)) {
            assertEquals(1, read(copy).metadata().members());
        }
        assertEquals(List.of(20L), told);
    }

    @Test
    void tellsWhileReadingWhereTheDownloadWasResumed() {
        byte[] json = document(Stream.of(member(0, 100))).getBytes(UTF_8);
        try (ExportFileSource source = MemorySource.source(() -> MemorySource.breakingAt(20, json));
                ExportStream stream = source.open()) {
            assertEquals(-1, stream.resumedAtByte());
            MemorySource.readAll(stream);
            assertEquals(20, stream.resumedAtByte());
        }
    }

    @Test
    void leavesNothingWhenTheSourceFailsWhileSpooling(@TempDir Path directory) throws IOException {
        MemberportException broken = new MemberportException(FailureKind.UNAVAILABLE, "broken");
        ByteSource failing = new ByteSource() {
            @Override
            public int read(byte[] target, int offset, int length) {
                throw broken;
            }

            @Override
            public long expectedBytes() {
                return -1;
            }

            @Override
            public void close() {}
        };
        try (ExportFileSource source = MemorySource.source(() -> failing)) {
            MemberportException failure =
                    assertThrows(MemberportException.class, () -> source.spool(directory, (bytes, expected) -> {}));
            assertEquals(broken, failure);
        }
        assertEmpty(directory);
    }

    private static Document read(ExportFileSource source) {
        try (ExportStream stream = source.open()) {
            return MemorySource.readAll(stream);
        }
    }

    private static void assertEmpty(Path directory) throws IOException {
        try (Stream<Path> left = Files.list(directory)) {
            assertEquals(List.of(), left.toList());
        }
    }
}
