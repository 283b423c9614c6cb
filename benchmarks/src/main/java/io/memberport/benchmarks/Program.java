package io.memberport.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A program to run.
 *
 * @param command the command and its arguments
 * @param environment variables set beside those of this process
 * @param workingDirectory where file names in its arguments and scripts start from
 */
record Program(List<String> command, Map<String, String> environment, Path workingDirectory) {

    private static final int POLL_MILLIS = 20;
    private static final String OUTPUT = "stdout.txt";
    private static final String ERRORS = "stderr.txt";

    /** Makes sure that a database's own client is there, and says which one that is. */
    static void requireClient(String name, Workspace workspace) throws InterruptedException {
        try {
            System.out.print(here(List.of(name, "--version"), Map.of()).output(workspace));
        } catch (IOException notFound) {
            throw new IllegalStateException(
                    name
                            + ", which this is measured beside, is not on the PATH; install the database's client programs",
                    notFound);
        }
    }

    /** A program that works where this one does. */
    static Program here(List<String> command, Map<String, String> environment) {
        return new Program(command, environment, Path.of("").toAbsolutePath());
    }

    /**
     * Runs it from start to exit.
     *
     * @throws IllegalStateException if it fails; the message has what it said
     */
    Measurement measure(Workspace workspace) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(workingDirectory.toFile())
                .redirectOutput(workspace.resolve(OUTPUT).toFile())
                .redirectError(workspace.resolve(ERRORS).toFile());
        builder.environment().putAll(environment);
        long start = System.nanoTime();
        Process process = builder.start();
        long resident = 0;
        while (!process.waitFor(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
            resident = Math.max(resident, residentBytes(process.pid()));
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        if (process.exitValue() != 0) {
            throw new IllegalStateException(command.get(0) + " ended with exit code " + process.exitValue() + ": "
                    + Files.readString(workspace.resolve(ERRORS)));
        }
        return new Measurement(seconds, resident);
    }

    /** Runs it for what it prints. */
    String output(Workspace workspace) throws IOException, InterruptedException {
        measure(workspace);
        return Files.readString(workspace.resolve(OUTPUT));
    }

    /** The high-water mark that Linux keeps. */
    private static long residentBytes(long pid) {
        try {
            return Files.readAllLines(Path.of("/proc", Long.toString(pid), "status")).stream()
                    .filter(line -> line.startsWith("VmHWM:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
                    .findFirst()
                    .orElse(0);
        } catch (IOException goneOrNotLinux) {
            return 0;
        }
    }
}
