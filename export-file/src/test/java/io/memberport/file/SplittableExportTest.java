package io.memberport.file;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import io.memberport.model.ExportMetadata;
import io.memberport.port.ExportStream;
import io.memberport.port.ExportStream.UndecodedMembers;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds the members of all parts of a document against those that are read of it in one piece. */
class SplittableExportTest {

    /** As Alida writes them, but for what is in the members. */
    static Stream<String> ordinary() {
        return Stream.of(
                document(",", i -> "{\"memberId\":\"m" + i + "\"}"),
                document(
                        ",",
                        i -> "{\"memberId\":\"m" + i + "\",\"variables\":[{\"id\":\"v\",\"values\":[{\"value\":\""
                                + "},{\\\"memberId\\\":\\\\\"},{\"value\":\"]}],[{" + "x".repeat(i % 7 * 30)
                                + "\"}]}]}"),
                document(" ,\r\n  ", i -> "{\r\n    \"memberId\" : \"m" + i + "\",\r\n    \"variables\" : [ ]\r\n  }"),
                "\ufeff" + document(",", i -> "{\"memberId\":\"m" + i + "\",\"related\":[{\"memberId\":\"a\"}]}"),
                document(",", i -> "{\"memberId\":\"m" + i + "\",\"related\":[[{\"memberId\":[]},{\"memberId\":{}}]]}"),
                "{\"before\":[{\"memberId\":\"a\"},{\"memberId\":\"b\"},{\"memberId\":\"c\"}],"
                        + document(",", i -> "{\"memberId\":\"m" + i + "\"}").substring(1),
                document(",", i -> "{\"memberId\":\"m" + i + "\"}")
                        .replaceFirst("]}$", "],\"exportOptions\":{},\"lastSyncDate\":\"2026-01-01T00:00:00Z\"}"),
                document(",", i -> "{\"memberId\":\"m" + i + "\"}")
                        .replaceFirst("]}$", "],\"after\":[{\"memberId\":\"a\"}]}"));
    }

    /** In which something looks like members and is none. */
    static Stream<String> misleading() {
        return Stream.of(
                document(",", i -> "{\"memberId\":\"m" + i + "\"}")
                        .replaceFirst(
                                "]}$", "],\"after\":[{\"memberId\":\"a\"},{\"memberId\":\"b\"},{\"memberId\":\"c\"}]}"),
                document(
                        ",",
                        i -> "{\"memberId\":\"m" + i + "\",\"related\":["
                                + "{\"memberId\":\"a\"},".repeat(i == 30 ? 10_000 : 0) + "{\"memberId\":\"b\"}]}"));
    }

    /** That cannot be cut, or not everywhere. */
    static Stream<String> odd() {
        return Stream.of(
                document(",", i -> "{\"variables\":[],\"memberId\":\"m" + i + "\"}"),
                document(",", i -> i % 3 > 0 ? "{\"memberId\":\"m" + i + "\"}" : "{ \"memberId\":\"m" + i + "\"}"),
                document(i -> i % 5 == 0 ? " , " : ",", i -> "{\"memberId\":\"m" + i + "\"}"),
                "{\"members\":[{\"memberId\":\"m\"}]}",
                "{\"members\":[]}",
                "{\"members\":[{\"memberId\":\"m\",\"related\":["
                        + "{\"memberId\":\"a\"},".repeat(300)
                        + "{\"memberId\":\"a\"}]},{\"memberId\":\"n\"}]}");
    }

    private static String document(String separator, IntFunction<String> member) {
        return document(i -> separator, member);
    }

    private static String document(IntFunction<String> separator, IntFunction<String> member) {
        StringBuilder members = new StringBuilder(member.apply(0));
        IntStream.range(1, 60).forEach(i -> members.append(separator.apply(i)).append(member.apply(i)));
        return "{\"id\":\"b\",\"exportDate\":\"2026-02-01T00:00:00Z\",\"members\":[" + members + "]}";
    }

    @ParameterizedTest
    @MethodSource("ordinary")
    void readsEachMemberOnceWhateverTheSizeOfTheParts(String document) {
        byte[] bytes = document.getBytes(UTF_8);
        List<String> inOnePiece = inOnePiece(bytes);
        int most = 0;
        for (int size = 8; size < bytes.length + 8; size += 1 + size / 16) {
            List<ExportSplit> splits = file(bytes).split(size);
            assertTrue(inOnePiece.equals(inParts(bytes, splits)), "parts of " + size);
            most = Math.max(most, splits.size());
        }
        assertTrue(most > 40, "at most " + most + " parts");
    }

