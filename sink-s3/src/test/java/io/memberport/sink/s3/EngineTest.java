package io.memberport.sink.s3;

import static io.memberport.testkit.TestExport.number;
import static io.memberport.testkit.TestExport.option;
import static io.memberport.testkit.TestExport.text;
import static io.memberport.testkit.TestExport.values;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.memberport.export.ExportListener;
import io.memberport.export.ExportTransfer;
import io.memberport.model.ProfileVariable;
import io.memberport.port.Layout;
import io.memberport.sink.s3.S3Options.Compression;
import io.memberport.sink.s3.S3Options.Format;
import io.memberport.testkit.TestExport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is at the target is read by an engine that others wrote, with the queries of docs/object-storage.md. */
class EngineTest {

    private static final int MEMBERS = 3_000;
    private static final String COMMUNITY = "Köln & Bonn/2";

    @TempDir
    Path directory;

    private static TestExport export() {
        TestExport export = TestExport.of("b-1").dated(Instant.parse("2026-03-01T02:00:00Z"), null);
        for (int i = 0; i < MEMBERS; i++) {
            export = export.member(
                    "m-" + i,
                    values(TestExport.variable("v-city", "City", "string"), text("\"Town\", no. " + i + "\n👍")),
                    values(TestExport.variable("v-age", "Age", "double"), number(i + ".5")),
                    values(
                            TestExport.variable("v-hobbies", "Hobbies", "set"),
                            option("Chess", "o-1"),
                            option("Go", "o-2")));
        }
        return export.inBlocksOf(100);
    }

    private static List<String> expected() {
        List<String> rows = new ArrayList<>();
        for (int i = 0; i < MEMBERS; i++) {
            rows.add("m-" + i + "|v-age|Age|0|null|" + i + ".5");
            rows.add("m-" + i + "|v-city|City|0|null|\"Town\", no. " + i + "\n👍");
            rows.add("m-" + i + "|v-hobbies|Hobbies|0|o-1|Chess");
            rows.add("m-" + i + "|v-hobbies|Hobbies|1|o-2|Go");
        }
        return rows.stream().sorted().toList();
    }

    @ParameterizedTest
    @CsvSource({
        "JSONL, GZIP",
        "JSONL, ZSTD",
        "JSONL, NONE",
        "CSV, GZIP",
        "CSV, ZSTD",
        "CSV, NONE",
        "PARQUET, GZIP",
        "PARQUET, ZSTD",
        "PARQUET, NONE"
    })
    void readsEveryRowOfEveryFile(Format format, Compression compression) throws Exception {
        S3Fixture fixture = new S3Fixture(format, compression);
        try {
            Map<String, String> smallFiles = fixture.with("file-size", "300KiB");
            ExportTransfer.forCommunity(COMMUNITY)
                    .run(export().asFile(), null, List.of(fixture.sink(smallFiles)), ExportListener.NONE);
            int files = download(fixture);

            assertEquals(true, files > 1, "there are several files, or the test shows little: " + files);
            assertEquals(expected(), Engine.rows(documented(function(format), "variable_id")));
            assertEquals(List.of(COMMUNITY + "|2026-03-01|b-1"), Engine.rows(partitions(format)));
        } finally {
            fixture.remove();
        }
    }

    /** To where the engine reads without an extension for S3, which is not in its artifact. */
    private int download(S3Fixture fixture) throws IOException {
        int files = 0;
        for (String key : fixture.client().keys()) {
            Path file = directory.resolve(key);
            Files.createDirectories(file.getParent());
            Files.write(file, fixture.client().read(key));
            files += key.contains("/part-") ? 1 : 0;
        }
        return files;
    }

    @Test
    void buildsThePresentStateOfAWideColumn() throws Exception {
        ProfileVariable city = TestExport.variable("v-city", "City", "string");
        ProfileVariable age = TestExport.variable("v-age", "Age", "double");
        S3Fixture fixture = new S3Fixture(Format.PARQUET, Layout.WIDE, Compression.ZSTD);
        Instant first = Instant.parse("2026-03-01T02:00:00Z");
        Instant second = Instant.parse("2026-03-02T02:00:00Z");
        try {
            run(
                    fixture,
                    TestExport.of("1")
                            .dated(first, first)
                            .member("moved", values(city, text("Bonn")))
                            .member("gone", values(city, text("Bonn")))
                            .member("unfit", values(city, text("Bonn")), values(age, number("41")))
                            .member("same", values(city, text("Bonn"))));
            run(
                    fixture,
                    TestExport.of("2")
                            .since(first)
                            .dated(second, second)
                            .member("moved", values(city, text("Rome")))
                            .member("gone", values(city))
                            .member("unfit", values(city, text("Rome")), values(age, text("many")))
                            .member("same", values(age, number("40")))
                            .member("new", values(city, text("Oslo"))));
            download(fixture);

            String query = documented("read_parquet", "cleared_columns");
            assertEquals(List.of("gone|null", "moved|Rome", "new|Oslo", "same|Bonn", "unfit|Rome"), Engine.rows(query));
            assertEquals(
                    List.of("gone|null", "moved|null", "new|null", "same|40.0", "unfit|null"),
                    Engine.rows(query.replace("city", "age")));
        } finally {
            fixture.remove();
        }
    }

    private static void run(S3Fixture fixture, TestExport export) {
        ExportTransfer.forCommunity("c")
                .run(
                        export.asFile(),
                        null,
                        List.of(fixture.sink(fixture.with("invalid-values", "replace"))),
                        ExportListener.NONE);
    }

    /** A query of the documentation's, on the files here. */
    private String documented(String function, String column) throws IOException {
        String document = Files.readString(Path.of("..", "docs", "object-storage.md"));
        List<String> queries = Pattern.compile("```sql\n(.*?);\n```", Pattern.DOTALL)
                .matcher(document)
                .results()
                .map(block -> block.group(1))
                .filter(query -> query.contains(function) && query.contains(column))
                .toList();
        assertEquals(1, queries.size(), "queries of " + column + " with " + function);
        return queries.get(0).replace("s3://acme-lake/", directory + "/lake/");
    }

    private String partitions(Format format) {
        String types =
                switch (format) {
                    case JSONL -> ", format = 'newline_delimited'";
                    case CSV -> ", all_varchar = true";
                    case PARQUET -> "";
                };
        return "SELECT DISTINCT community, CAST(export_date AS DATE), batch FROM " + function(format) + "('" + directory
                + "/lake/members/**/part-*'" + types + ", hive_partitioning = true)";
    }

    private static String function(Format format) {
        return switch (format) {
            case JSONL -> "read_json";
            case CSV -> "read_csv";
            case PARQUET -> "read_parquet";
        };
    }
}
