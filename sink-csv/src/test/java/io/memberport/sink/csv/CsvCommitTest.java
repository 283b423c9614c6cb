package io.memberport.sink.csv;

import static io.memberport.testing.file.Exports.COMMUNITY;
import static io.memberport.testing.file.Exports.block;
import static io.memberport.testing.file.Exports.member;
import static io.memberport.testing.file.Exports.metadata;
import static io.memberport.testing.file.Exports.string;
import static io.memberport.testing.file.Exports.values;
import static io.memberport.testing.file.Exports.variable;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.memberport.encoding.csv.CsvDialect;
import io.memberport.encoding.file.Disk;
import io.memberport.encoding.file.ManifestFile;
import io.memberport.encoding.file.TargetNames;
import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import io.memberport.model.MemberBlock;
import io.memberport.port.LastCommit;
import io.memberport.port.Layout;
import io.memberport.port.SinkRun;
import io.memberport.testing.file.Exports;
import io.memberport.testing.file.FaultyDisk;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CsvCommitTest {

    private static final MemberBlock FIRST =
            block(member("m1", values(variable("v1", "City", "string"), string("Bonn"))));
    private static final MemberBlock SECOND = block(member("m2"));
    private static final CsvFormat FORMAT =
            new CsvFormat(Layout.LONG, new CsvDialect(',', false), false, Compression.NONE);

    @TempDir
    Path directory;

    private Path file;
    private Path manifest;

    @BeforeEach
    void nameFiles() {
        file = directory.resolve("members.csv");
        manifest = directory.resolve("members.csv.manifest.json");
    }

    private CsvMemberSink sink() {
        return CsvMemberSink.to(file).build();
    }

    private CsvMemberSink sink(FaultyDisk.Renaming renaming) {
        return new CsvMemberSink(file, FORMAT, FaultyDisk.renaming(renaming));
    }

    @Test
    void leavesTheFileAndItsManifestAndNothingElse() throws IOException {
        assertEquals(1, Exports.export(sink(), "b1", FIRST).rows());

        assertEquals(List.of("members.csv", "members.csv.manifest.json"), CsvFiles.names(directory));
    }

    @Test
    void showsTheFormerFileUntilTheCommit() throws IOException {
        Exports.export(sink(), "b1", FIRST);
        String former = CsvFiles.text(file);
        try (CsvMemberSink sink = sink();
                SinkRun run = sink.open(Exports.context())) {
            run.write(SECOND);
            assertEquals(former, CsvFiles.text(file));

            run.commit(metadata("b2", SECOND));

            assertTrue(CsvFiles.text(file).contains("m2"));
            assertFalse(CsvFiles.text(file).contains("m1"));
        }
    }

    @Test
    void discardsWhatWasNotCommitted() throws IOException {
        Exports.export(sink(), "b1", FIRST);
        byte[] former = Files.readAllBytes(file);
        Optional<LastCommit> commit = sink().lastCommit(COMMUNITY);
        CsvMemberSink sink = sink();
        SinkRun run = sink.open(Exports.context());
        run.write(SECOND);

        run.close();
        run.close();

        assertArrayEquals(former, Files.readAllBytes(file));
        assertEquals(commit, sink.lastCommit(COMMUNITY));
        assertEquals(List.of("members.csv", "members.csv.manifest.json"), CsvFiles.names(directory));
    }

    @Test
    void remembersWhatItCommitted() {
        assertEquals(Optional.empty(), sink().lastCommit(COMMUNITY));

        Exports.export(sink(), "b1", FIRST);

        LastCommit commit = sink().lastCommit(COMMUNITY).orElseThrow();
        assertTrue(commit.isOf(metadata("b1", FIRST)));
        assertEquals(Instant.parse("2026-03-01T02:00:00Z"), commit.exportDate());
        assertEquals(Instant.parse("2026-03-01T01:59:58.123456789Z"), commit.lastSyncDate());
    }

    @Test
    void remembersNothingForAnotherCommunity() {
        Exports.export(sink(), "b1", FIRST);

        assertEquals(Optional.empty(), sink().lastCommit("other"));
    }

    @Test
    void remembersNothingThatWasWrittenWithOtherOptions() {
        Exports.export(sink(), "b1", FIRST);

        assertEquals(
                Optional.empty(),
                CsvMemberSink.to(file).layout(Layout.WIDE).build().lastCommit(COMMUNITY));
        assertEquals(
                Optional.empty(), CsvMemberSink.to(file).delimiter(';').build().lastCommit(COMMUNITY));
        assertEquals(
                Optional.empty(),
                CsvMemberSink.to(file).formulaGuard(true).build().lastCommit(COMMUNITY));
    }

    @Test
    void remembersNothingOfAFileThatWasChanged() throws IOException {
        Exports.export(sink(), "b1", FIRST);
        FileTime time = Files.getLastModifiedTime(file);

        Files.setLastModifiedTime(file, FileTime.from(time.toInstant().plusSeconds(2)));
        assertEquals(Optional.empty(), sink().lastCommit(COMMUNITY));

        Files.writeString(file, "more", java.nio.file.StandardOpenOption.APPEND);
        Files.setLastModifiedTime(file, time);
        assertEquals(Optional.empty(), sink().lastCommit(COMMUNITY));

        Files.delete(file);
        assertEquals(Optional.empty(), sink().lastCommit(COMMUNITY));
    }

    @Test
    void remembersNothingIfTheDirectoryIsNotThere() {
        assertEquals(
                Optional.empty(),
                CsvMemberSink.to(directory.resolve("none/members.csv")).build().lastCommit(COMMUNITY));
    }

    @Test
    void writesAManifestThatDescribesTheFile() throws IOException {
        Exports.export(sink(), "b1", FIRST);

        Manifest written = new ManifestFile<>(Manifest.class)
                .read(TargetNames.of(file), COMMUNITY)
                .orElseThrow();

        assertEquals(Manifest.of(COMMUNITY, metadata("b1", FIRST), 1, FORMAT, written.file(), List.of()), written);
        assertEquals(FORMAT, written.format());
        assertEquals("members.csv", written.file().name());
        assertEquals(Files.size(file), written.file().sizeBytes());
        java.util.zip.CRC32C checksum = new java.util.zip.CRC32C();
        checksum.update(Files.readAllBytes(file));
        assertEquals("%08x".formatted(checksum.getValue()), written.file().crc32c());
        String json = Files.readString(manifest);
        assertFalse(json.contains("m1") || json.contains("Bonn"), "no member's data");
    }

    @Test
    void writesANewFileForItsUserAlone() throws IOException {
        assumeTrue(Files.getFileStore(directory).supportsFileAttributeView("posix"));

        Exports.export(sink(), "b1", FIRST);

        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    }

    @Test
    void keepsThePermissionsOfTheFileItReplaces() throws IOException {
        assumeTrue(Files.getFileStore(directory).supportsFileAttributeView("posix"));
        Files.writeString(file, "former");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        try (CsvMemberSink sink = sink();
                SinkRun run = sink.open(Exports.context())) {
            Path temporary = TargetNames.of(file).dataTemporary();
            assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(temporary)));
            run.commit(metadata("b1"));
        }

        assertEquals("rw-r--r--", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    }

    @Test
    void replacesTheFileALinkLeadsToAndKeepsTheLink() throws IOException {
        Path elsewhere = Files.createDirectory(directory.resolve("elsewhere"));
        Path real = elsewhere.resolve("real.csv");
        Path middle = Files.createSymbolicLink(directory.resolve("middle.csv"), Path.of("elsewhere", "real.csv"));
        Path link = Files.createSymbolicLink(file, Path.of("middle.csv"));
        for (String batch : List.of("b1", "b2")) {
            // The first time the link leads to nothing yet.
            Exports.export(sink(), batch, FIRST);

            assertTrue(Files.isSymbolicLink(link) && Files.isSymbolicLink(middle));
            assertTrue(Files.isRegularFile(real, LinkOption.NOFOLLOW_LINKS));
            assertEquals(List.of("real.csv", "real.csv.manifest.json"), CsvFiles.names(elsewhere));
            assertTrue(sink().lastCommit(COMMUNITY).isPresent());
        }
    }

    @Test
    void followsNoLinkThatHasTheNameOfATemporaryFile() throws IOException {
        Path victim = Files.writeString(directory.resolve("victim"), "untouched");
        TargetNames files = TargetNames.of(file);
        Files.createSymbolicLink(files.dataTemporary(), victim);
        Files.createLink(files.manifestTemporary(), victim);

        Exports.export(sink(), "b1", FIRST);

        assertEquals("untouched", Files.readString(victim));
        assertEquals(List.of("members.csv", "members.csv.manifest.json", "victim"), CsvFiles.names(directory));
    }

    @Test
    void followsNoLinkThatHasTheNameOfTheLock() throws IOException {
        Path victim = Files.writeString(directory.resolve("victim"), "untouched");
        Files.createSymbolicLink(TargetNames.of(file).lock(), victim);
        try (CsvMemberSink sink = sink()) {
            assertEquals(
                    FailureKind.TARGET,
                    failure(() -> sink.open(Exports.context())).kind());
        }

        assertEquals("untouched", Files.readString(victim));
    }

    @Test
    void refusesADirectoryThatIsNotThere() {
        try (CsvMemberSink sink =
                CsvMemberSink.to(directory.resolve("none/members.csv")).build()) {
            MemberportException failure = failure(() -> sink.open(Exports.context()));

            assertEquals(FailureKind.CONFIGURATION, failure.kind());
            assertTrue(String.valueOf(failure.getMessage()).contains("does not exist"));
        }
    }

    @Test
    void refusesATargetThatIsADirectory() throws IOException {
        Files.createDirectory(file);
        try (CsvMemberSink sink = sink()) {
            assertEquals(
                    FailureKind.CONFIGURATION,
                    failure(() -> sink.open(Exports.context())).kind());
        }
        try (CsvMemberSink sink = CsvMemberSink.to(directory.resolve("..")).build()) {
            assertEquals(
                    FailureKind.CONFIGURATION,
                    failure(() -> sink.open(Exports.context())).kind());
        }
        assertEquals(List.of("members.csv"), CsvFiles.names(directory));
    }

    @Test
    void refusesATargetThatIsNoFile() {
        Path device = Path.of("/dev/null");
        assumeTrue(Files.exists(device) && !Files.isRegularFile(device));
        try (CsvMemberSink sink = CsvMemberSink.to(device).build()) {
            assertEquals(
                    FailureKind.CONFIGURATION,
                    failure(() -> sink.open(Exports.context())).kind());
        }
    }

    @Test
    void failsIfTheTargetBecomesADirectoryMeanwhile() throws IOException {
        try (CsvMemberSink sink = sink();
                SinkRun run = sink.open(Exports.context())) {
            run.write(FIRST);
            Files.createDirectory(file);

            assertThrows(MemberportException.class, () -> run.commit(metadata("b1", FIRST)));
        }
        assertEquals(List.of("members.csv"), CsvFiles.names(directory));
        assertTrue(Files.isDirectory(file));
    }

    @Test
    void failsIfTheDirectoryGoesAwayMeanwhile() throws IOException {
        Path going = Files.createDirectory(directory.resolve("going"));
        try (CsvMemberSink sink = CsvMemberSink.to(going.resolve("members.csv")).build();
                SinkRun run = sink.open(Exports.context())) {
            run.write(FIRST);
            Files.move(going, directory.resolve("gone"));

            MemberportException failure = failure(() -> run.commit(metadata("b1", FIRST)));

            assertEquals(FailureKind.TARGET, failure.kind());
        }
    }

    @Test
    void leavesTheFormerFileIfTheDataCannotBeRenamed() throws IOException {
        Exports.export(sink(), "b1", FIRST);
        byte[] former = Files.readAllBytes(file);
        try (CsvMemberSink sink = sink((from, to) -> {
                    throw new FileSystemException(from.toString(), to.toString(), "injected");
                });
                SinkRun run = sink.open(Exports.context())) {
            run.write(SECOND);

            MemberportException failure = failure(() -> run.commit(metadata("b2", SECOND)));

            assertEquals(FailureKind.TARGET, failure.kind());
            assertTrue(String.valueOf(failure.getMessage()).contains("as it was before"));
        }
        assertArrayEquals(former, Files.readAllBytes(file));
        assertEquals("b1", sink().lastCommit(COMMUNITY).orElseThrow().batchId());
        assertEquals(List.of("members.csv", "members.csv.manifest.json"), CsvFiles.names(directory));
    }

    @Test
    void saysSoIfTheDataIsNewAndTheManifestIsNot() throws IOException {
        Exports.export(sink(), "b1", FIRST);
        try (CsvMemberSink sink = sink((from, to) -> {
                    if (to.equals(TargetNames.of(file).manifest())) {
                        throw new FileSystemException(from.toString(), to.toString(), "injected");
                    }
                    Disk.REAL.rename(from, to);
                });
                SinkRun run = sink.open(Exports.context())) {
            run.write(SECOND);

            MemberportException failure = failure(() -> run.commit(metadata("b2", SECOND)));

            assertEquals(FailureKind.TARGET, failure.kind());
            assertTrue(String.valueOf(failure.getMessage())
                    .contains("completely in " + TargetNames.of(file).data()));
        }
        assertTrue(CsvFiles.text(file).contains("m2"));
        assertEquals(Optional.empty(), sink().lastCommit(COMMUNITY), "the former manifest does not count");
        assertEquals(List.of("members.csv", "members.csv.manifest.json"), CsvFiles.names(directory));

        Exports.export(sink(), "b2", SECOND);
        assertEquals("b2", sink().lastCommit(COMMUNITY).orElseThrow().batchId());
    }

    @Test
    void givesUpWhenInterruptedAndKeepsTheInterruptStatus() throws IOException {
        Exports.export(sink(), "b1", FIRST);
        byte[] former = Files.readAllBytes(file);
        try (CsvMemberSink sink = sink();
                SinkRun run = sink.open(Exports.context())) {
            Thread.currentThread().interrupt();

            MemberportException failure = failure(() -> run.write(SECOND));

            assertEquals(FailureKind.INTERRUPTED, failure.kind());
        }
        assertTrue(Thread.interrupted(), "the interrupt status is set");
        assertArrayEquals(former, Files.readAllBytes(file));
        assertEquals(List.of("members.csv", "members.csv.manifest.json"), CsvFiles.names(directory));
    }

    @Test
    void finishesACommitWhoseDataIsInPlaceAlreadyWhenInterrupted() {
        try (CsvMemberSink sink = sink((from, to) -> {
                    Disk.REAL.rename(from, to);
                    Thread.currentThread().interrupt();
                });
                SinkRun run = sink.open(Exports.context())) {
            run.commit(metadata("b1"));
        }
        assertTrue(Thread.interrupted(), "the interrupt status is set");
        assertTrue(sink().lastCommit(COMMUNITY).isPresent());
    }

    private static MemberportException failure(Runnable action) {
        return assertThrows(MemberportException.class, action::run);
    }
}
