package io.memberport.sink.s3;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.memberport.export.ExportListener;
import io.memberport.export.ExportTransfer;
import io.memberport.sink.s3.S3MemberSink.Compression;
import io.memberport.sink.s3.S3MemberSink.Format;
import io.memberport.testkit.TestExport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
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
                    TestExport.values(
                            TestExport.variable("v-city", "City", "string"),
                            TestExport.text("\"Town\", no. " + i + "\n👍")),
                    TestExport.values(TestExport.variable("v-age", "Age", "double"), TestExport.number(i + ".5")),
                    TestExport.values(
                            TestExport.variable("v-hobbies", "Hobbies", "set"),
                            TestExport.option("Chess", "o-1"),
                            TestExport.option("Go", "o-2")));
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
            Map<String, String> smallFiles = fixture.with("part-size", "300KiB");
            ExportTransfer.forCommunity(COMMUNITY)
                    .run(export().asFile(), null, List.of(fixture.sink(smallFiles)), ExportListener.NONE);
            int files = download(fixture);

            assertEquals(true, files > 1, "there are several files, or the test shows little: " + files);
            assertEquals(expected(), Engine.rows(documented(function(format))));
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

    /** A query of the documentation's, on the files here. */
    private String documented(String function) throws IOException {
        String document = Files.readString(Path.of("..", "docs", "object-storage.md"));
        List<String> queries = Pattern.compile("```sql\n(.*?);\n```", Pattern.DOTALL)
                .matcher(document)
                .results()
                .map(block -> block.group(1))
                .filter(query -> query.contains(function))
                .toList();
        assertEquals(1, queries.size(), "queries with " + function);
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
