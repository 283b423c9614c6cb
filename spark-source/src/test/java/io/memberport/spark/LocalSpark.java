package io.memberport.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.memberport.simulator.generator.ExportGenerator;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.function.Executable;

/** Spark within this process, the same for all tests. */
final class LocalSpark {

    private LocalSpark() {}

    static SparkSession session() {
        return SparkSession.builder()
                .master("local[2]")
                .config("spark.ui.enabled", false)
                .config("spark.sql.shuffle.partitions", 2)
                .config("spark.sql.datetime.java8API.enabled", true)
                // Instants must not depend on it.
                .config("spark.sql.session.timeZone", "Asia/Kolkata")
                .getOrCreate();
    }

    static Dataset<Row> read(Path file, Map<String, String> options) {
        return session().read().format("memberport").options(options).load(file.toString());
    }

    /** A file as the generator makes it, with what breaks readers. */
    static Path generate(Path file, int members) throws IOException {
        ExportGenerator.of(ExportGenerator.Spec.builder()
                        .members(members)
                        .variables(12)
                        .seed(7)
                        .build())
                .writeTo(file);
        return file;
    }

    /** What a job or its planning says when it fails: all messages of all causes. */
    static String failure(Executable job) {
        Throwable failed = assertThrows(Exception.class, job);
        StringBuilder all = new StringBuilder();
        for (Throwable cause = failed; cause != null; cause = cause.getCause()) {
            all.append(cause).append('\n');
        }
        return all.toString();
    }

    /** Each row as its cells in one text, sorted. */
    static List<String> rows(Dataset<Row> rows) {
        return rows.collectAsList().stream()
                .map(row -> IntStream.range(0, row.size())
                        .mapToObj(column -> String.valueOf(row.get(column)))
                        .collect(Collectors.joining("|")))
                .sorted()
                .toList();
    }

    /** Fails with the rows that differ, not with all. */
    static void assertRows(List<String> expected, Dataset<Row> rows, String what) {
        List<String> actual = rows(rows);
        List<String> missing = new ArrayList<>(expected);
        actual.forEach(missing::remove);
        List<String> surplus = new ArrayList<>(actual);
        expected.forEach(surplus::remove);
        assertEquals(
                missing.stream().limit(3).toList(), surplus.stream().limit(3).toList(), what);
        assertEquals(expected.size(), actual.size(), what);
    }

    /** How many tasks read. */
    static int tasks(Dataset<Row> rows) {
        return rows.rdd().getNumPartitions();
    }
}
