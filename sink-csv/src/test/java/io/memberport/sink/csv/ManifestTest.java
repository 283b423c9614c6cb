package io.memberport.sink.csv;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.memberport.encoding.csv.CsvDialect;
import io.memberport.encoding.csv.WideColumn;
import io.memberport.encoding.file.DataFile;
import io.memberport.encoding.file.FileManifest;
import io.memberport.encoding.file.ManifestFile;
import io.memberport.model.ExportMetadata;
import io.memberport.model.Sensitivity;
import io.memberport.port.Layout;
import io.memberport.testing.file.Exports;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ManifestTest {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00.000000001Z");
    private static final Manifest FULL = Manifest.of(
            "acme",
            new ExportMetadata("b1", NOON, NOON, NOON, "ab".repeat(32), Long.MAX_VALUE, 1, 2, 3),
            4,
            new CsvFormat(Layout.WIDE, new CsvDialect('\t', true), true, Compression.GZIP),
            new DataFile("members.csv.gz", 5, "00000abc", NOON),
            List.of(
                    new WideColumn("v1", "a \"b\"\n\u4e2d", null, null, Sensitivity.UNSTATED, false),
                    new WideColumn("v2", "c", "d", "set", Sensitivity.SENSITIVE, true),
                    new WideColumn("v3", "e", "", "", Sensitivity.NOT_SENSITIVE, false)));
    private static final Manifest BARE = Manifest.of(
            "",
            new ExportMetadata(null, null, null, null, "", 0, 0, 0, 0),
            0,
            new CsvFormat(Layout.LONG, new CsvDialect(',', false), false, Compression.NONE),
            new DataFile("members.csv", 0, "00000000", NOON),
            List.of());

    @TempDir
    Path directory;

    @Test
    void readsWhatWasWritten() throws IOException {
        assertEquals(FULL, read(FULL.toJson()));
        assertEquals(BARE, read(BARE.toJson()));
    }

    /** Other programs read it, too, and people. */
    @Test
    void writesTheSameBytesAsEver() {
        String json = """
                {
                  "formatVersion" : 1,
                  "community" : "acme",
                  "batchId" : "b1",
                  "contentSha256" : "(sha256)",
                  "contentBytes" : 9223372036854775807,
                  "exportDate" : "2026-03-01T12:00:00.000000001Z",
                  "sinceDatetime" : "2026-03-01T12:00:00.000000001Z",
                  "lastSyncDate" : "2026-03-01T12:00:00.000000001Z",
                  "members" : 1,
                  "values" : 2,
                  "unrecognisedFields" : 3,
                  "rows" : 4,
                  "layout" : "wide",
                  "delimiter" : "\\t",
                  "formulaGuard" : true,
                  "byteOrderMark" : true,
                  "compression" : "gzip",
                  "file" : {
                    "name" : "members.csv.gz",
                    "sizeBytes" : 5,
                    "crc32c" : "00000abc",
                    "lastModified" : "2026-03-01T12:00:00.000000001Z"
                  },
                  "columns" : [ {
                    "variableId" : "v1",
                    "column" : "a \\"b\\"\\n\u4e2d",
                    "variableName" : null,
                    "dataType" : null,
                    "isSensitive" : null,
                    "retired" : false
                  }, {
                    "variableId" : "v2",
                    "column" : "c",
                    "variableName" : "d",
                    "dataType" : "set",
                    "isSensitive" : true,
                    "retired" : true
                  }, {
                    "variableId" : "v3",
                    "column" : "e",
                    "variableName" : "",
                    "dataType" : "",
                    "isSensitive" : false,
                    "retired" : false
                  } ]
                }
                """;

        assertEquals(json.replace("(sha256)", "ab".repeat(32)), new String(FULL.toJson(), StandardCharsets.UTF_8));
        assertTrue(new String(BARE.toJson(), StandardCharsets.UTF_8).endsWith("\"columns\" : [ ]\n}\n"));
    }

    @Test
    void ignoresFieldsItDoesNotKnow() throws IOException {
        String json = new String(FULL.toJson(), StandardCharsets.UTF_8)
                .replaceFirst(
                        "\\{", "{\"new\": [{\"a\": [1.5, null]}], \"newer\": {\"b\": {\"c\": 1}}, \"newest\": null,")
                .replace("\"retired\"", "\"new\" : [ { } ], \"retired\"");

        assertEquals(FULL, read(json.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void refusesAManifestThatEndsEarly() {
        byte[] json = FULL.toJson();
        int end = new String(json, StandardCharsets.UTF_8).stripTrailing().getBytes(StandardCharsets.UTF_8).length;
        for (int length = 0; length < end; length++) {
            byte[] truncated = Arrays.copyOf(json, length);
            assertThrows(JsonProcessingException.class, () -> read(truncated));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"formatVersion\" : 1 -> \"formatVersion\" : 2",
                "\"formatVersion\" : 1 -> \"formatVersion\" : \"1\"",
                "\"formatVersion\" : 1, -> ",
                "\"members\" : 1 -> \"members\" : \"1\"",
                "\"members\" : 1 -> \"members\" : null",
                "\"members\" : 1, -> ",
                "\"b1\" -> 7",
                "\"b1\" -> true",
                "\"b1\" -> [\"b1\"]",
                "\"wide\" -> 1",
                "\"wide\" -> null",
                "\"wide\" -> \"\"",
                "\"\\t\" -> 9",
                "\"\\t\" -> \"\"",
                "\"\\t\" -> null",
                "\"v2\" -> null",
                "\"c\" -> 1.5",
                "\"2026-03-01T12:00:00.000000001Z\" -> \"\"",
                "\"2026-03-01T12:00:00.000000001Z\" -> 1",
                "\"columns\" : [ -> \"columns\" : 1, \"x\" : [",
                "\"file\" : { -> \"file\" : null, \"x\" : {",
                "\"sizeBytes\" : 5 -> \"sizeBytes\" : 5.0",
                "\"members\" : 1 -> \"members\" : 1.5",
                "\"members\" : 1 -> \"members\" : 99999999999999999999",
                "\"acme\" -> null",
                "\"acme\" -> 7",
                "\"wide\" -> \"json\"",
                "\"gzip\" -> \"zip\"",
                "\"\\t\" -> \"ab\"",
                "\"\\t\" -> \"a\"",
                "2026-03-01 -> 2026-13-01",
                "\"v2\" -> {}",
                "\"columns\" : [ -> \"columns\" : [ 1, ",
                "\"file\" : { -> \"file\" : 1, \"x\" : {",
            })
    void refusesWhatIsUnlikeAManifest(String change) {
        String[] fromTo = change.split(" -> ", -1);
        String json = new String(FULL.toJson(), StandardCharsets.UTF_8);
        assertTrue(json.contains(fromTo[0]), change);
        byte[] changed = json.replace(fromTo[0], fromTo[1]).getBytes(StandardCharsets.UTF_8);

        assertThrows(JsonProcessingException.class, () -> read(changed));
    }

    @Test
    void refusesAnotherDocument() {
        for (String json : List.of("", "null", "[]", "{}", "1", "\"\"")) {
            assertThrows(JsonProcessingException.class, () -> read(json.getBytes(StandardCharsets.UTF_8)), json);
        }
    }

    @Test
    void refusesAManifestThatIsTooLong() {
        assertThrows(
                JsonProcessingException.class,
                () -> ManifestFile.parse(
                        new ByteArrayInputStream(FULL.toJson()), FileManifest.LARGEST_BYTES + 1, Manifest.class));
    }

    @Test
    void refusesWhatFollowsAManifest() {
        String json = new String(FULL.toJson(), StandardCharsets.UTF_8) + "{}";

        assertThrows(JsonProcessingException.class, () -> read(json.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void warnsOfAMalformedManifestWithoutShowingIt() throws IOException {
        Path file = directory.resolve("members.csv");
        Files.writeString(directory.resolve("members.csv.manifest.json"), "{\"secret\": \"secret\", secret");
        List<String> warnings = new ArrayList<>();

        Optional<?> commit =
                warningsOf(warnings, () -> CsvMemberSink.to(file).build().lastCommit("acme"));

        assertEquals(Optional.empty(), commit);
        assertEquals(1, warnings.size());
        assertTrue(warnings.get(0).contains("members.csv.manifest.json"));
        assertFalse(warnings.get(0).contains("secret"));
    }

    @Test
    void writesAnExportAgainIfTheManifestIsMalformed() throws IOException {
        Path file = directory.resolve("members.csv");
        Files.writeString(directory.resolve("members.csv.manifest.json"), "[]");

        warningsOf(new ArrayList<>(), () -> {
            Exports.export(CsvMemberSink.to(file).layout(Layout.WIDE).build(), "b1");
            return Optional.empty();
        });

        assertTrue(CsvMemberSink.to(file)
                .layout(Layout.WIDE)
                .build()
                .lastCommit("acme")
                .isPresent());
    }

    private static Optional<?> warningsOf(List<String> warnings, java.util.function.Supplier<Optional<?>> action) {
        Logger logger = Logger.getLogger(ManifestFile.class.getName());
        Handler handler = new Handler() {
            @Override
            public void publish(LogRecord entry) {
                warnings.add(entry.getMessage() + " " + entry.getThrown());
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        logger.setUseParentHandlers(false);
        logger.addHandler(handler);
        try {
            return action.get();
        } finally {
            logger.removeHandler(handler);
            logger.setUseParentHandlers(true);
        }
    }

    private static Manifest read(byte[] json) throws IOException {
        return ManifestFile.parse(new ByteArrayInputStream(json), json.length, Manifest.class);
    }
}
