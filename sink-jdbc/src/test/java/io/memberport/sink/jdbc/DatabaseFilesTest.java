package io.memberport.sink.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import io.memberport.export.ExportListener;
import io.memberport.export.ExportTransfer;
import io.memberport.model.ExportMetadata;
import io.memberport.model.MemberBlock;
import io.memberport.port.CommitReceipt;
import io.memberport.port.LastCommit;
import io.memberport.port.MemberSink;
import io.memberport.port.SinkContext;
import io.memberport.port.SinkRun;
import io.memberport.testkit.TestExport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The files of embedded databases, and who may read them. */
class DatabaseFilesTest {

    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"jdbc:sqlite:", "jdbc:sqlite:file:", "jdbc:h2:", "jdbc:duckdb:"})
    void letsNoOtherUserReadAFileAtAnyMomentOfARun(String prefix) throws Exception {
        Map<String, String> seen = new TreeMap<>();
        String file = directory.resolve("members").toString();
        TestExport export = TestExport.of("batch-1").member("m-1").member("m-2");
        for (int run = 0; run < 2; run++) {
            MemberSink watched = new Watched(JdbcMemberSink.to(prefix + file).build(), () -> look(seen));
            ExportTransfer.forCommunity("tests").run(export.asFile(), null, List.of(watched), ExportListener.NONE);
            look(seen);
            export = TestExport.of("batch-2").member("m-1").member("m-3");
        }

        assertTrue(!seen.isEmpty());
        seen.forEach((name, rights) -> assertEquals(name.endsWith(".tmp") ? "rwx------" : "rw-------", rights, name));
        try (Stream<Path> left = Files.list(directory)) {
            assertEquals(1, left.count());
        }
    }

    @Test
    void keepsTheRightsOfAFileThatWasThere() throws Exception {
        Path file = Files.createFile(directory.resolve("members.db"));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));

        ExportTransfer.forCommunity("tests")
                .run(
                        TestExport.of("batch-1").member("m-1").asFile(),
                        null,
                        List.of(JdbcMemberSink.to("jdbc:sqlite:" + file).build()),
                        ExportListener.NONE);

        assertEquals("rw-r-----", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"jdbc:sqlite:", "jdbc:duckdb:"})
    void refusesAPipeAndADirectory(String prefix) throws Exception {
        Path pipe = directory.resolve("pipe");
        assertEquals(0, new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor());

        String said = refused(prefix + pipe).toString();
        assertTrue(said.contains("is a pipe or a device"), said);
        assertTrue(said.contains("not a database file. Name another target."), said);
        assertTrue(refused(prefix + directory).toString().contains("is a directory"));
    }

    private static MemberportException refused(String url) {
        MemberportException refused =
                assertThrows(MemberportException.class, JdbcMemberSink.to(url).build()::check);
        assertEquals(FailureKind.CONFIGURATION, refused.kind());
        return refused;
    }

    private void look(Map<String, String> seen) {
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) {
                seen.merge(
                        file.getFileName().toString(),
                        PosixFilePermissions.toString(Files.getPosixFilePermissions(file)),
                        (one, other) -> one.equals(other) ? one : one + other);
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** A sink, and a look after everything that it does. */
    private record Watched(MemberSink sink, Runnable look) implements MemberSink {

        @Override
        public String description() {
            return sink.description();
        }

        @Override
        public boolean accumulates() {
            return sink.accumulates();
        }

        @Override
        public Optional<LastCommit> lastCommit(String community) {
            return sink.lastCommit(community);
        }

        @Override
        public SinkRun open(SinkContext context) {
            SinkRun run = sink.open(context);
            look.run();
            return new WatchedRun(run, look);
        }
    }

    private record WatchedRun(SinkRun run, Runnable look) implements SinkRun {

        @Override
        public void write(MemberBlock block) {
            run.write(block);
            look.run();
        }

        @Override
        public CommitReceipt commit(ExportMetadata metadata) {
            CommitReceipt receipt = run.commit(metadata);
            look.run();
            return receipt;
        }

        @Override
        public void close() {
            run.close();
        }
    }
}
