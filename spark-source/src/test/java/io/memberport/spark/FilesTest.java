package io.memberport.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memberport.file.DocumentLimits;
import io.memberport.file.SplitStream.Header;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which files are read, in which version, and what is said of those that cannot be. */
class FilesTest {

    private static final Map<String, String> SMALL_PARTS = Map.of("split-bytes", "8KiB", "invalid-values", "replace");

    @TempDir
    private Path folder;

    @Test
    void readsGzipInOnePiece() throws Exception {
        Path plain = LocalSpark.generate(folder.resolve("export.json"), 100);
        Dataset<Row> rows = LocalSpark.read(gzip(plain), SMALL_PARTS);

        LocalSpark.assertRows(Expected.longRows(plain), rows, "gzip");
        assertEquals(1, LocalSpark.tasks(rows));
    }

    private static Path gzip(Path plain) throws IOException {
        Path gzip = plain.resolveSibling(plain.getFileName() + ".gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(gzip))) {
            Files.copy(plain, out);
        }
        return gzip;
    }

    @Test
    void readsDirectoriesPatternsAndLists() throws Exception {
        Path first = LocalSpark.generate(folder.resolve("a.json"), 20);
        Path second = LocalSpark.generate(
                Files.createDirectories(folder.resolve("below/it")).resolve("b.json"), 30);
        Files.writeString(folder.resolve("_SUCCESS"), "");
        Files.writeString(folder.resolve(".a.json.crc"), "");
        Files.writeString(Files.createDirectory(folder.resolve("_run")).resolve("c.json"), "none");
        List<String> expected = new ArrayList<>(Expected.longRows(first));
        expected.addAll(Expected.longRows(second));
        expected.sort(null);

        assertEquals(expected, LocalSpark.rows(LocalSpark.read(folder, SMALL_PARTS)));
        assertEquals(
                Expected.longRows(second),
                LocalSpark.rows(LocalSpark.read(folder.resolve("be*/*/*.json"), SMALL_PARTS)));
        Dataset<Row> list = LocalSpark.session()
                .read()
                .format("memberport")
                .options(SMALL_PARTS)
                .load(first.toString(), second.toString(), folder + "/a.*");
        assertEquals(expected, LocalSpark.rows(list));
        assertEquals(
                List.of(first.toUri().getPath(), second.toUri().getPath()),
                list.select("file").distinct().collectAsList().stream()
                        .map(row -> row.getString(0).replaceFirst("^file:(//)?", ""))
                        .sorted()
                        .toList());
    }

