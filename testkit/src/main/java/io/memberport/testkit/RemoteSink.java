package io.memberport.testkit;

import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import io.memberport.port.LastCommit;
import io.memberport.testkit.fixture.SinkFixture;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A sink in a process of its own, which does what it is told line by line. Killed when closed. What the process leaves in
 * its directory for temporary files is deleted with it: a killed process deletes nothing, and a database's driver may have
 * unpacked a library there.
 */
final class RemoteSink implements AutoCloseable {

    private static final long PATIENCE_SECONDS = 60;

    private final Process process;
    private final Path temporary;
    private final Writer commands;
    private final BufferedReader answers;

    private RemoteSink(Process process, Path temporary) {
        this.process = process;
        this.temporary = temporary;
        this.commands = process.outputWriter(StandardCharsets.UTF_8);
        this.answers = process.inputReader(StandardCharsets.UTF_8);
    }

    static RemoteSink start(SinkFixture fixture) throws IOException {
        Path temporary = Files.createTempDirectory("memberport-contract-");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-Djava.io.tmpdir=" + temporary,
                        "-cp",
                        classPath(),
                        SinkProcess.class.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        RemoteSink remote = new RemoteSink(process, temporary);
        try {
            // Not as arguments, which other users of the machine can read.
            remote.ask(
                    SinkProcess.encode(fixture.provider().getClass().getName(), fixture.target(), fixture.options()));
            return remote;
        } catch (RuntimeException | Error failed) {
            remote.close();
            throw failed;
        }
    }

    /** Modules too: the other process has one class path for everything. */
    private static String classPath() {
        return Stream.of("java.class.path", "jdk.module.path")
                .map(property -> System.getProperty(property, ""))
                .filter(path -> !path.isEmpty())
                .collect(Collectors.joining(File.pathSeparator));
    }

    /** The process's directory for temporary files. */
    Path temporary() {
        return temporary;
    }

    void open(String export) {
        ask("open " + export);
    }

    void write(String export) {
        ask("write " + export);
    }

    void commit(String export) {
        ask("commit " + export);
    }

    Optional<LastCommit> lastCommit(String community) {
        return LastCommit.ofLine(ask("last-commit " + community));
    }

    boolean hasCommitted(String community, String export) {
        return Boolean.parseBoolean(ask("has-committed " + export + " " + community));
    }

    Optional<Instant> newestExportDate(String community) {
        return Optional.of(ask("newest-export-date " + community))
                .filter(date -> !date.equals(SinkProcess.NOTHING))
                .map(Instant::parse);
    }

    /** What it answers; throws what the sink there threw, as far as its kind goes. */
    private String ask(String command) {
        String answer;
        try {
            commands.write(command + "\n");
            commands.flush();
            answer = answers.readLine();
            while (answer != null && !answer.startsWith(SinkProcess.MARK)) {
                answer = answers.readLine();
            }
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
        if (answer == null) {
            throw new IllegalStateException("the other process ended instead of answering '" + command + "'");
        }
        String content = answer.substring(SinkProcess.MARK.length());
        if (content.startsWith(SinkProcess.FAILED)) {
            throw new MemberportException(
                    FailureKind.valueOf(content.substring(SinkProcess.FAILED.length())),
                    "The sink in the other process failed.");
        }
        return content;
    }

    /** Kills the process as kill -9 does. */
    void kill() {
        process.destroyForcibly();
        awaitEnd();
    }

    /** Lets it close its sink and end. */
    void end() throws IOException {
        commands.close();
        awaitEnd();
    }

    private void awaitEnd() {
        try {
            process.onExit().orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
        } catch (CompletionException late) {
            throw new IllegalStateException("the other process does not end", late);
        }
        deleteTemporaryFiles();
    }

    private void deleteTemporaryFiles() {
        if (!Files.exists(temporary)) {
            return;
        }
        try (Stream<Path> left = Files.walk(temporary)) {
            for (Path each : left.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        kill();
    }
}
