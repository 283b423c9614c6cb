package io.memberport.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The executable jar, started as a process of its own again and again: with options for a quick start, and without
 * settings from outside.
 */
final class LauncherJar {

    private static final Path JAR = Documents.ROOT
            .resolve(Path.of("cli-launcher", "target", "memberport.jar"))
            .toAbsolutePath()
            .normalize();
    private static final int PATIENCE_SECONDS = 60;

    private final Path archive;

    private LauncherJar(Path archive) {
        this.archive = archive;
    }

    /**
     * Keeps what Java learns of the classes in a directory, so that later starts begin from there.
     *
     * @param arguments of a run that uses as many of the classes as it can
     */
    static LauncherJar learning(Path directory, String... arguments) throws IOException, InterruptedException {
        run(learner(directory, arguments));
        return learnt(directory);
    }

    /** The command line of the run from which Java learns, for callers that add options. */
    static ProcessBuilder learner(Path directory, String... arguments) {
        return command(directory, "-XX:ArchiveClassesAtExit=" + archive(directory), arguments);
    }

    /** After the learner has run in a directory. */
    static LauncherJar learnt(Path directory) {
        return new LauncherJar(archive(directory));
    }

    private static Path archive(Path directory) {
        return directory.resolve("classes.jsa");
    }

    /** A command line, to be run in a directory. */
    ProcessBuilder in(Path directory, String... arguments) {
        return command(directory, "-XX:SharedArchiveFile=" + archive, arguments);
    }

    /** A command line, for a single run. */
    static ProcessBuilder plain(Path directory, String... arguments) {
        return command(directory, "-Xshare:auto", arguments);
    }

    /** What is temporary goes into the directory too: a killed run cannot remove it. */
    private static ProcessBuilder command(Path directory, String archiveOption, String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx64m", "-Xlog:disable"));
        // Java would write to all of the archive to move it elsewhere, at each of some hundred starts.
        command.addAll(List.of("-XX:+UnlockDiagnosticVMOptions", "-XX:ArchiveRelocationMode=0"));
        command.addAll(List.of("-Djava.io.tmpdir=" + directory, archiveOption, "-jar", JAR.toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("MEMBERPORT_"));
        return builder;
    }

    /** Runs a command that must succeed. */
    static void run(ProcessBuilder command) throws IOException, InterruptedException {
        outputOf(command);
    }

    /** What a command that must succeed writes to standard output. */
    static String outputOf(ProcessBuilder command) throws IOException, InterruptedException {
        Process process = command.redirectError(ProcessBuilder.Redirect.INHERIT).start();
        try (InputStream out = process.getInputStream()) {
            String output = new String(out.readAllBytes(), StandardCharsets.UTF_8);
            assertTrue(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS), "does not end");
            assertEquals(0, process.exitValue());
            return output;
        } finally {
            process.destroyForcibly();
        }
    }
}
