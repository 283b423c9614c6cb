package io.memberport.file;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import io.memberport.error.Remedy;
import io.memberport.port.ExportFileSource;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that are more than is accepted: an error that says so, while they are read, and never an exhausted machine. */
@Tag("fault")
class DocumentLimitsTest {

    private static final String BEGINNING = "{\"id\":\"b\",\"members\":[";
    private static final String MEMBER = "{\"memberId\":\"CANARY\",\"variables\":[]}";
    private static final String VALUE =
            "{\"memberId\":\"CANARY\",\"variables\":[{\"id\":\"v\",\"values\":[{\"value\":%s}]}]}";
    private static final long BOMB_BYTES = 64 << 20;

    @TempDir
    Path directory;

    /** Bombs that would unpack to 64 MiB: where one repeated byte may stand in an export. */
    static Stream<byte[]> bombs() {
        return Stream.of(
                gzip(BEGINNING + MEMBER, ' ', BOMB_BYTES, "]}"),
                gzip(BEGINNING, ' ', BOMB_BYTES, MEMBER + "]}"),
                gzip("{\"unknown\":[0", ' ', BOMB_BYTES, "]}"),
                gzip(BEGINNING + "{\"memberId\":\"", 'a', BOMB_BYTES, "\"}]}"),
                concatenated(gzip(BEGINNING, ' ', 1, ""), repeated(gzip("", ' ', 1 << 20, ""), 64)));
    }

    @ParameterizedTest
    @MethodSource("bombs")
    void stopsABombWhileItUnpacks(byte[] bomb) throws IOException {
        CountingSource bytes = new CountingSource(bomb);
        try (ExportFileSource source = MemorySource.source(() -> bytes)) {
            MemberportException failure = refusal(() -> read(source));

            assertSays(failure, "compressed more than 500:1");
            assertEquals(Remedy.RAISE_COMPRESSION_RATIO, failure.remedy().orElseThrow());
            assertTrue(failure.byteOffset().orElseThrow() < 4 << 20, messageOf(failure));
        }
        assertTrue(bytes.isClosed);
        Path file = Files.write(directory.resolve("export.json.gz"), bomb);
        assertSays(refusal(() -> read(ExportFile.onDisk(file))), "compressed more than 500:1");
    }

    @Test
    void stopsABombThatWasCopiedForATargetThatReadsItTwice() throws IOException {
        byte[] bomb = gzip(BEGINNING + MEMBER, ' ', BOMB_BYTES, "]}");
        try (ExportFileSource source = MemorySource.source(bomb, 1000);
                ExportFileSource copy = source.spool(directory, (bytes, expected) -> {})) {
            assertSays(refusal(() -> read(copy)), "compressed more than 500:1");
        }
        assertEmpty();
    }

    @Test
    void readsALegitimateFileThatCompressesWell() {
        String members = IntStream.range(0, 60_000)
                .mapToObj(i -> VALUE.formatted("\"the same answer as everybody else's\""))
                .collect(Collectors.joining(","));
        byte[] compressed = gzip(BEGINNING + members, ' ', 0, "]}");
        int ratio = members.length() / compressed.length;

        assertTrue(ratio > 150, "compresses by " + ratio + " only, which shows nothing");
        assertEquals(
                60_000,
                MemorySource.read(MemorySource.source(compressed, Integer.MAX_VALUE))
                        .metadata()
                        .members());
    }

    @Test
    void readsABombIfTheLimitAllowsIt() {
        byte[] bomb = gzip(BEGINNING + MEMBER, ' ', BOMB_BYTES, "]}");

        read(limited(bomb, limits -> limits.withCompressionRatio(1100)));

        assertSays(
                refusal(() -> read(limited(bomb, limits -> limits.withCompressionRatio(900)))),
                "compressed more than 900:1");
    }

    @Test
    void doesNotJudgeTheRatioOfSmallFiles() {
        read(limited(gzip(BEGINNING + MEMBER, ' ', 1 << 19, "]}"), limits -> limits.withCompressionRatio(1)));
    }

