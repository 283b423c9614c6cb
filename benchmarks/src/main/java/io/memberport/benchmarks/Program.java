package io.memberport.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A program that writes a CSV file.
 *
 * @param csv what it writes; deleted before each run, so that all start alike
 * @param command the command and its arguments
 * @param environment variables set beside those of this process
 */
record Program(Path csv, List<String> command, Map<String, String> environment) {

    private static final int POLL_MILLIS = 20;

    Measurement measure(Path directory) throws IOException, InterruptedException {
        Files.deleteIfExists(csv);
        Files.deleteIfExists(Path.of(csv + ".manifest.json"));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(directory.resolve("stderr.txt").toFile());
        builder.environment().putAll(environment);
        long start = System.nanoTime();
        Process process = builder.start();
        long resident = 0;
        while (!process.waitFor(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
            resident = Math.max(resident, residentBytes(process.pid()));
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        if (process.exitValue() != 0) {
            throw new IllegalStateException(
                    "exit code " + process.exitValue() + ": " + Files.readString(directory.resolve("stderr.txt")));
        }
        return new Measurement(seconds, resident);
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
