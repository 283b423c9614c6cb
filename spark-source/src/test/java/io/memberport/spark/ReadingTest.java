package io.memberport.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memberport.simulator.generator.ExportGenerator;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds what Spark reads in many parts against what is read in one piece. */
class ReadingTest {

    @TempDir
    private Path folder;

    static Stream<String> documents() {
        return Stream.of(
                // What looks like members, in texts and in fields that this version does not know.
                document(
                        ",",
                        i -> "{\"memberId\":\"m" + i + "\",\"variables\":[{\"id\":\"v\",\"values\":[{\"value\":\""
                                + "},{\\\"memberId\\\":\\\\\"},{\"value\":\"]}],[{" + "x".repeat(i % 7 * 30)
                                + "\"}]}]}"),
                document(
                        ",",
                        i -> "{\"memberId\":\"m" + i + "\",\"related\":[{\"memberId\":\"a\"},{\"memberId\":\"b\"}]}"),
                document(" ,\r\n  ", i -> "{\r\n    \"memberId\" : \"m" + i + "\",\r\n    \"variables\" : [ ]\r\n  }"),
                // No two alike, so that there is no place to cut.
                document(",", i -> "{" + " ".repeat(i) + "\"variables\":[],\"memberId\":\"m" + i + "\"}"),
                "\ufeff" + document(",", i -> "{\"memberId\":\"m" + i + "\\u0000\\ud83d\\ude00\"}"),
                "{\"members\":[],\"id\":\"b\"}");
    }

    private static String document(String separator, IntFunction<String> member) {
        List<String> members = IntStream.range(0, 120).mapToObj(member).toList();
        return "{\"id\":\"b\",\"members\":[" + String.join(separator, members) + "]}";
    }

    @Test
    void runsWithTheVersionThatTheBuildNames() {
        assertEquals(System.getProperty("spark.expected"), LocalSpark.session().version());
    }

    @ParameterizedTest
    @MethodSource("documents")
    void givesEachMemberOnceWhateverTheSizeOfTheParts(String document) throws Exception {
        Path file = Files.writeString(folder.resolve("export.json"), document);

        for (int bytes : List.of(1 << 10, 3_000, 1 << 20)) {
            LocalSpark.assertRows(Expected.longRows(file), inParts(file, bytes), "parts of " + bytes);
        }
    }

    @Test
    void readsWhatTheGeneratorMakes() throws Exception {
        Path file = folder.resolve("export.json");
        List<Integer> tasks = new ArrayList<>();
        for (int seed = 1; seed <= 3; seed++) {
            ExportGenerator.of(ExportGenerator.Spec.builder()
                            .members(150)
                            .variables(20)
                            .seed(seed)
                            .build())
                    .writeTo(file);
            List<String> expected = Expected.longRows(file);
            for (int bytes : List.of(4 << 10, 50_000, 1 << 30)) {
                Dataset<Row> rows = inParts(file, bytes);
                LocalSpark.assertRows(expected, rows, "seed " + seed + ", parts of " + bytes);
                tasks.add(LocalSpark.tasks(rows));
            }
        }
        assertTrue(tasks.get(0) > 50 && tasks.get(1) > 4 && tasks.get(2) == 1, tasks.toString());
    }

    private static Dataset<Row> inParts(Path file, int bytes) {
        return LocalSpark.read(file, Map.of("splitBytes", String.valueOf(bytes), "invalidValues", "replace"));
    }
}