    @ParameterizedTest
    @MethodSource("odd")
    void readsWhatCannotBeCutEverywhereInFewerParts(String document) {
        byte[] bytes = document.getBytes(UTF_8);
        for (int size = 1; size < bytes.length + 8; size += 1 + size / 16) {
            assertEquals(inOnePiece(bytes), inParts(bytes, file(bytes).split(size)), "parts of " + size);
        }
    }

    /** Where a part begins is never taken for granted. */
    @ParameterizedTest
    @MethodSource({"ordinary", "odd"})
    void isRightOrRefusedIfItIsCutAnywhere(String document) {
        byte[] bytes = document.getBytes(UTF_8);
        List<String> inOnePiece = inOnePiece(bytes);
        long right = 0;
        for (int cut = 1; cut < Math.min(bytes.length, 1_500); cut++) {
            List<String> read = inParts(bytes, cut(bytes, cut));
            assertTrue(read == null || read.equals(inOnePiece), "cut at " + cut);
            right += read == null ? 0 : 1;
        }
        long starts = inOnePiece.stream()
                .skip(1)
                .filter(member -> Long.parseLong(member.substring(0, member.indexOf(' '))) < 1_500)
                .count();
        assertTrue(right >= starts, right + " cuts were accepted, and there are " + starts + " members to cut at");

        SplittableRandom random = new SplittableRandom(bytes.length);
        for (int round = 0; round < 500; round++) {
            long[] cuts = random.ints(3, 1, bytes.length)
                    .mapToLong(at -> random.nextBoolean() ? at : document.indexOf("{\"memberId", at))
                    .filter(at -> at > 0)
                    .sorted()
                    .distinct()
                    .toArray();
            List<String> read = inParts(bytes, cut(bytes, cuts));
            assertTrue(read == null || read.equals(inOnePiece), "cut at " + Arrays.toString(cuts));
        }
    }

    @ParameterizedTest
    @MethodSource({"ordinary", "odd"})
    void readsNoDamagedDocumentThatIsRefusedInOnePiece(String document) {
        byte[] bytes = document.getBytes(UTF_8);
        SplittableRandom random = new SplittableRandom(bytes.length);
        int refused = 0;
        for (int round = 0; round < 1_000; round++) {
            byte[] damaged = MemberScannerTest.damaged(bytes, random);
            List<String> inOnePiece = read(damaged, file -> List.of(file.whole()));
            List<String> inParts = read(damaged, file -> file.split(random.nextInt(64, 1_000)));
            assertTrue(inParts == null || inParts.equals(inOnePiece), "in parts, it is read otherwise");
            refused += inOnePiece == null ? 1 : 0;
        }
        assertTrue(refused > 0, "the damage was never fatal");
    }

    @ParameterizedTest
    @MethodSource("misleading")
    void isRightOrRefusedIfItIsMisled(String document) {
        byte[] bytes = document.getBytes(UTF_8);
        List<String> inOnePiece = inOnePiece(bytes);
        int refused = 0;
        for (int size = 1; size <= 30; size += 4) {
            List<ExportSplit> splits = file(bytes).split(bytes.length / size);
            List<String> read = inParts(bytes, splits);
            if (read == null) {
                refused++;
            } else {
                assertTrue(read.equals(inOnePiece), size + " parts");
            }
        }
        assertTrue(refused > 0, "it is not misleading");
    }

    @Test
    void cutsWhereMembersAreLongAndHoldOthers() {
        String related =
                ",\"related\":[" + "{\"memberId\":\"a\",\"variables\":[]},".repeat(1_000) + "{\"memberId\":\"b\"}]";
        String texts = ",\"x\":\"" + "\\\"},{\\\"memberId\\\":".repeat(20_000) + "\"";
        byte[] bytes = document(
                        ",",
                        i -> "{\"memberId\":\"m" + i + "\""
                                + List.of("", related, texts).get(i % 3) + "}")
                .getBytes(UTF_8);
        List<String> inOnePiece = inOnePiece(bytes);

        for (int size : List.of(100_000, 300_000, 1_000_000)) {
            List<ExportSplit> splits = file(bytes).split(size);
            assertTrue(inOnePiece.equals(inParts(bytes, splits)), "parts of " + size);
            assertTrue(splits.size() > Math.min(20, bytes.length / size / 2), splits.toString());
        }
    }

