package io.memberport.cli;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The executable jar, run as a process of its own, with little memory and without settings from outside. */
final class ExecutableJar {

    private static final Path JAR = Path.of("target", "memberport.jar").toAbsolutePath();
    static final int PATIENCE_SECONDS = 120;

    private final Path directory;
    private final Path java;
    private final Path jar;
    private final int heapMib;

    /**
     * A jar that runs in a directory.
     *
     * @param directory empty but for what runs are to find; what they write goes there too, and so does what is temporary
     */
    ExecutableJar(Path directory) {
        this(directory, 64);
    }

    /** The same with another heap. */
    ExecutableJar(Path directory, int heapMib) {
        this(directory, javaOf(Path.of(System.getProperty("java.home"))), JAR, heapMib);
    }

    /** The same with another Java than that of the tests. */
    ExecutableJar(Path directory, Path javaHome) {
        this(directory, javaOf(javaHome), JAR, 64);
    }

    private ExecutableJar(Path directory, Path java, Path jar, int heapMib) {
        this.directory = directory;
        this.java = java;
        this.jar = jar;
        this.heapMib = heapMib;
    }

    private static Path javaOf(Path home) {
        return home.resolve("bin").resolve("java");
    }

    /** The same, started through a link in a directory, as if the jar were there. */
    ExecutableJar linkedInto(Path place) throws IOException {
        return new ExecutableJar(
                directory, java, Files.createSymbolicLink(place.resolve(JAR.getFileName()), JAR), heapMib);
    }

    /** What a run has said, and how it has ended. */
    record Ran(int exitCode, String out, String err) {}

    /**
     * A run that has begun.
     *
     * @param err where it says what is no result
     */
    record Running(Process process, Path out, Path err) {

        /** Waits until it has said something that is no result. */
        void awaitSaying(String part) throws IOException, InterruptedException {
            for (int i = 0; i < PATIENCE_SECONDS * 20 && process.isAlive(); i++) {
                if (Files.readString(err).contains(part)) {
                    return;
                }
                Thread.sleep(50);
            }
            throw new AssertionError("never said '" + part + "' but: " + Files.readString(err));
        }

        /** Waits for the end, which comes in any case. */
        Ran awaitEnd() throws IOException, InterruptedException {
            try {
                assertTrue(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS), "does not end");
                String results = Files.isRegularFile(out) ? Files.readString(out) : "";
                return new Ran(process.exitValue(), results, Files.readString(err));
            } finally {
                process.destroyForcibly();
            }
        }
    }

    Ran run(Map<String, String> environment, String... arguments) throws IOException, InterruptedException {
        return start(Files.createTempFile(directory, "run", ".out"), environment, arguments)
                .awaitEnd();
    }

    /**
     * Begins a run.
     *
     * @param out where its results go, a file or a device
     */
    Running start(Path out, Map<String, String> environment, String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(java.toString());
        command.addAll(List.of("-Xmx" + heapMib + "m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xlog:disable"));
        command.addAll(List.of("-Djava.io.tmpdir=" + directory, "-jar", jar.toString()));
        command.addAll(List.of(arguments));
        Path err = Files.createTempFile(directory, "run", ".err");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("MEMBERPORT_") || name.startsWith("AWS_"));
        builder.environment()
                .put("MEMBERPORT_STATE_DIRECTORY", directory.resolve("state").toString());
        builder.environment().putAll(environment);
        return new Running(builder.start(), out, err);
    }
}
