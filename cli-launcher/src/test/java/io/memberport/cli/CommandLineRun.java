package io.memberport.cli;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.memberport.cli.process.Interruption;
import io.memberport.cli.process.ProcessEnvironment;
import io.memberport.port.Delays;
import io.memberport.port.MemberSinkProvider;
import io.memberport.simulator.AlidaSimulator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A run of the command line in this process: what goes in, and what has come out. */
public final class CommandLineRun {

    /** A clock on which waiting takes no time. Safe for use by several threads. */
    public static final class JumpingClock implements Delays {

        private long now;

        @Override
        public synchronized long nanoTime() {
            return now;
        }

        @Override
        public synchronized void waitFor(Duration duration) {
            now += duration.toNanos();
        }
    }

    /** The real clock, with something else in the place of each pause. */
    public record Pauses(Consumer<Duration> inPlace) implements Delays {

        @Override
        public long nanoTime() {
            return System.nanoTime();
        }

        @Override
        public void waitFor(Duration duration) {
            inPlace.accept(duration);
        }
    }

    private final Path workingDirectory;
    private final Map<String, String> environment = new HashMap<>();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private List<MemberSinkProvider> sinks = ProcessEnvironment.builtInSinks();

    private List<String> arguments = List.of();
    private @Nullable Path home;

    public CommandLineRun(Path workingDirectory) {
        this.workingDirectory = workingDirectory;
    }

    public CommandLineRun with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    /** With the simulator's address and credentials in the environment. */
    CommandLineRun against(AlidaSimulator simulator) {
        return with("MEMBERPORT_API_URL", simulator.apiUrl().toString())
                .with("MEMBERPORT_COMMUNITY", simulator.community())
                .with("MEMBERPORT_CLIENT_ID", simulator.clientId())
                .with("MEMBERPORT_CLIENT_SECRET", simulator.clientSecret())
                .with("MEMBERPORT_API_KEY", simulator.apiKey());
    }

    public CommandLineRun withSinks(MemberSinkProvider... providers) {
        sinks = List.of(providers);
        return this;
    }

    /** As if started from a distribution. */
    public CommandLineRun withHome(Path distribution) {
        home = distribution;
        return this;
    }

    public int run(String... given) {
        return run(new Interruption(), given);
    }

    int run(Interruption interruption, String... given) {
        arguments = List.of(given);
        return MemberportCommand.run(arguments, process(interruption));
    }

    public ProcessEnvironment process(Interruption interruption) {
        return process(interruption, new JumpingClock());
    }

    ProcessEnvironment process(Interruption interruption, Delays delays) {
        return new ProcessEnvironment(
                environment,
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                false,
                false,
                workingDirectory,
                delays,
                interruption,
                () -> sinks,
                workingDirectory.resolve(".state"),
                home);
    }

    public String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    public String err() {
        return err.toString(StandardCharsets.UTF_8);
    }

    /** Standard output as one JSON document with nothing after it, which is as the schema of the command says, if {@code run} was called here. */
    public JsonNode json() {
        try {
            JsonNode document = new ObjectMapper()
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .readTree(out());
            if (!arguments.isEmpty()) {
                ResultSchema.requireValid(arguments, document);
            }
            return document;
        } catch (IOException notJson) {
            throw new UncheckedIOException("standard output is not one JSON document: " + out(), notJson);
        }
    }

    /** What {@code sinks} has said of a sink of a plugin; these come after those that are built in. */
    JsonNode pluginSink(int index) {
        return json().path("sinks").path(ProcessEnvironment.builtInSinks().size() + index);
    }
}
