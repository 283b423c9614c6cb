package io.memberport.testing.process;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Programs that do one thing and end. */
public final class Tool {

    private Tool() {}

    /** A program that hears nothing of the user's own settings for databases, and speaks English. */
    static ProcessBuilder builder(List<String> command, Path directory) {
        ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
        builder.environment()
                .keySet()
                .removeIf(name -> name.startsWith("PG") || name.startsWith("MYSQL") || name.startsWith("MARIADB"));
        builder.environment().put("LC_ALL", "C");
        return builder;
    }

    /**
     * Runs a program without input.
     *
     * @return what it has written
     * @throws IOException if it cannot be started or fails
     */
    public static String run(List<String> command, Path directory) throws IOException {
        return finish(command, builder(command, directory));
    }

    /**
     * Runs a program that reads a file.
     *
     * @throws IOException if it cannot be started or fails
     */
    public static void feed(Path input, List<String> command, Path directory) throws IOException {
        finish(command, builder(command, directory).redirectInput(input.toFile()));
    }

    private static String finish(List<String> command, ProcessBuilder builder) throws IOException {
        Path output = Files.createTempFile(builder.directory().toPath(), "tool", ".log");
        try {
            Process process = builder.redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            process.getOutputStream().close();
            int status = process.onExit().join().exitValue();
            String text = new String(Files.readAllBytes(output), UTF_8);
            if (status != 0) {
                throw new IOException(command.get(0) + " ends with " + status + ": " + text);
            }
            return text;
        } finally {
            Files.delete(output);
        }
    }
}
