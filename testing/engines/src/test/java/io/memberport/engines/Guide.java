package io.memberport.engines;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The statements that docs/object-storage.md prints. */
final class Guide {

    private static final Path DOCUMENT = Path.of("..", "..", "docs", "object-storage.md");

    private Guide() {}

    /** Those of one block, word for word; its first line is a comment, which names it. */
    static List<String> statements(String engine, String title) {
        List<String> blocks = blocks(engine).stream()
                .filter(block -> block.startsWith("-- " + title + "\n"))
                .toList();
        assertEquals(1, blocks.size(), () -> "blocks for " + engine + " with the title: " + title);
        return statementsOf(blocks.get(0)).toList();
    }

    /** All that is printed for an engine. */
    static List<String> statements(String engine) {
        return blocks(engine).stream().flatMap(Guide::statementsOf).toList();
    }

    private static List<String> blocks(String engine) {
        String section = document().split("\n### " + engine + "\n", 2)[1].split("\n### ", 2)[0];
        return Pattern.compile("^```sql\n(.*?)^```$", Pattern.DOTALL | Pattern.MULTILINE)
                .matcher(section)
                .results()
                .map(block -> block.group(1))
                .toList();
    }

    private static Stream<String> statementsOf(String block) {
        return Stream.of(block.split(";\n"));
    }

    private static String document() {
        try {
            return Files.readString(DOCUMENT);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
