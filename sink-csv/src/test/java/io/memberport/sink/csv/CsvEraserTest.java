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
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.memberport.encoding.file.Disk;
import io.memberport.encoding.file.ManifestFile;
import io.memberport.encoding.file.TargetNames;
import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import io.memberport.model.Member;
import io.memberport.model.MemberBlock;
import io.memberport.model.ProfileVariable;
import io.memberport.model.Text;
import io.memberport.port.ErasureReceipt;
import io.memberport.port.LastCommit;
import io.memberport.port.Layout;
import io.memberport.port.MemberEraser;
import io.memberport.port.MembersToErase;
import io.memberport.port.SinkRun;
import io.memberport.testing.file.Exports;
import io.memberport.testing.file.FaultyDisk;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class CsvEraserTest {

    private static final ProfileVariable CITY = variable("v1", "City", "string");
    private static final ProfileVariable NOTE = variable("v2", "Note, with \"quotes\"", "string");
    private static final MembersToErase ERASED = MembersToErase.of(
            List.of(Text.of("gone"), Text.of("=gone;2"), Text.of("go\r\nne,\"3\""), Text.of("not there")));
    private static final String SECRET = "Geheim-4711";
    private static final String COPIES = "Copies and backups of";
    private static final String SNAPSHOTS = "snapshots of its file system, are not reached";

    @TempDir
    Path directory;

    private Path file;

    @BeforeEach
    void nameFile() {
        file = directory.resolve("members.csv");
    }

    private CsvMemberSink sink() {
        return CsvMemberSink.to(file).build();
    }

    private MemberEraser eraser() {
        return sink().eraser().orElseThrow();
    }

    private static Member secret(String id) {
        return member(id, values(CITY, string(SECRET)), values(NOTE, string("a\r\n\"" + SECRET + "\",;\t|")));
    }

    private static Member other(String id) {
        return member(
                id,
                values(CITY, string("")),
                values(NOTE, string("=gone\n;\"gone\",gone\r\n" + "long ".repeat(50_000)), string("+1")));
    }

    /** With others that look like those to be erased. */
    private static List<Member> members() {
        List<Member> members = new ArrayList<>();
        members.add(secret("gone"));
        members.add(other("gone2"));
        members.add(secret("=gone;2"));
        members.add(member("GONE"));
        members.add(other("\"gone\""));
        members.add(other("gon"));
        members.add(secret("go\r\nne,\"3\""));
        members.add(other("\ngone"));
        members.add(other("member_id"));
        members.add(member(""));
        return members;
    }

    private static MemberBlock withoutErased() {
        return block(members().stream()
                .filter(member -> !ERASED.ids().contains(member.id()))
                .toList());
    }

    static Stream<Arguments> files() {
        List<Arguments> files = new ArrayList<>();
        for (Layout layout : List.of(Layout.LONG, Layout.WIDE)) {
            for (String name : List.of("members.csv", "members.csv.gz")) {
                for (char delimiter : new char[] {',', ';', '\t', '|'}) {
                    UnaryOperator<CsvMemberSink.Builder> plain =
                            sink -> sink.layout(layout).delimiter(delimiter);
                    files.add(Arguments.of(name, plain));
                    UnaryOperator<CsvMemberSink.Builder> guarded =
                            sink -> plain.apply(sink).formulaGuard(true).byteOrderMark(true);
                    files.add(Arguments.of(name, guarded));
                }
            }
        }
        return files.stream();
    }

    @ParameterizedTest
    @MethodSource("files")
    void leavesTheFileThatAnExportWithoutThemWouldHaveMade(String name, UnaryOperator<CsvMemberSink.Builder> options)
            throws IOException {
        file = directory.resolve(name);
        Path expected = Files.createDirectory(directory.resolve("expected")).resolve(name);
        MemberBlock all = block(members());
        export(options.apply(CsvMemberSink.to(file)).build(), all, all);
        export(options.apply(CsvMemberSink.to(expected)).build(), all, withoutErased());

        // With default options: the manifest has those of the file.
        ErasureReceipt counted = eraser().count(COMMUNITY, ERASED);
        ErasureReceipt receipt = eraser().erase(COMMUNITY, ERASED);

        assertEquals(counted, receipt);
        assertEquals(3, receipt.members());
        assertEquals(1, receipt.files());
        assertArrayEquals(CsvFiles.content(expected), CsvFiles.content(file));
        assertNoTrace(SECRET);
        Manifest manifest = new ManifestFile<>(Manifest.class)
                .read(TargetNames.of(file), COMMUNITY)
                .orElseThrow();
        assertEquals(withoutErased().members().size(), manifest.members());
        Manifest without = new ManifestFile<>(Manifest.class)
                .read(TargetNames.of(expected), COMMUNITY)
                .orElseThrow();
        assertEquals(without.rows(), manifest.rows());
        assertEquals(without.columns(), manifest.columns());
        assertEquals(new Manifest.Erased(3, receipt.rows()), manifest.erased());
    }

    private static void export(CsvMemberSink sink, MemberBlock variables, MemberBlock members) {
        try (sink;
                SinkRun run = sink.open(Exports.context(variables))) {
            run.write(members);
            run.commit(metadata("b1", members));
        }
    }

    private void assertNoTrace(String text) throws IOException {
        for (String name : CsvFiles.names(directory)) {
            Path each = directory.resolve(name);
            if (Files.isRegularFile(each)) {
                String bytes = new String(CsvFiles.content(each), StandardCharsets.ISO_8859_1);
                assertFalse(bytes.contains(text), name);
            }
        }
    }

    @Test
    void readsAsBeforeForAnIndependentReader() throws IOException {
        MemberBlock all = block(members());
        Exports.export(sink(), "b1", all);
        List<List<@Nullable String>> before = CsvFiles.rows(file);

        eraser().erase(COMMUNITY, ERASED);

        List<List<@Nullable String>> rest = before.stream()
                .filter(row -> !ERASED.ids().contains(Text.of(String.valueOf(row.get(0)))))
                .toList();
        assertEquals(rest, CsvFiles.rows(file));
        assertNotEquals(before, rest);
    }

    @Test
    void keepsWhatWasCommittedAndTheRightsOfTheFile() throws IOException {
        Exports.export(sink(), "b1", block(members()));
        Optional<LastCommit> commit = sink().lastCommit(COMMUNITY);
        boolean posix = Files.getFileStore(directory).supportsFileAttributeView("posix");
        if (posix) {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
        }

        eraser().erase(COMMUNITY, MembersToErase.of(List.of(Text.of("gone"))));
        eraser().erase(COMMUNITY, ERASED);

        assertTrue(commit.isPresent());
        assertEquals(commit, sink().lastCommit(COMMUNITY));
        assertTrue(sink().hasCommitted(COMMUNITY, metadata("b1")));
        assertEquals(
                commit.get().exportDate(), sink().newestExportDate(COMMUNITY).orElseThrow());
        assertEquals(List.of("members.csv", "members.csv.manifest.json"), CsvFiles.names(directory));
        assertEquals(3, erased().members());
        assumeTrue(posix);
        assertEquals("rw-r-----", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    }

    private Manifest.Erased erased() throws IOException {
        Manifest.Erased erased = new ManifestFile<>(Manifest.class)
                .read(TargetNames.of(file), COMMUNITY)
                .orElseThrow()
                .erased();
        return java.util.Objects.requireNonNull(erased);
    }

    @Test
    void writesNothingIfNoneIsFoundOrOnlyCounted() throws IOException {
        Exports.export(sink(), "b1", block(members()));
        FileTime time = Files.getLastModifiedTime(file);
        byte[] before = Files.readAllBytes(file);
        byte[] manifest = Files.readAllBytes(directory.resolve("members.csv.manifest.json"));

        ErasureReceipt none = eraser().erase(COMMUNITY, MembersToErase.of(List.of(Text.of("nobody"))));
        ErasureReceipt counted = eraser().count(COMMUNITY, ERASED);

        assertEquals(0, none.members() + none.rows() + none.files());
        assertEquals(3, counted.members());
        assertEquals(time, Files.getLastModifiedTime(file));
        assertArrayEquals(before, Files.readAllBytes(file));
        assertArrayEquals(manifest, Files.readAllBytes(directory.resolve("members.csv.manifest.json")));
        assertEquals(List.of("members.csv", "members.csv.manifest.json"), CsvFiles.names(directory));
    }

    @Test
    void saysWhatIsOutOfReach() {
        Exports.export(sink(), "b1", block(members()));

        String remains = String.join(" ", eraser().erase(COMMUNITY, ERASED).remains());

        assertTrue(remains.contains(COPIES) && remains.contains(SNAPSHOTS), remains);
    }

    @Test
    void hasNothingToEraseIfThereIsNoFile() throws IOException {
        assertEquals(0, eraser().count(COMMUNITY, ERASED).members());
        assertEquals(0, eraser().erase(COMMUNITY, ERASED).members());
        assertEquals(List.of(), CsvFiles.names(directory));
    }

    @Test
    void removesWhatAKilledRunLeft() throws IOException {
        Exports.export(sink(), "b1", withoutErased());
        Files.writeString(TargetNames.of(file).dataTemporary(), "gone,v1,City,string,false,0,," + SECRET + ",\r\n");

        eraser().erase(COMMUNITY, ERASED);

        assertEquals(List.of("members.csv", "members.csv.manifest.json"), CsvFiles.names(directory));
    }

    @Test
    void refusesAFileThatWasChanged() throws IOException {
        Exports.export(sink(), "b1", block(members()));
        FileTime time = Files.getLastModifiedTime(file);
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length - 3] ^= 1;
        Files.write(file, bytes);
        Files.setLastModifiedTime(file, time);
        assertRefusedAsChanged("members.csv");

        Files.writeString(file, "more", StandardOpenOption.APPEND);
        assertRefusedAsChanged("members.csv");

        Exports.export(sink(), "b2", block(members()));
        Files.delete(directory.resolve("members.csv.manifest.json"));
        assertRefusedAsChanged("members.csv");
    }

    @Test
    void refusesACompressedFileThatWasDamaged() throws IOException {
        file = directory.resolve("members.csv.gz");
        Exports.export(sink(), "b1", block(members()));
        FileTime time = Files.getLastModifiedTime(file);
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 0x55;
        Files.write(file, bytes);
        Files.setLastModifiedTime(file, time);

        assertRefusedAsChanged("members.csv.gz");
    }

    private void assertRefusedAsChanged(String name) throws IOException {
        byte[] before = Files.readAllBytes(file);
        for (Runnable step :
                List.<Runnable>of(() -> eraser().erase(COMMUNITY, ERASED), () -> eraser().count(COMMUNITY, ERASED))) {
            MemberportException refused = assertThrows(MemberportException.class, step::run);
            assertEquals(FailureKind.TARGET, refused.kind());
            String message = String.valueOf(refused.getMessage());
            assertTrue(
                    message.contains("is not what was last committed: it was changed since, or its manifest"), message);
            assertTrue(message.contains("Export to it again once the members are erased at Alida"), message);
        }
        assertArrayEquals(before, Files.readAllBytes(file));
        assertTrue(CsvFiles.names(directory).stream().allMatch(each -> each.startsWith(name)), "nothing is left");
    }

    @Test
    void refusesAFileOfAnotherCommunity() {
        Exports.export(sink(), "b1", block(members()));

        MemberportException refused = assertThrows(MemberportException.class, () -> eraser().erase("other", ERASED));

        String message = String.valueOf(refused.getMessage());
        assertTrue(message.contains("holds an export of the community acme, not of other"), message);
        assertTrue(message.contains("Nothing was erased; name the community that it is of"), message);
    }

    @Test
    void isRefusedWhileARunIsInProgress() throws IOException {
        Exports.export(sink(), "b1", block(members()));
        byte[] before = Files.readAllBytes(file);
        try (CsvMemberSink sink = sink();
                SinkRun run = sink.open(Exports.context())) {
            MemberportException busy = assertThrows(MemberportException.class, () -> eraser().erase(COMMUNITY, ERASED));
            assertEquals(FailureKind.TARGET_BUSY, busy.kind());
            assertEquals(3, eraser().count(COMMUNITY, ERASED).members());
            run.write(withoutErased());
        }

        assertArrayEquals(before, Files.readAllBytes(file));
        assertEquals(3, eraser().erase(COMMUNITY, ERASED).members());
    }

    @Test
    void keepsRunsAwayWhileItErases() throws IOException {
        Exports.export(sink(), "b1", block(members()));
        List<FailureKind> met = new ArrayList<>();
        eraser((from, to) -> {
                    met.add(assertThrows(MemberportException.class, () -> sink().open(Exports.context()))
                            .kind());
                    met.add(assertThrows(MemberportException.class, () -> eraser().erase(COMMUNITY, ERASED))
                            .kind());
                    Disk.REAL.rename(from, to);
                })
                .erase(COMMUNITY, ERASED);

        assertEquals(4, met.size());
        assertEquals(Set.of(FailureKind.TARGET_BUSY), Set.copyOf(met));
        assertNoTrace(SECRET);
    }

    private MemberEraser eraser(FaultyDisk.Renaming renaming) {
        return new CsvEraser(this::targetFiles, FaultyDisk.renaming(renaming));
    }

    private TargetNames targetFiles() {
        try {
            return TargetNames.of(file);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void leavesTheFileAsItWasIfTheDiskIsFull() throws IOException {
        Exports.export(sink(), "b1", block(members()));
        byte[] before = Files.readAllBytes(file);
        MemberEraser eraser = new CsvEraser(this::targetFiles, FaultyDisk.fullAfter(1));

        MemberportException full = assertThrows(MemberportException.class, () -> eraser.erase(COMMUNITY, ERASED));

        String message = String.valueOf(full.getMessage()).toLowerCase(Locale.ROOT);
        assertTrue(message.contains("cannot erase members from"), message);
        assertArrayEquals(before, Files.readAllBytes(file));
        assertEquals(List.of("members.csv", "members.csv.manifest.json"), CsvFiles.names(directory));
        assertEquals(3, eraser().erase(COMMUNITY, ERASED).members());
    }

    @Test
    void completesTheManifestIfItCouldNotBePutInPlace() throws IOException {
        Exports.export(sink(), "b1", block(members()));
        Optional<LastCommit> commit = sink().lastCommit(COMMUNITY);
        int[] renamings = {0};
        MemberEraser eraser = eraser((from, to) -> {
            if (renamings[0]++ == 1) {
                throw new IOException("injected");
            }
            Disk.REAL.rename(from, to);
        });

        MemberportException failed = assertThrows(MemberportException.class, () -> eraser.erase(COMMUNITY, ERASED));

        String message = String.valueOf(failed.getMessage());
        assertTrue(message.contains("The members are erased from"), message);
        assertTrue(message.contains("could not be put in place"), message);
        assertTrue(message.contains("Clear that path and erase them again, which completes it"), message);
        assertNoTrace(SECRET);
        assertEquals(0, eraser().count(COMMUNITY, ERASED).members());

        assertEquals(0, eraser().erase(COMMUNITY, ERASED).members());

        assertEquals(commit, sink().lastCommit(COMMUNITY));
        assertEquals(List.of("members.csv", "members.csv.manifest.json"), CsvFiles.names(directory));
    }

    @Test
    void trustsNoPendingManifestThatIsAnotherFiles() throws IOException {
        Exports.export(sink(), "b1", block(members()));
        Path manifest = directory.resolve("members.csv.manifest.json");
        Files.move(manifest, TargetNames.of(file).manifestTemporary());
        Files.writeString(file, "more", StandardOpenOption.APPEND);

        assertRefusedAsChanged("members.csv");
    }

    @Test
    void comesRightWhereverItIsKilled() throws IOException {
        for (int point = 0; point <= CsvErasureProcess.POINTS; point++) {
            Exports.export(sink(), "b1", block(members()));
            byte[] all = Files.readAllBytes(file);
            Optional<LastCommit> commit = sink().lastCommit(COMMUNITY);
            try (ChildProcess killed = ChildProcess.start(CsvErasureProcess.class, file, point)) {
                killed.awaitEnd();
            }
            byte[] left = Files.readAllBytes(file);
            assertTrue(
                    java.util.Arrays.equals(all, left) || !CsvFiles.text(file).contains(SECRET), "all or nothing");

            eraser().erase(COMMUNITY, ERASED);

            assertNoTrace(SECRET);
            assertEquals(commit, sink().lastCommit(COMMUNITY), "killed at " + point);
            assertEquals(List.of("members.csv", "members.csv.manifest.json"), CsvFiles.names(directory));
            assertEquals(3, erased().members());
        }
    }
}
