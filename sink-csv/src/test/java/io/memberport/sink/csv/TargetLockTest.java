package io.memberport.sink.csv;

import static io.memberport.testing.file.Exports.COMMUNITY;
import static io.memberport.testing.file.Exports.block;
import static io.memberport.testing.file.Exports.member;
import static io.memberport.testing.file.Exports.metadata;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memberport.encoding.file.TargetNames;
import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import io.memberport.model.MemberBlock;
import io.memberport.port.SinkRun;
import io.memberport.testing.file.Exports;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TargetLockTest {

    private static final MemberBlock BLOCK = block(member("this-process"));

    @TempDir
    Path directory;

    private Path file;

    @BeforeEach
    void nameFile() {
        file = directory.resolve("members.csv");
    }

    @Test
    void letsOneSinkOfAProcessAtTheTarget() throws IOException {
        try (CsvMemberSink first = sink();
                SinkRun firstRun = first.open(Exports.context())) {
            firstRun.write(BLOCK);
            assertBusy();
            // The refusal must not have cost the first one its lock towards other processes.
            assertOtherProcessIsRefused();
            firstRun.commit(metadata("b1", BLOCK));
        }
        assertTrue(CsvFiles.text(file).contains("this-process"));
    }

    @Test
    void knowsTheTargetUnderAllItsNames() throws IOException {
        Path link = Files.createSymbolicLink(directory.resolve("link.csv"), file);
        try (CsvMemberSink first = sink();
                CsvMemberSink second = CsvMemberSink.to(link).build();
                SinkRun firstRun = first.open(Exports.context())) {
            assertNotNull(firstRun);

            assertEquals(FailureKind.TARGET_BUSY, failureOfOpen(second).kind());
        }
    }

    @Test
    void letsOneProcessAtTheTarget() throws IOException {
        try (ChildProcess other = ChildProcess.start(CsvProcess.class, file, -1)) {
            assertEquals("writing", other.nextLine());
            assertBusy();

            other.goOn();

            assertEquals("committed", other.nextLine());
            other.awaitEnd();
        }
        assertTrue(CsvFiles.text(file).contains("other-process"));
        Exports.export(sink(), "b1", BLOCK);
        assertTrue(CsvFiles.text(file).contains("this-process"));
    }

    @Test
    void doesNotDisturbAnotherClassLoaderOfThisProcess() throws IOException {
        Path lock = TargetNames.of(file).lock();
        try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            channel.lock(0, 1, false);
            assertBusy();
            assertOtherProcessIsRefused();
        }
    }

    @Test
    void takesOverTheLockFileOfAKilledRun() throws IOException {
        try (ChildProcess other = ChildProcess.start(CsvProcess.class, file, -1)) {
            assertEquals("writing", other.nextLine());
            other.kill();
        }
        assertEquals(List.of(".members.csv.memberport.lock", ".members.csv.memberport.tmp"), CsvFiles.names(directory));

        Exports.export(sink(), "b1", BLOCK);

        assertEquals(List.of("members.csv", "members.csv.manifest.json"), CsvFiles.names(directory));
        assertTrue(CsvFiles.text(file).contains("this-process"));
    }

    @Test
    void keepsTheFormerFileIfTheRunIsKilledBeforeTheData() throws IOException {
        Exports.export(sink(), "b1", BLOCK);
        byte[] former = Files.readAllBytes(file);

        runUntilHalted(0);

        assertArrayEquals(former, Files.readAllBytes(file));
        assertEquals("b1", sink().lastCommit(COMMUNITY).orElseThrow().batchId());
        assertRunsAgain();
    }

    @Test
    void countsAsNeverWrittenIfTheRunIsKilledBetweenDataAndManifest() throws IOException {
        Exports.export(sink(), "b1", BLOCK);

        runUntilHalted(1);

        assertTrue(CsvFiles.text(file).contains("other-process"), "the data is complete");
        assertEquals(Optional.empty(), sink().lastCommit(COMMUNITY));
        assertRunsAgain();
    }

    private void runUntilHalted(int renamings) throws IOException {
        try (ChildProcess other = ChildProcess.start(CsvProcess.class, file, renamings)) {
            assertEquals("writing", other.nextLine());
            other.goOn();
            assertEquals(null, other.nextLine());
            other.awaitEnd();
        }
    }

    private void assertRunsAgain() throws IOException {
        Exports.export(sink(), "b2", BLOCK);
        assertEquals("b2", sink().lastCommit(COMMUNITY).orElseThrow().batchId());
        assertEquals(List.of("members.csv", "members.csv.manifest.json"), CsvFiles.names(directory));
    }

    @Test
    void commitsNothingOnceItsLockFileWasDeleted() throws IOException {
        Path lock = TargetNames.of(file).lock();
        Path temporary = TargetNames.of(file).dataTemporary();
        try (CsvMemberSink sink = sink();
                SinkRun run = sink.open(Exports.context())) {
            Files.delete(lock);
            Files.createFile(lock);

            MemberportException failure = assertThrows(MemberportException.class, () -> run.commit(metadata("b1")));

            assertEquals(FailureKind.TARGET_BUSY, failure.kind());
        }
        assertFalse(Files.exists(file));
        assertTrue(Files.exists(lock) && Files.exists(temporary), "both may be another run's by now");
        Exports.export(sink(), "b1", BLOCK);
        assertEquals(List.of("members.csv", "members.csv.manifest.json"), CsvFiles.names(directory));
    }

    @Test
    void letsOneAtATimeHaveTheLockWhoseFileComesAndGoes() throws IOException {
        List<ChildProcess> processes = new ArrayList<>();
        try {
            for (int i = 0; i < 3; i++) {
                processes.add(ChildProcess.start(LockContender.class, file));
            }
            for (ChildProcess process : processes) {
                assertEquals("had turns", process.nextLine());
                assertEquals("was alone", process.nextLine());
                process.awaitEnd();
            }
        } finally {
            for (ChildProcess process : processes) {
                process.close();
            }
        }
        assertEquals(List.of(), CsvFiles.names(directory));
    }

    @Test
    void letsExactlyOneOfManyProcessesAtTheTarget() throws IOException {
        List<ChildProcess> processes = new ArrayList<>();
        try {
            for (int i = 0; i < 4; i++) {
                processes.add(ChildProcess.start(CsvProcess.class, file, -1));
            }
            int writing = 0;
            for (ChildProcess process : processes) {
                String line = process.nextLine();
                assertTrue("writing".equals(line) || "TARGET_BUSY".equals(line), line);
                writing += "writing".equals(line) ? 1 : 0;
            }
            assertEquals(1, writing);
        } finally {
            for (ChildProcess process : processes) {
                process.close();
            }
        }
    }

    private CsvMemberSink sink() {
        return CsvMemberSink.to(file).build();
    }

    private void assertBusy() {
        try (CsvMemberSink sink = sink()) {
            MemberportException failure = failureOfOpen(sink);
            assertEquals(FailureKind.TARGET_BUSY, failure.kind());
            assertTrue(String.valueOf(failure.getMessage()).contains("members.csv"));
        }
    }

    private void assertOtherProcessIsRefused() throws IOException {
        try (ChildProcess other = ChildProcess.start(CsvProcess.class, file, -1)) {
            assertEquals("TARGET_BUSY", other.nextLine());
            other.awaitEnd();
        }
    }

    private static MemberportException failureOfOpen(CsvMemberSink sink) {
        return assertThrows(MemberportException.class, () -> sink.open(Exports.context()));
    }
}
