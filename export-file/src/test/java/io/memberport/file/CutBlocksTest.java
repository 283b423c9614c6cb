package io.memberport.file;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memberport.error.MemberportException;
import io.memberport.file.MemorySource.Document;
import io.memberport.file.buffer.ContentDigest;
import io.memberport.file.fault.MalformedExports;
import io.memberport.file.fault.UnreadableDates;
import io.memberport.model.MemberBlock;
import io.memberport.port.ExportStream;
import io.memberport.port.ExportStream.UndecodedMembers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds what is read of a document that is cut, wherever the cuts fall, against what is read of it in one piece. */
class CutBlocksTest {

    private static final int ONE_PIECE = 1 << 20;

    /** Documents whose members make it hard to say where one begins. */
    static Stream<String> documents() {
        String member =
                "{\"memberId\":\"m%d\",\"variables\":[{\"id\":\"v\",\"values\":[{\"value\":\"},{\\\"memberId\\\":\"}]}]}";
        String nested =
                "{\"memberId\":\"m%d\",\"household\":[{\"memberId\":\"a\"},{\"memberId\":\"b\"},{\"memberId\":\"c\"}]}";
        String pretty = "{\n  \"memberId\" : \"m%d\",\n  \"variables\" : [ ]\n}";
        String otherFirst = "{\"variables\":[],\"memberId\":\"m%d\"}";
        String rare = "{\"memberId\":\"m%d\",\"x\":{\"y\":[[[[{\"z\":\"\\u00e9\\n\"}]]]]},\"variables\":null}";
        String odd =
                "{\"memberId\":\"m%d\",\"variables\":[{\"id\":\"v\",\"values\":[{\"value\":{\"memberId\":[1,{}]}}]}]}";
        return Stream.of(
                document(",", member),
                document(",", nested),
                document(" ,\n ", pretty),
                document(",", otherFirst),
                document(",", member, rare, odd),
                document(",", member, member, member, nested),
                document(",", member, otherFirst, pretty),
                document(",", member).replaceFirst("]}$", "],\"others\":[" + nested + "," + nested + "]}"),
                document(",", nested).replaceFirst("]}$", "],\"lastSyncDate\":\"2026-01-01T00:00:00Z\"}"));
    }

    private static String document(String separator, String... forms) {
        List<String> members = new ArrayList<>();
        IntStream.range(0, 40).forEach(i -> members.add(String.format(forms[i % forms.length], i)));
        return "{\"id\":\"b\",\"members\":[" + String.join(separator, members) + "]}";
    }

    @ParameterizedTest
    @MethodSource("documents")
    void readsTheSameWhereverTheCutsFall(String document) {
        byte[] bytes = document.getBytes(UTF_8);
        String inOnePiece = outcome(bytes, ONE_PIECE, UnaryOperator.identity());

        for (int blockBytes = 8; blockBytes < bytes.length; blockBytes++) {
            assertEquals(inOnePiece, outcome(bytes, blockBytes, UnaryOperator.identity()), "blocks of " + blockBytes);
        }
    }

    @ParameterizedTest
    @MethodSource("io.memberport.file.CorpusTest#accepted")
    void readsTheCorpusWhereverTheCutsFall(Path file) throws IOException {
        readsTheSameInSmallBlocks(Files.readAllBytes(file));
    }

    @ParameterizedTest
    @MethodSource("io.memberport.file.CorpusTest#refused")
    void refusesTheCorpusWhereverTheCutsFall(Path file) throws IOException {
        readsTheSameInSmallBlocks(Files.readAllBytes(file));
    }

    private static void readsTheSameInSmallBlocks(byte[] bytes) {
        String inOnePiece = outcome(bytes, ONE_PIECE, UnaryOperator.identity());
        for (int blockBytes = 64; blockBytes < Math.min(bytes.length, 2_000); blockBytes += 1 + blockBytes / 16) {
            assertEquals(inOnePiece, outcome(bytes, blockBytes, UnaryOperator.identity()), "blocks of " + blockBytes);
        }
    }

    @ParameterizedTest
    @MethodSource("documents")
    void saysTheSameOfADamagedDocumentWhereverTheCutsFall(String document) {
        byte[] bytes = document.getBytes(UTF_8);
        SplittableRandom random = new SplittableRandom(bytes.length);
        int read = 0;
        for (int round = 0; round < 3_000; round++) {
            byte[] damaged = MemberScannerTest.damaged(bytes, random);
            String inOnePiece = outcome(damaged, ONE_PIECE, UnaryOperator.identity());

            assertEquals(inOnePiece, outcome(damaged, random.nextInt(100, 1_500), UnaryOperator.identity()));

            read += inOnePiece.startsWith("refused") ? 0 : 1;
        }
        assertTrue(read > 50, "the damage was always fatal, so no members were compared");
    }