    @Test
    void refusesAFileThatIsTooLongBeforeItIsRead() {
        byte[] document = document(10_000);
        CountingSource bytes = new CountingSource(document);
        DocumentLimits limits = DocumentLimits.DEFAULT.withDocumentBytes(9_999);

        MemberportException failure = refusal(() -> read(ExportFile.of("test export", () -> bytes, limits)));

        assertSays(failure, "longer than 9999 bytes");
        assertEquals(Remedy.RAISE_FILE_SIZE, failure.remedy().orElseThrow());
        assertTrue(bytes.isClosed);
        assertEquals(0, bytes.given);
        read(limited(document, given -> given.withDocumentBytes(10_000)));
    }

    @Test
    void stopsAFileThatIsTooLongUncompressed() {
        byte[] compressed = gzip(BEGINNING, ' ', 100_000, "]}");
        long whole = BEGINNING.length() + 100_002L;

        MemberportException failure = refusal(() -> read(limited(compressed, l -> l.withDocumentBytes(whole - 1))));

        assertSays(failure, "longer than " + (whole - 1) + " bytes");
        assertTrue(messageOf(failure).contains("uncompressed"), messageOf(failure));
        read(limited(compressed, given -> given.withDocumentBytes(whole)));
    }

    @Test
    void stopsBytesWithoutEnd() throws IOException {
        DocumentLimits limits = DocumentLimits.DEFAULT.withDocumentBytes(5_000_000);
        for (byte[] piece : List.of(" ".repeat(10_000).getBytes(UTF_8), repeated(gzip("", ' ', 0, ""), 500))) {
            try (ExportFileSource endless = ExportFile.of("test export", () -> new EndlessSource(piece), limits)) {
                assertSays(refusal(() -> read(endless)), "longer than 5000000 bytes");
                long[] copied = {0};
                assertSays(
                        refusal(() -> endless.spool(directory, (bytes, expected) -> copied[0] = bytes)),
                        "longer than 5000000 bytes");
                assertTrue(copied[0] > 4_000_000 && copied[0] <= 5_000_000, () -> copied[0] + " bytes copied");
            }
        }
        assertEmpty();
    }