    /** So that all readers are done together. */
    @Test
    void makesPartsOfAboutOneLength() {
        byte[] bytes = ("{\"members\":[" + "{\"memberId\":\"m\",\"variables\":[]},".repeat(10_000)
                        + "{\"memberId\":\"n\"}]}")
                .getBytes(UTF_8);

        List<ExportSplit> splits = file(bytes).split(bytes.length / 7);

        assertEquals(8, splits.size());
        splits.forEach(split -> assertEquals(bytes.length / 8.0, (double) split.length(), 100));
    }

    /** As long as a member may be, and as short. */
    @Test
    void cutsAmongMembersOfAnyLength() {
        String longest = "{\"memberId\":\"m\",\"variables\":[],\"x\":\"" + "\\\"},{".repeat(1_600_000) + "\"}";
        byte[] bytes = ("{\"members\":[" + "{\"memberId\":\"m\"},".repeat(300) + longest + ","
                        + "{\"memberId\":\"m\"},".repeat(300) + longest + "," + longest + ",{\"memberId\":\"n\"}]}")
                .getBytes(UTF_8);
        List<String> inOnePiece = inOnePiece(bytes);

        for (int size : List.of(1_000_000, 3_000_000, 9_000_000)) {
            List<ExportSplit> splits = file(bytes).split(size);
            assertTrue(inOnePiece.equals(inParts(bytes, splits)), "parts of " + size);
            assertTrue(splits.size() > 1, splits.toString());
        }
    }

    @Test
    void findsTheFieldsAroundTheMembersWhereverTheyStand() {
        Stream.concat(ordinary(), odd()).forEach(document -> {
            byte[] bytes = document.replaceFirst(
                            "]}$", "],\"sinceDatetime\":1,\"lastSyncDate\":\"2026-01-01T00:00:00Z\"}")
                    .replaceFirst("(\"lastSyncDate.*)\"sinceDatetime\":1,\"lastSyncDate.*}", "$1}")
                    .getBytes(UTF_8);
            ExportMetadata metadata =
                    MemorySource.read(MemorySource.source(bytes, 50)).metadata();
            SplitStream.Header header = file(bytes).header();

            assertEquals(
                    new SplitStream.Header(
                            metadata.batchId(),
                            metadata.sinceDatetime(),
                            metadata.exportDate(),
                            metadata.lastSyncDate()),
                    header);
            List<ExportSplit> splits = file(bytes).split(300);
            try (SplitStream last = file(bytes).open(splits.get(splits.size() - 1))) {
                assertThrows(IllegalStateException.class, last::header);
                for (UndecodedMembers some = last.next(); some != null; some = last.next()) {
                    some.decode();
                }
                assertEquals(header, last.header());
            }
        });
    }

    @Test
    void findsTheFieldsBehindManyMembersWithoutReadingThese() {
        byte[] bytes = ("{\"members\":[" + "{\"memberId\":\"m\",\"variables\":[]},".repeat(100_000)
                        + "{\"memberId\":\"n\"}],\"id\":\"b\"}")
                .getBytes(UTF_8);
        long[] read = {0};
        SplittableExport file = SplittableExport.of(
                "test export",
                bytes.length,
                from -> new ByteArrayInputStream(bytes, (int) from, bytes.length) {
                    @Override
                    public synchronized int read(byte[] target, int offset, int length) {
                        int count = super.read(target, offset, length);
                        read[0] += count;
                        return count;
                    }
                },
                DocumentLimits.DEFAULT);

        assertEquals("b", file.header().batchId());
        assertTrue(read[0] < 2_000_000, read[0] + " of " + bytes.length + " bytes");
    }

