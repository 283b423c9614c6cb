package io.memberport.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What docs/privacy.md prints works as it stands there. */
class PrivacyDocumentTest {

    private static final Path DOCUMENT = Path.of("..", "docs", "privacy.md");
    private static final Pattern BLOCK = Pattern.compile("```(sh|yaml)?\\R(.*?)```", Pattern.DOTALL);
    private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|(\\S+)");

    @TempDir
    private Path directory;

    private static Stream<String> blocks(String language) throws IOException {
        return BLOCK.matcher(Files.readString(DOCUMENT))
                .results()
                .filter(block -> language.equals(block.group(1)))
                .map(block -> block.group(2));
    }

    static Stream<String> commands() throws IOException {
        return blocks("sh").flatMap(String::lines).filter(line -> line.startsWith("memberport "));
    }

    @BeforeEach
    void generate() {
        CommandLineRun run = new CommandLineRun(directory);
        assertEquals(0, run.run("simulate", "--generate", "export.json", "--members", "50", "--variables", "12"));
    }

    private CommandLineRun run() {
        return new CommandLineRun(directory).with("MEMBERPORT_HASH_KEY", "0123456789abcdef".repeat(4));
    }

    /** The command runs in this process, so a relative target would be elsewhere. */
    private String inDirectory(String word) {
        return word.equals("members.csv") ? directory.resolve(word).toString() : word;
    }

    @ParameterizedTest
    @MethodSource("commands")
    void everyCommandWorks(String command) {
        List<String> words = new ArrayList<>();
        Matcher word = WORD.matcher(command.substring("memberport ".length()));
        while (word.find()) {
            words.add(inDirectory(word.group(1) == null ? word.group(2) : word.group(1)));
        }
        if (words.get(0).equals("erase")) {
            assertEquals(0, run().run("load", "export.json", "--to", inDirectory("members.csv")));
        }
        CommandLineRun run = run();
        assertEquals(0, run.run(words.toArray(String[]::new)), run::err);
    }

    @Test
    void theSettingsWork() throws IOException {
        List<String> files = blocks("yaml").toList();
        assertEquals(1, files.size());
        Files.writeString(directory.resolve("memberport.yaml"), files.get(0));
        CommandLineRun run = run();
        assertEquals(0, run.run("load", "export.json", "--to", inDirectory("members.csv"), "-q"), run::err);
        assertEquals("", run.err());
    }

    @Test
    void theWarningIsTheOneThatARunPrints() throws IOException {
        CommandLineRun run = run();
        assertEquals(0, run.run("load", "export.json", "--to", inDirectory("members.csv"), "-q"));
        assertTrue(Files.readString(DOCUMENT).contains(run.err()), run.err());
    }
}
