package io.memberport.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What docs/spark.md shows works, and what it lists is there. */
class SparkDocumentTest {

    private static final Pattern READING = Pattern.compile(
            "\\w+ = spark\\.read\\.format\\(\"memberport\"\\)((?:\\.option\\(.*?\\))*)\\.load\\(\".*\"\\)\n");
    private static final Pattern OPTION = Pattern.compile("\\.option\\(\"([^\"]+)\", \"((?:[^\"\\\\]|\\\\.)*)\"\\)");

    @TempDir
    private Path folder;

    @Test
    void readsAsTheDocumentSays() throws Exception {
        Path file = LocalSpark.generate(folder.resolve("export.json"), 30);
        List<String> blocks = blocks("python");

        assertFalse(blocks.isEmpty());
        for (String block : blocks) {
            Matcher reading = READING.matcher(block);
            assertTrue(reading.matches(), block);
            Map<String, String> options = OPTION.matcher(reading.group(1))
                    .results()
                    .collect(Collectors.toMap(
                            found -> found.group(1), found -> found.group(2).replace("\\", "")));
            assertEquals(reading.group(1).split("\\.option", -1).length - 1, options.size(), block);
            assertTrue(LocalSpark.read(file, options).count() > 0, block);
        }
    }

    @Test
    void showsCodeThatIsRun() throws Exception {
        String run = squeezed(Files.readString(Path.of("src/test/java/io/memberport/spark/IcebergTest.java")));
        List<String> blocks = blocks("java");

        assertFalse(blocks.isEmpty());
        for (String block : blocks) {
            assertTrue(run.contains(squeezed(block)), block);
        }
    }

    /** As the formatter may break lines in one way in a method, and in another on a page. */
    private static String squeezed(String code) {
        return code.replaceAll("\\s+", "");
    }

    @Test
    void listsAllOptions() throws Exception {
        Set<String> documented = new TreeSet<>();
        for (String row : rows("| option | values |")) {
            Pattern.compile("`([a-z-]+)`")
                    .matcher(row.split("\\|", -1)[1])
                    .results()
                    .forEach(name -> documented.add(name.group(1)));
        }
        Map<String, String> unknown = new HashMap<>(Map.of("unknown", ""));
        String message = LocalSpark.failure(() -> ReadOptions.of(unknown, Map.of()));

        assertEquals(
                new TreeSet<>(List.of(message.replaceFirst("(?s).*It has: ", "")
                        .strip()
                        .replaceFirst("\\.$", "")
                        .split(", "))),
                documented);
    }

    @Test
    void namesTheColumnsOfEachFile() throws Exception {
        for (HeaderColumn column : HeaderColumn.values()) {
            assertTrue(page().contains("`" + column.columnName() + "`"), column::columnName);
        }
    }

    private static List<String> rows(String head) throws Exception {
        return page().lines()
                .dropWhile(line -> !line.startsWith(head))
                .skip(2)
                .takeWhile(line -> line.startsWith("|"))
                .toList();
    }

    private static List<String> blocks(String language) throws Exception {
        return Pattern.compile("(?s)```" + language + "\n(.*?)```")
                .matcher(page())
                .results()
                .map((MatchResult found) -> found.group(1))
                .toList();
    }

    private static String page() throws Exception {
        return Files.readString(Path.of("../docs/spark.md"));
    }
}
