package io.memberport.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memberport.simulator.AlidaSimulator;
import io.memberport.simulator.generator.ExportGenerator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What docs/profile.md prints works as it stands there, from its first command to its last. */
class ProfileDocumentTest {

    private static final Path DOCUMENT = Path.of("..", "docs", "profile.md");
    private static final Pattern BLOCK = Pattern.compile("```sh\\R(.*?)```", Pattern.DOTALL);

    @TempDir
    Path directory;

    private static List<String> commands() throws IOException {
        return BLOCK.matcher(Files.readString(DOCUMENT))
                .results()
                .flatMap(block -> block.group(1).lines())
                .toList();
    }

    @Test
    void everyCommandWorks() throws IOException {
        assertEquals(
                0, new CommandLineRun(directory).run("simulate", "--generate", "export.json.gz", "--members", "60"));
        ExportGenerator.Spec spec = ExportGenerator.Spec.builder().members(60).build();
        try (AlidaSimulator simulator = AlidaSimulator.builder().export(spec).start()) {
            List<String> commands = commands();
            assertTrue(commands.size() > 6, commands::toString);
            for (String command : commands) {
                run(command, simulator);
            }
        }
        assertTrue(Files.exists(directory.resolve("profile.html")));
    }

    private void run(String command, AlidaSimulator simulator) throws IOException {
        String[] parts = command.split(" > ", -1);
        String[] words = parts[0].replace("5f6c", simulator.batchId())
                // The command runs in this process, so a relative target would be elsewhere.
                .replace("csv:", "csv:" + directory + "/")
                .split(" ", -1);
        assertEquals("memberport", words[0], command);
        CommandLineRun run = new CommandLineRun(directory).against(simulator);

        int code = run.run(List.of(words).subList(1, words.length).toArray(String[]::new));

        assertEquals(0, code, () -> command + ": " + run.err());
        if (parts.length > 1) {
            Files.writeString(directory.resolve(parts[1]), run.out());
        }
    }
}
