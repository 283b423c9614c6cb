package io.memberport.sink.csv;

import static io.memberport.testing.file.Exports.metadata;
import static io.memberport.testing.file.Exports.string;
import static io.memberport.testing.file.Exports.values;
import static io.memberport.testing.file.Exports.variable;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memberport.model.Member;
import io.memberport.model.MemberBlock;
import io.memberport.model.ProfileVariable;
import io.memberport.model.VariableValues;
import io.memberport.port.Layout;
import io.memberport.port.SinkRun;
import io.memberport.port.SinkRun.PreparedWrite;
import io.memberport.testing.file.Exports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.zip.Inflater;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ParallelEncodingTest {

    private static final int THREADS = 4;

    @TempDir
    Path directory;

    @ParameterizedTest
    @CsvSource({"LONG, members.csv", "LONG, members.csv.gz", "WIDE, members.csv", "WIDE, members.csv.gz"})
    void givesTheSameBytesFromManyThreadsAsFromOne(Layout layout, String name) throws Exception {
        MemberBlock[] blocks = blocks(50);
        Path one = Files.createDirectory(directory.resolve("one")).resolve(name);
        Path many = Files.createDirectory(directory.resolve("many")).resolve(name);

        Exports.export(CsvMemberSink.to(one).layout(layout).build(), "b1", blocks);
        exportInParallel(CsvMemberSink.to(many).layout(layout).build(), blocks);

        assertArrayEquals(Files.readAllBytes(one), Files.readAllBytes(many));
        Path plain = directory.resolve("plain.csv");
        Exports.export(CsvMemberSink.to(plain).layout(layout).build(), "b1", blocks);
        assertEquals(CsvFiles.text(plain), CsvFiles.text(many));
    }

    private static void exportInParallel(CsvMemberSink sink, MemberBlock... blocks)
            throws InterruptedException, ExecutionException {
        ExecutorService executor = Executors.newFixedThreadPool(THREADS);
        try (sink;
                SinkRun run = sink.open(Exports.context(blocks))) {
            List<Future<PreparedWrite>> prepared = new ArrayList<>();
            for (MemberBlock block : blocks) {
                prepared.add(executor.submit(() -> run.prepare(block)));
            }
            for (Future<PreparedWrite> write : prepared) {
                write.get().write();
            }
            run.commit(metadata("b1", blocks));
        } finally {
            executor.shutdownNow();
        }
    }

    @Test
    void writesASingleGzipMemberThatEndsTheFile() throws Exception {
        Path file = directory.resolve("members.csv.gz");
        Exports.export(CsvMemberSink.to(file).build(), "b1", blocks(3));
        byte[] gzip = Files.readAllBytes(file);
        int headerBytes = 10;
        int trailerBytes = 8;
        Inflater inflater = new Inflater(true);
        try {
            inflater.setInput(gzip, headerBytes, gzip.length - headerBytes);
            byte[] sunk = new byte[64 * 1024];
            while (!inflater.finished()) {
                assertTrue(inflater.inflate(sunk) > 0 || inflater.finished());
            }
            assertEquals(trailerBytes, inflater.getRemaining(), "nothing but the trailer follows");
            assertEquals(CsvFiles.content(file).length, inflater.getBytesWritten());
        } finally {
            inflater.end();
        }
    }

    @Test
    void compressesAnExportWithoutMembers() throws IOException {
        Path file = directory.resolve("members.CSV.gz");
        Exports.export(CsvMemberSink.to(file).build(), "b1");

        assertTrue(CsvFiles.text(file).startsWith("member_id,"));
    }

    /** A block that does not compress, so that the compressor's output fills its steps. */
    @Test
    void compressesBlocksOfAnySize() throws IOException {
        Random random = new Random(1);
        for (int size : new int[] {1, 60_000, 65_536, 200_000, 5_000_000}) {
            StringBuilder text = new StringBuilder();
            for (int i = 0; i < size; i++) {
                text.append((char) (' ' + random.nextInt(95)));
            }
            MemberBlock block = Exports.block(
                    Exports.member("m1", values(variable("v1", "Noise", "string"), string(text.toString()))));
            Path file = directory.resolve("members.csv.gz");
            Exports.export(CsvMemberSink.to(file).build(), "b1", block);

            assertEquals(text.toString(), CsvFiles.rows(file).get(1).get(7));
        }
    }

    private static MemberBlock[] blocks(int count) {
        List<ProfileVariable> variables = IntStream.range(0, 40)
                .mapToObj(i -> variable("v" + i, "Variable " + i, i % 7 == 0 ? "set" : "string"))
                .toList();
        Random random = new Random(7);
        return IntStream.range(0, count)
                .mapToObj(i -> Exports.block(members(i, variables, random)))
                .toArray(MemberBlock[]::new);
    }

    private static List<Member> members(int block, List<ProfileVariable> variables, Random random) {
        List<Member> members = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            List<VariableValues> values = new ArrayList<>();
            for (ProfileVariable variable : variables) {
                if (random.nextInt(3) > 0) {
                    values.add(values(variable, string("value \"" + random.nextInt() + "\", and more")));
                }
            }
            members.add(Exports.member("m" + block + "-" + i, values.toArray(VariableValues[]::new)));
        }
        return members;
    }
}
