package io.memberport.cli.log;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.ConsoleHandler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who is heard and who is not, in processes of their own: logging is set up once in each. */
class LoggingTest {

    private static final List<String> HEARD = List.of("[DEBUG] Own - Memberport's", "[DEBUG] Sink - the plugin's");

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-Djava.util.logging.config.file=logging.properties",
                "-Djava.util.logging.config.class=io.memberport.cli.log.LoggingTest$Loud",
                "-Djava.util.logging.manager=io.memberport.cli.log.LoggingTest$LoudManager",
            })
    void printsNothingOfLibrariesWhateverTheUserSets(String javaOption) throws Exception {
        Files.writeString(directory.resolve("logging.properties"), """
                handlers = java.util.logging.ConsoleHandler
                .level = ALL
                java.util.logging.ConsoleHandler.level = ALL
                """);

        assertEquals(HEARD, linesOfChatter(javaOption.isEmpty() ? List.of() : List.of(javaOption)));
    }

    /** One that carries a backend along, and its settings, of another program in which it was used before. */
    @Test
    void printsNothingOfLibrariesWhateverAPluginBrings() throws Exception {
        Path services = Files.createDirectories(directory.resolve("META-INF/services"));
        Files.writeString(services.resolve("org.slf4j.spi.SLF4JServiceProvider"), "com.acme.LoudBackend\n");

        assertEquals(HEARD, linesOfChatter(List.of()));
    }

    private List<String> linesOfChatter(List<String> javaOptions) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(javaOptions);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Chatter.class.getName()));
        Process process = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .start();
        try {
            return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    /** Configures Java's logging the way a user may who wants to see all. */
    public static final class Loud {

        /** For {@link LogManager}. */
        public Loud() {
            ConsoleHandler handler = new ConsoleHandler();
            handler.setLevel(Level.ALL);
            Logger.getLogger("").addHandler(handler);
        }
    }

    /** Shows all, whatever it is told. */
    public static final class LoudManager extends LogManager {

        @Override
        public boolean addLogger(Logger logger) {
            boolean added = super.addLogger(logger);
            if (added) {
                logger.addHandler(new ConsoleHandler());
            }
            return added;
        }
    }
}
