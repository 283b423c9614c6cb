package io.memberport.sink.csv;

import static io.memberport.testing.file.Exports.block;
import static io.memberport.testing.file.Exports.member;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import io.memberport.model.MemberBlock;
import io.memberport.port.SinkRun;
import io.memberport.testing.file.Exports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is found out about a target before an export is asked for, without a trace of it. */
class CsvCheckTest {

    private static final MemberBlock BLOCK = block(member("m1"));

    @TempDir
    Path directory;

    private Path file;
    private Path folder;

    @BeforeEach
    void makeFolder() throws IOException {
        folder = Files.createDirectory(directory.resolve("folder"));
        file = folder.resolve("members.csv");
    }

    /** Or it could not be deleted. */
    @AfterEach
    void openFolder() throws IOException {
        if (Files.getFileStore(folder).supportsFileAttributeView("posix")) {
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
        }
    }

    private static CsvMemberSink sink(Path target) {
        return CsvMemberSink.to(target).build();
    }

    private static MemberportException failure(Path target) {
        try (CsvMemberSink sink = sink(target)) {
            return assertThrows(MemberportException.class, sink::check);
        }
    }

    private static void assertPasses(Path target) {
        try (CsvMemberSink sink = sink(target)) {
            sink.check();
        }
    }

    private void close(Path place) throws IOException {
        assumeTrue(Files.getFileStore(place).supportsFileAttributeView("posix"));
        Files.setPosixFilePermissions(place, PosixFilePermissions.fromString("r-xr-xr-x"));
        assumeFalse(Files.isWritable(place), "an administrator may write everywhere");
    }

    @Test
    void findsNothingAgainstANameThatIsFreeAndTakesItNot() throws IOException {
        assertPasses(file);

        assertEquals(List.of(), CsvFiles.names(folder));
    }

    @Test
    void findsNothingAgainstAFileThatIsThereAndLeavesItAlone() throws IOException {
        Exports.export(sink(file), "b1", BLOCK);
        String former = CsvFiles.text(file);
        Object time = Files.getLastModifiedTime(file);

        assertPasses(file);

        assertEquals(former, CsvFiles.text(file));
        assertEquals(time, Files.getLastModifiedTime(file));
        assertEquals(List.of("members.csv", "members.csv.manifest.json"), CsvFiles.names(folder));
    }

    @Test
    void refusesADirectoryThatIsNotThere() {
        MemberportException failure = failure(folder.resolve("none/members.csv"));

        assertEquals(FailureKind.CONFIGURATION, failure.kind());
        assertTrue(failure.toString().contains("does not exist"), failure.toString());
    }

    @Test
    void refusesAFileInPlaceOfTheDirectory() throws IOException {
        Files.writeString(file, "former");

        assertEquals(
                FailureKind.CONFIGURATION, failure(file.resolve("members.csv")).kind());
        assertEquals("former", Files.readString(file));
    }

    @Test
    void refusesATargetThatIsADirectory() throws IOException {
        MemberportException failure = failure(folder);

        assertEquals(FailureKind.CONFIGURATION, failure.kind());
        assertTrue(failure.toString().contains("is a directory"), failure.toString());
        assertEquals(List.of(), CsvFiles.names(folder));
    }

    @Test
    void refusesATargetThatIsNoFile() {
        Path device = Path.of("/dev/null");
        assumeTrue(Files.exists(device) && !Files.isRegularFile(device));

        assertEquals(FailureKind.CONFIGURATION, failure(device).kind());
    }

    @Test
    void refusesADirectoryThatMayNotBeWritten() throws IOException {
        close(folder);

        MemberportException failure = failure(file);

        assertEquals(FailureKind.TARGET, failure.kind());
        assertTrue(failure.toString().contains("no permission for " + folder.toRealPath()), failure.toString());
    }

    /** It is replaced, for which its own permissions do not matter. */
    @Test
    void findsNothingAgainstAFileThatMayNotBeWrittenInADirectoryThatMay() throws IOException {
        Exports.export(sink(file), "b1", BLOCK);
        close(file);

        assertPasses(file);

        Exports.export(sink(file), "b2", BLOCK);
        assertEquals(
                "b2", sink(file).lastCommit(Exports.COMMUNITY).orElseThrow().batchId());
    }

    @Test
    void looksWhereALinkLeads() throws IOException {
        Path link = Files.createSymbolicLink(directory.resolve("link.csv"), Path.of("folder", "members.csv"));
        assertPasses(link);
        assertEquals(List.of(), CsvFiles.names(folder));

        Path toDirectory = Files.createSymbolicLink(directory.resolve("directory.csv"), folder);
        assertEquals(FailureKind.CONFIGURATION, failure(toDirectory).kind());

        Path toNowhere = Files.createSymbolicLink(directory.resolve("nowhere.csv"), Path.of("none", "members.csv"));
        assertEquals(FailureKind.CONFIGURATION, failure(toNowhere).kind());

        close(folder);
        assertEquals(FailureKind.TARGET, failure(link).kind());
    }

    @Test
    void refusesALinkThatLeadsToItself() throws IOException {
        Path link = Files.createSymbolicLink(directory.resolve("link.csv"), Path.of("link.csv"));

        assertEquals(FailureKind.TARGET, failure(link).kind());
    }

    @Test
    void doesNotMindAnotherRunAndTakesNothingFromIt() throws IOException {
        try (CsvMemberSink running = sink(file);
                SinkRun runningRun = running.open(Exports.context(BLOCK))) {
            runningRun.write(BLOCK);
            List<String> during = CsvFiles.names(folder);

            assertPasses(file);

            assertEquals(during, CsvFiles.names(folder));
            try (CsvMemberSink other = sink(file)) {
                MemberportException busy =
                        assertThrows(MemberportException.class, () -> other.open(Exports.context(BLOCK)));
                assertEquals(FailureKind.TARGET_BUSY, busy.kind());
            }
            runningRun.commit(Exports.metadata("b1", BLOCK));
        }
        assertTrue(CsvFiles.text(file).contains("m1"));
    }
}