    @ParameterizedTest
    @CsvSource({"1024, 0", "5000, 0", "5000, 300000", "300000, 0", "1000000, 200000"})
    void refusesAMemberThatIsLongerThanTheLimitByAByte(int most, int before) {
        String padding = VALUE.formatted("\"\"");
        String beginning = BEGINNING + (MEMBER + ",").repeat(before / MEMBER.length());
        String member = VALUE.formatted("\"" + "x".repeat(most - padding.length()) + "\"");
        UnaryOperator<DocumentLimits> limits = given -> given.withMemberBytes(most);
        assertEquals(most, member.length());

        read(limited((beginning + member + "]}").getBytes(UTF_8), limits));
        MemberportException failure = refusal(() ->
                read(limited((beginning + member.replace("x\"", "xx\"") + "]}").getBytes(UTF_8), limits)));

        assertSays(failure, "longer than " + most + " bytes");
        assertEquals(Remedy.RAISE_MEMBER_SIZE, failure.remedy().orElseThrow());
        assertEquals(before / MEMBER.length(), failure.memberIndex().orElseThrow());
        assertEquals(beginning.length(), failure.byteOffset().orElseThrow());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"deep\":%s,\"members\":[]}",
                "{\"members\":[{\"memberId\":\"m\",\"deep\":%s}]}",
                "{\"members\":[{\"memberId\":\"m\",\"variables\":[{\"id\":\"v\",\"deep\":%s}]}]}",
                "{\"members\":[{\"memberId\":\"m\",\"variables\":[{\"id\":\"v\",\"values\":[{\"value\":%s}]}]}]}",
            })
    void refusesWhatIsNestedTooDeep(String document) {
        for (String level : List.of("[", "{\"a\":")) {
            String deep = level.repeat(100_000) + "0" + (level.equals("[") ? "]" : "}").repeat(100_000);

            assertSays(
                    refusal(() -> read(MemorySource.source(document.formatted(deep)))),
                    "nested deeper than 64 levels, the most that is accepted");
        }
        read(MemorySource.source(document.formatted("[".repeat(50) + "]".repeat(50))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"%s\":0,\"members\":[]}",
                "{\"exportOptions\":{\"%s\":0},\"members\":[]}",
                "{\"unknown\":{\"a\":{\"%s\":0}},\"members\":[]}",
                "{\"unknown\":\"%s\",\"members\":[]}",
                "{\"id\":\"%s\",\"members\":[]}",
                "{\"members\":[],\"unknown\":1%s}",
                "{\"members\":[],\"unknown\":1.%s}",
                "{\"members\":[],\"unknown\":1e%s}",
                "{\"members\":[{\"memberId\":\"m\",\"%s\":0}]}",
                "{\"members\":[{\"memberId\":\"m\",\"unknown\":{\"%s\":0}}]}",
                "{\"members\":[{\"memberId\":\"m\",\"variables\":[{\"id\":\"v\",\"%s\":0}]}]}",
            })
    void refusesNamesTextsAndNumbersThatAreTooLong(String document) {
        assertSays(
                refusal(() -> read(MemorySource.source(document.formatted("1".repeat(2_000_000))))),
                "longer than 1048576 bytes, the most that is accepted");
        read(MemorySource.source(document.formatted("1".repeat(1_000_000))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"members\":[],%s}",
                "{\"exportOptions\":{%s},\"members\":[]}",
                "{\"members\":[{\"memberId\":\"m\",%s}]}",
                "{\"members\":[{\"memberId\":\"m\",\"variables\":[{\"id\":\"v\",%s}]}]}",
                "{\"members\":[{\"memberId\":\"m\",\"variables\":[{\"id\":\"v\",\"values\":[{%s}]}]}]}",
            })
    void refusesAnObjectWithFieldsWithoutEnd(String document) {
        String fields = IntStream.range(0, 100_000)
                .mapToObj(i -> "\"CANARY" + i + "\":0")
                .collect(Collectors.joining(","));

        assertSays(refusal(() -> read(MemorySource.source(document.formatted(fields)))), "unknown fields");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1%s", "-1%s", "0.%s1", "1e%s", "1E-1%s"})
    void keepsTheDigitsOfANumberHoweverManyThereAre(String shape) {
        String number = shape.formatted("0".repeat(1_000_000));

        String read = Objects.requireNonNull(
                        MemorySource.read(MemorySource.source(BEGINNING + VALUE.formatted(number) + "]}"))
                                .blocks()
                                .get(0)
                                .members()
                                .get(0)
                                .variables()
                                .get(0)
                                .values()
                                .get(0)
                                .text())
                .asString();

        assertEquals(number, read);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{%s,\"id\":\"CANARY\",\"members\":[]}",
                "{\"id\":\"CANARY\",%s,\"members\":[]}",
                "{\"members\":[],%s}",
                "{\"exportOptions\":{%s},\"members\":[]}",
                "{\"members\":[{%s,\"memberId\":\"m\"}]}",
                "{\"members\":[{\"memberId\":\"m\",%s}]}",
                "{\"members\":[{\"memberId\":\"m\",\"variables\":[{\"id\":\"v\",%s}]}]}",
                "{\"members\":[{\"memberId\":\"m\",\"variables\":[{\"id\":\"v\",\"values\":[{\"value\":1,%s}]}]}]}",
            })
    void refusesAnUnknownFieldThatIsThereTwice(String document) {
        for (String fields :
                List.of("\"x\":1,\"x\":1", "\"x\":1,\"y\":[],\"x\":{}", "\"x\":1,\"\\u0078\":2", "\"\":1,\"\":1")) {
            assertSays(refusal(() -> read(MemorySource.source(document.formatted(fields)))), "a field is there twice");
        }
        for (String fields : List.of("\"x\":1,\"y\":1", "\"x\":{\"x\":1},\"y\":{\"x\":1}", "\"x\":1,\"X\":1")) {
            read(MemorySource.source(document.formatted(fields)));
        }
    }

    @Test
    void refusesLimitsThatAreNone() {
        DocumentLimits limits = DocumentLimits.DEFAULT;
        for (int size : List.of(Integer.MIN_VALUE, -1, 0, 1023)) {
            assertThrows(IllegalArgumentException.class, () -> limits.withDocumentBytes(size));
            assertThrows(IllegalArgumentException.class, () -> limits.withMemberBytes(size));
            assertThrows(IllegalArgumentException.class, () -> limits.withHeaderFieldBytes(size));
        }
        assertThrows(IllegalArgumentException.class, () -> limits.withMemberBytes((1 << 30) + 1));
        assertThrows(IllegalArgumentException.class, () -> limits.withHeaderFieldBytes((1 << 30) + 1));
        for (int ratio : List.of(-1, 0, 10_001)) {
            assertThrows(IllegalArgumentException.class, () -> limits.withCompressionRatio(ratio));
        }
        for (int nesting : List.of(-1, 0, 31, 1001)) {
            assertThrows(IllegalArgumentException.class, () -> limits.withNesting(nesting));
        }
        limits.withDocumentBytes(Long.MAX_VALUE).withMemberBytes(1 << 30).withNesting(1000);
    }

    private static void read(ExportFileSource source) {
        MemorySource.read(source);
    }

    private static ExportFileSource limited(byte[] bytes, UnaryOperator<DocumentLimits> change) {
        return ExportFile.of(
                "test export", () -> new MemorySource(bytes, 10_000), change.apply(DocumentLimits.DEFAULT));
    }

    private static MemberportException refusal(Runnable task) {
        MemberportException failure = assertThrows(MemberportException.class, task::run);
        assertEquals(FailureKind.MALFORMED_EXPORT, failure.kind());
        assertFalse(failure.isRestartable());
        assertFalse(messageOf(failure).contains("CANARY"), messageOf(failure));
        return failure;
    }

    private static void assertSays(MemberportException failure, String what) {
        assertTrue(messageOf(failure).contains(what), messageOf(failure));
    }

    private static String messageOf(MemberportException failure) {
        return Objects.requireNonNull(failure.getMessage());
    }

    private void assertEmpty() throws IOException {
        try (Stream<Path> left = Files.list(directory)) {
            assertEquals(List.of(), left.toList());
        }
    }

    /** An export of exactly this length. */
    private static byte[] document(int length) {
        return (BEGINNING + " ".repeat(length - BEGINNING.length() - 2) + "]}").getBytes(UTF_8);
    }

    private static byte[] gzip(String before, char repeated, long times, String after) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        byte[] some = String.valueOf(repeated).repeat(1 << 16).getBytes(UTF_8);
        try (OutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(before.getBytes(UTF_8));
            for (long left = times; left > 0; left -= some.length) {
                gzip.write(some, 0, (int) Math.min(left, some.length));
            }
            gzip.write(after.getBytes(UTF_8));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    private static byte[] repeated(byte[] part, int times) {
        return concatenated(IntStream.range(0, times).mapToObj(i -> part).toArray(byte[][]::new));
    }

    private static byte[] concatenated(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    /** Knows how much was taken from it. */
    private static final class CountingSource implements ByteSource {

        private final MemorySource bytes;
        private long given;
        private boolean isClosed;

        CountingSource(byte[] bytes) {
            this.bytes = new MemorySource(bytes, Integer.MAX_VALUE);
        }

        @Override
        public int read(byte[] target, int offset, int length) {
            int read = bytes.read(target, offset, length);
            given += Math.max(0, read);
            return read;
        }

        @Override
        public long expectedBytes() {
            return bytes.expectedBytes();
        }

        @Override
        public void close() {
            isClosed = true;
        }
    }

    /** The same bytes again and again, for ever. */
    private static final class EndlessSource implements ByteSource {

        private final byte[] piece;
        private int at;

        EndlessSource(byte[] piece) {
            this.piece = piece;
        }

        @Override
        public int read(byte[] target, int offset, int length) {
            int read = Math.min(length, piece.length - at);
            System.arraycopy(piece, at, target, offset, read);
            at = (at + read) % piece.length;
            return read;
        }

        @Override
        public long expectedBytes() {
            return -1;
        }

        @Override
        public void close() {}
    }
}
