package io.memberport.sink.jdbc;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The page about databases, whose SQL says in the line that opens a block what it is for, which no reader sees. */
final class DatabaseDocument {

    private static final Path PAGE = Path.of("..", "docs", "databases.md");
    private static final Pattern BLOCK =
            Pattern.compile("^```sql ([a-z0-9 -]+)\n(.*?)^```$", Pattern.DOTALL | Pattern.MULTILINE);

    private DatabaseDocument() {}

    static String text() {
        try {
            return Files.readString(PAGE);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /**
     * The statements of all blocks that are for every one of these purposes, in their order.
     *
     * @param purposes {@code postgresql} and {@code long}, for example
     */
    static List<String> statements(String... purposes) {
        return statementsOf(blocks().filter(block -> purposes(block).containsAll(List.of(purposes))));
    }

    private static Stream<MatchResult> blocks() {
        return BLOCK.matcher(text()).results();
    }

    private static Set<String> purposes(MatchResult block) {
        return Set.of(block.group(1).split(" "));
    }

    private static List<String> statementsOf(Stream<MatchResult> blocks) {
        return blocks.flatMap(block -> Arrays.stream(block.group(2).split(";")))
                .map(String::strip)
                .filter(statement -> !statement.isEmpty())
                .toList();
    }

    /** What stands under a heading, up to the next one of any level. */
    static String section(String heading) {
        String[] parts = text().split("(?m)^" + Pattern.quote(heading) + "\n", 2);
        if (parts.length < 2) {
            throw new IllegalArgumentException("There is no section " + heading);
        }
        return parts[1].split("(?m)^#+ ", 2)[0];
    }

    /** The cells of each row of tables, without heads. */
    static List<List<String>> rows(String section) {
        List<List<String>> rows = new ArrayList<>();
        boolean inTable = false;
        for (String line : section.lines().toList()) {
            if (line.startsWith("|---")) {
                inTable = true;
            } else if (!line.startsWith("|")) {
                inTable = false;
            } else if (inTable) {
                rows.add(Arrays.stream(line.substring(1, line.length() - 1).split("\\|", -1))
                        .map(String::strip)
                        .toList());
            }
        }
        return rows;
    }
}