    @Test
    void readsAFileOnceWhateverLeadsToIt() throws Exception {
        Path raw = Files.createDirectory(folder.resolve("raw"));
        Path file = LocalSpark.generate(raw.resolve("export-1.json"), 20);
        Files.createSymbolicLink(raw.resolve("latest.json"), file);
        Files.createSymbolicLink(raw.resolve("again"), raw);
        for (String name : List.of("next.json.part", "next.json.part.state", "next.json.part.lock")) {
            Files.writeString(raw.resolve(name), "no export");
        }

        assertEquals(Expected.longRows(file), LocalSpark.rows(LocalSpark.read(raw, SMALL_PARTS)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | is empty or no address of a file",
                "http://127.0.0.1:1/export.json | cannot read http://127.0.0.1:1/export.json",
                "[ab].json | write a backslash before each of",
            })
    void saysWhatIsWrongWithAPath(String path, String message) {
        String failure = LocalSpark.failure(
                () -> LocalSpark.session().read().format("memberport").load(path).count());

        assertTrue(failure.contains(message), failure);
    }

    @Test
    void givesDocumentsAsTheyWereSent() throws Exception {
        Path file = LocalSpark.generate(folder.resolve("export.json"), 100);

        Dataset<Row> documents = LocalSpark.read(file, Map.of("layout", "json", "splitBytes", "8KiB"));

        assertEquals(List.of("member_id", "document"), List.of(documents.columns()));
        assertEquals(Expected.documents(Expected.members(file)), LocalSpark.rows(documents));
        assertTrue(LocalSpark.tasks(documents) > 3);
    }

    @ParameterizedTest
    @CsvSource({"false, 1KiB", "false, 1GiB", "true, 1KiB"})
    void saysWhatFilesSayOfTheirExport(boolean compressed, String splitBytes) throws Exception {
        Path file = Files.writeString(
                folder.resolve("export.json"),
                "{\"id\":\"b-1\",\"exportDate\":\"2026-02-01T00:00:00Z\",\"members\":["
                        + "{\"memberId\":\"m\",\"variables\":[]},".repeat(200)
                        + "{\"memberId\":\"n\"}],\"lastSyncDate\":\"2026-01-31T23:00:00.123456Z\"}");
        Dataset<Row> rows = LocalSpark.read(compressed ? gzip(file) : file, Map.of("splitBytes", splitBytes));

        assertFalse(List.of(rows.columns()).contains("batch_id"));
        assertEquals(
                List.of("b-1|2026-02-01T00:00:00Z|null|2026-01-31T23:00:00.123456Z|201"),
                LocalSpark.rows(rows.groupBy("batch_id", "export_date", "since_datetime", "last_sync_date")
                        .count()));
        assertEquals(
                List.of("n|b-1"), LocalSpark.rows(rows.where("member_id = 'n'").select("member_id", "batch_id")));
    }

    @Test
    void readsNoOtherVersionThanTheOneThatWasFound() throws Exception {
        Path file = LocalSpark.generate(folder.resolve("export.json"), 30);
        Dataset<Row> rows = LocalSpark.read(file, SMALL_PARTS);
        rows.count();
        Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2026-01-01T00:00:00Z")));

        String failure = LocalSpark.failure(rows::count);

        assertTrue(failure.contains("is another one than when the job was planned"), failure);
        assertTrue(failure.contains("export.json"), failure);
        assertTrue(LocalSpark.read(file, SMALL_PARTS).count() > 0);
    }

    @Test
    void noticesAFileThatChangesWhileItIsRead() throws Exception {
        Path file = LocalSpark.generate(folder.resolve("export.json"), 200);
        Configuration hadoop = new Configuration();
        ExportPart part =
                new ExportPart(PinnedFile.of(new org.apache.hadoop.fs.Path(file.toUri()), hadoop), null, null);

        try (PartMembers members = PartMembers.open(part, hadoop, DocumentLimits.DEFAULT)) {
            assertNotNull(members.next());
            Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2026-01-01T00:00:00Z")));
            String failure = LocalSpark.failure(() -> readToEnd(members));
            assertTrue(failure.contains("is another one than when the job was planned"), failure);
        }
    }

    private static void readToEnd(PartMembers members) {
        while (members.next() != null) {
            // Only the end counts.
        }
    }

    @Test
    void noticesAHeaderThatTheDriverDidNotFind() throws Exception {
        Path file = LocalSpark.generate(folder.resolve("export.json"), 20);
        Configuration hadoop = new Configuration();
        Header other = new Header("other-batch", null, null, null);
        ExportPart part =
                new ExportPart(PinnedFile.of(new org.apache.hadoop.fs.Path(file.toUri()), hadoop), null, other);

        try (PartMembers members = PartMembers.open(part, hadoop, DocumentLimits.DEFAULT)) {
            String failure = LocalSpark.failure(() -> readToEnd(members));
            assertTrue(failure.contains("says something else of the export than it seemed"), failure);
        }
    }

    @Test
    void saysWhereAFileIsMalformedAndNothingOfWhatIsInIt() throws Exception {
        String members = "{\"memberId\":\"secret-id\",\"variables\":[]},".repeat(5_000);
        Path file = Files.writeString(
                folder.resolve("export.json"),
                "{\"members\":[" + members + "{\"memberId\":\"secret-id\",\"variables\":{\"secret\":1}}]}");

        String failure = LocalSpark.failure(
                () -> LocalSpark.read(file, Map.of("splitBytes", "20KiB")).collectAsList());
        String inOnePiece =
                LocalSpark.failure(() -> LocalSpark.read(file, Map.of("splits", "off", "splitBytes", "20KiB"))
                        .collectAsList());

        int at = Files.readString(file).indexOf("{\"secret\"");
        assertTrue(failure.contains("is malformed at byte " + at), failure);
        assertTrue(failure.contains("splits=off reads it in one piece"), failure);
        assertTrue(inOnePiece.contains("is malformed at byte " + at + ", at member 5000"), inOnePiece);
        assertFalse(inOnePiece.contains("splits=off"), inOnePiece);
        assertFalse((failure + inOnePiece).contains("secret"), failure + inOnePiece);
    }

    @Test
    void failsWhereAPartBeginsWithNoMember() throws Exception {
        String related = "{\"memberId\":\"a\",\"variables\":[]},";
        String member =
                "{\"memberId\":\"m\",\"variables\":[],\"related\":[" + related.repeat(5_000) + "{\"memberId\":\"b\"}]}";
        Path file = Files.writeString(
                folder.resolve("export.json"),
                "{\"members\":[{\"memberId\":\"a\",\"variables\":[]}," + related + member + "," + member + "]}");

        String failure = LocalSpark.failure(
                () -> LocalSpark.read(file, Map.of("splitBytes", "60000")).collectAsList());

        // Of the part before, or of this one, whichever fails first.
        assertTrue(failure.contains("is malformed at byte"), failure);
        assertTrue(failure.contains("splits=off"), failure);
        assertEquals(
                4,
                LocalSpark.read(file, Map.of("splitBytes", "60000", "splits", "off"))
                        .count());
    }

    @Test
    void refusesWhatIsNotThere() {
        assertTrue(LocalSpark.failure(() -> LocalSpark.read(folder.resolve("none.json"), Map.of()))
                .contains("There is no export file at"));
        assertTrue(LocalSpark.failure(() -> LocalSpark.read(folder, Map.of())).contains("There is no export file at"));
        assertTrue(LocalSpark.failure(
                        () -> LocalSpark.session().read().format("memberport").load())
                .contains("There is no path to read"));
        assertTrue(LocalSpark.failure(() -> LocalSpark.read(folder, Map.of("layuot", "long")))
                .contains("The source 'memberport' has no option 'layuot'. It has: layout, "));
    }

    @Test
    void hidesPasswordsAndSignaturesInAddresses() {
        String failure = LocalSpark.failure(
                () -> LocalSpark.session().read().format("memberport").load("nonesuch://user:secret@host/export.json"));

        assertTrue(failure.contains("nonesuch://host/export.json"), failure);
        assertFalse(failure.contains("secret"), failure);
        assertEquals(
                "https://host/a/export.json",
                PinnedFile.shown(
                        new org.apache.hadoop.fs.Path("https://u:secret@host/a/export.json?sig=secret").toUri()));
        assertEquals(
                "abfss://container@account/a?.json",
                PinnedFile.shown(new org.apache.hadoop.fs.Path("abfss://container@account/a?.json").toUri()));
    }
}