    @ParameterizedTest
    @MethodSource("documents")
    void readsTheSameInWhateverOrderBlocksAreDecoded(String document) {
        byte[] bytes = document.getBytes(UTF_8);
        String inOnePiece = outcome(bytes, ONE_PIECE, UnaryOperator.identity());
        Random random = new Random(7);

        for (int blockBytes = 150; blockBytes < bytes.length; blockBytes += 37) {
            String backwards = outcome(bytes, blockBytes, blocks -> {
                Collections.reverse(blocks);
                return blocks;
            });
            String shuffled = outcome(bytes, blockBytes, blocks -> {
                Collections.shuffle(blocks, random);
                return blocks;
            });
            assertEquals(inOnePiece, backwards);
            assertEquals(inOnePiece, shuffled);
        }
    }

    @Test
    void cutsWhatIsWrittenAsAlidaWritesIt() {
        byte[] bytes = documents().findFirst().orElseThrow().getBytes(UTF_8);
        try (ExportStream stream = stream(bytes, 512)) {
            List<String> kinds = new ArrayList<>();
            for (UndecodedMembers next = stream.next(); next != null; next = stream.next()) {
                kinds.add(next.getClass().getSimpleName());
            }
            assertTrue(kinds.indexOf("CutBlock") == 1, kinds.toString());
            assertEquals(kinds.size() - 1, kinds.lastIndexOf("CutBlock") + 1, kinds.toString());
        }
    }

    @Test
    void givesABlockTwiceIfItIsDecodedTwice() {
        byte[] bytes = documents().skip(4).findFirst().orElseThrow().getBytes(UTF_8);
        try (ExportStream stream = stream(bytes, 700)) {
            for (UndecodedMembers next = stream.next(); next != null; next = stream.next()) {
                MemberBlock once = next.decode();
                MemberBlock again = next.decode();
                assertEquals(once.members(), again.members());
                assertEquals(once.firstMemberIndex(), again.firstMemberIndex());
            }
        }
    }

    @Test
    void holdsOnToFewBlocksThatAreNeverDecoded() {
        byte[] bytes =
                ("{\"members\":[" + "{\"memberId\":\"m\"},".repeat(5_000) + "{\"memberId\":\"m\"}]}").getBytes(UTF_8);
        try (ExportStream stream = stream(bytes, 64)) {
            UndecodedMembers last = null;
            for (UndecodedMembers next = stream.next(); next != null; next = stream.next()) {
                last = next;
            }
            MemberBlock block = Objects.requireNonNull(last).decode();
            assertEquals(5_001, block.firstMemberIndex() + block.memberCount());
        }
    }

    /** What is read, or why not; the blocks are decoded in another order if there is one, and put in their own again. */
    private static String outcome(byte[] bytes, int blockBytes, UnaryOperator<List<UndecodedMembers>> order) {
        try (ExportStream stream = stream(bytes, blockBytes)) {
            List<UndecodedMembers> undecoded = new ArrayList<>();
            for (UndecodedMembers next = stream.next(); next != null; next = stream.next()) {
                undecoded.add(next);
            }
            Map<UndecodedMembers, MemberBlock> decoded = new HashMap<>();
            for (UndecodedMembers next : order.apply(new ArrayList<>(undecoded))) {
                decoded.put(next, next.decode());
            }
            List<MemberBlock> blocks = undecoded.stream().map(decoded::get).toList();
            long index = 0;
            for (MemberBlock block : blocks) {
                assertTrue(block.memberCount() == 0 || block.firstMemberIndex() == index);
                index += block.memberCount();
            }
            long values = blocks.stream().mapToLong(MemberBlock::valueCount).sum();
            long unknown = blocks.stream()
                    .mapToLong(MemberBlock::unrecognisedFieldCount)
                    .sum();
            Document document = new Document(blocks, stream.metadata(index, values, unknown));
            return document.metadata() + "\n" + offsets(blocks) + Rendition.of(document);
        } catch (MemberportException refused) {
            return "refused: " + refused.getMessage() + refused.byteOffset() + refused.memberIndex();
        }
    }

    private static String offsets(List<MemberBlock> blocks) {
        StringBuilder offsets = new StringBuilder();
        blocks.forEach(block -> block.members()
                .forEach(member -> offsets.append(member.byteOffset())
                        .append(' ')
                        .append(member.json().asString())
                        .append('\n')));
        return offsets.toString();
    }

    private static DocumentStream stream(byte[] bytes, int blockBytes) {
        ByteSource source = new MemorySource(bytes, 50);
        return new DocumentStream(
                CountedSource.of(source, "test export", Long.MAX_VALUE),
                CountedSource.of(source, "test export, uncompressed,", Long.MAX_VALUE),
                MalformedExports.of("test export"),
                DocumentLimits.DEFAULT,
                new UnreadableDates("test export"),
                ContentDigest.sha256(),
                blockBytes);
    }
}