    @Test
    void saysWhatIsWrongAndWhatToDo() {
        byte[] bytes = ordinary().findFirst().orElseThrow().getBytes(UTF_8);
        int inMember = new String(bytes, UTF_8).indexOf("\"memberId\":\"m30");
        ExportSplit first = new ExportSplit(0, inMember, bytes.length);
        ExportSplit second = new ExportSplit(inMember, bytes.length, bytes.length);

        MemberportException tooFar = assertThrows(MemberportException.class, () -> members(bytes, List.of(first)));
        assertEquals(FailureKind.MALFORMED_EXPORT, tooFar.kind());
        assertTrue(tooFar.toString().contains("at byte " + inMember), tooFar::toString);
        assertTrue(tooFar.toString().contains("another part was to begin here, but no member does"), tooFar::toString);

        MemberportException noMember = assertThrows(MemberportException.class, () -> members(bytes, List.of(second)));
        assertTrue(
                noMember.toString()
                        .contains("The test export, read from byte " + inMember + " on, is malformed at byte"),
                noMember::toString);
        assertTrue(noMember.toString().contains("Read it in one piece"), noMember::toString);

        ExportSplit behind = new ExportSplit(0, bytes.length - 1, bytes.length);
        MemberportException ended = assertThrows(MemberportException.class, () -> members(bytes, List.of(behind)));
        assertTrue(ended.toString().contains("the members end here, but another part"), ended::toString);
    }

    @Test
    void refusesAFileThatIsAnotherOneThanBefore() {
        byte[] bytes = ordinary().findFirst().orElseThrow().getBytes(UTF_8);
        List<ExportSplit> splits = file(bytes).split(500);
        byte[] shorter = Arrays.copyOf(bytes, bytes.length - 100);

        assertThrows(IllegalArgumentException.class, () -> file(shorter).open(splits.get(1)));
        SplittableExport changed = SplittableExport.of(
                "test export",
                bytes.length,
                from -> new ByteArrayInputStream(shorter, (int) from, shorter.length),
                DocumentLimits.DEFAULT);
        MemberportException failed =
                assertThrows(MemberportException.class, () -> members(changed, splits.get(splits.size() - 1)));
        assertTrue(failed.toString().contains("became shorter while it was read"), failed::toString);
        assertThrows(IllegalArgumentException.class, () -> file(bytes).split(0));
    }

    @Test
    void hidesWhatAStreamSaysOfItsFailure() {
        SplittableExport file = SplittableExport.of(
                "test export",
                1_000,
                from -> {
                    throw new IOException("https://user:secret@host/");
                },
                DocumentLimits.DEFAULT);

        MemberportException failed = assertThrows(MemberportException.class, () -> file.split(100));
        assertEquals(FailureKind.UNAVAILABLE, failed.kind());
        assertFalse(failed.toString().contains("secret"), failed::toString);
        assertNull(failed.getCause());
    }

    private static SplittableExport file(byte[] bytes) {
        return SplittableExport.of(
                "test export",
                bytes.length,
                from -> new ByteArrayInputStream(bytes, (int) from, bytes.length),
                DocumentLimits.DEFAULT);
    }

    private static List<ExportSplit> cut(byte[] bytes, long... cuts) {
        long[] ends = LongStream.concat(LongStream.of(cuts), LongStream.of(bytes.length))
                .toArray();
        List<ExportSplit> splits = new ArrayList<>();
        long from = 0;
        for (long end : ends) {
            splits.add(new ExportSplit(from, end, bytes.length));
            from = end;
        }
        return splits;
    }

    /** Null if a part is refused. */
    private static @Nullable List<String> inParts(byte[] bytes, List<ExportSplit> splits) {
        return read(bytes, file -> splits);
    }

    private static @Nullable List<String> read(byte[] bytes, Function<SplittableExport, List<ExportSplit>> cutting) {
        try {
            return members(bytes, cutting.apply(file(bytes)));
        } catch (MemberportException refused) {
            assertEquals(FailureKind.MALFORMED_EXPORT, refused.kind());
            return null;
        }
    }

    private static List<String> members(byte[] bytes, List<ExportSplit> splits) {
        return splits.stream()
                .flatMap(split -> members(file(bytes), split).stream())
                .toList();
    }

    private static List<String> members(SplittableExport file, ExportSplit split) {
        List<String> members = new ArrayList<>();
        try (SplitStream stream = file.open(split)) {
            for (UndecodedMembers some = stream.next(); some != null; some = stream.next()) {
                some.decode()
                        .members()
                        .forEach(member -> members.add(member.byteOffset() + " " + member.id() + " "
                                + member.json().asString()));
            }
        }
        return members;
    }

    private static List<String> inOnePiece(byte[] bytes) {
        List<String> members = new ArrayList<>();
        try (ExportStream stream = MemorySource.source(bytes, 50).open()) {
            stream.readToEnd((block, count) -> block.members()
                    .forEach(member -> members.add(member.byteOffset() + " " + member.id() + " "
                            + member.json().asString())));
        }
        return members;
    }
}
