package io.memberport.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memberport.cli.CanaryAlida.Brought;
import io.memberport.cli.ExecutableJar.Ran;
import io.memberport.cli.ExecutableJar.Running;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Runs a scenario with the executable jar, as talkative as it gets, and looks for canaries in all that it says, in its
 * command line, and in every file that it leaves, names included, but those that are to have them.
 */
final class CanaryRun {

    private static final int BETWEEN_LOOKS_MILLIS = 20;

    private final CanaryScenario scenario;
    private final Path directory;

    /**
     * A run.
     *
     * @param directory empty, and for this run alone
     */
    CanaryRun(CanaryScenario scenario, Path directory) {
        this.scenario = scenario;
        this.directory = directory;
    }

    /** Runs it and makes sure that it has had its canaries and shown none. */
    void check() throws IOException, InterruptedException {
        try {
            run();
        } catch (AssertionError failed) {
            throw new AssertionError(scenario + ": " + failed.getMessage(), failed);
        }
    }

    private void run() throws IOException, InterruptedException {
        try (CanaryAlida alida = CanaryAlida.start()) {
            scenario.alida.accept(alida);
            for (Map.Entry<String, String> file : scenario.files.entrySet()) {
                Path path = directory.resolve(file.getKey());
                Files.createDirectories(path.getParent());
                Files.writeString(path, filledIn(file.getValue(), alida));
            }
            Path out = scenario.out == null ? Files.createTempFile(directory, "run", ".out") : scenario.out;
            Running running = new ExecutableJar(directory).start(out, environment(alida), arguments(alida));
            try {
                Set<String> commandLines = follow(running);
                Ran ran = running.awaitEnd();
                assertEquals(scenario.exitCode, ran.exitCode(), ran::err);
                requireUse(alida, ran);
                requireSilence(commandLines);
            } finally {
                running.process().destroyForcibly();
            }
        }
    }

    /** Results are JSON, if the scenario does not say otherwise. */
    private String[] arguments(CanaryAlida alida) {
        List<String> arguments = new ArrayList<>();
        scenario.arguments.forEach(argument -> arguments.add(filledIn(argument, alida)));
        arguments.add("-vv");
        if (!arguments.contains("--output")) {
            arguments.addAll(List.of("--output", "json"));
        }
        return arguments.toArray(String[]::new);
    }

    private static String filledIn(String text, CanaryAlida alida) {
        return text.replace("{store}", alida.storeUrl());
    }

    /** What a run remembers for the next one stays in the directory, too. */
    private Map<String, String> environment(CanaryAlida alida) {
        Map<String, String> environment = new HashMap<>(Canary.environment());
        environment.put("MEMBERPORT_API_URL", alida.apiUrl());
        environment.put("MEMBERPORT_COMMUNITY", "panel");
        environment.put("XDG_STATE_HOME", directory.resolve("state").toString());
        environment.put("AWS_EC2_METADATA_DISABLED", "true");
        environment.putAll(scenario.environment);
        environment.values().removeIf(String::isEmpty);
        return environment;
    }

    /** Ends it when that is due. What others could read of its command line is all that it has ever been. */
    private Set<String> follow(Running running) throws IOException, InterruptedException {
        Path commandLine = Path.of("/proc", String.valueOf(running.process().pid()), "cmdline");
        Set<String> seen = new TreeSet<>();
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(ExecutableJar.PATIENCE_SECONDS);
        CanaryScenario.End end = scenario.end;
        do {
            if (Files.exists(commandLine)) {
                seen.add(read(commandLine));
            }
            if (end != null && end.isDue().test(directory, Files.readString(running.err()))) {
                boolean unused = end.isPolite()
                        ? running.process().toHandle().destroy()
                        : running.process().toHandle().destroyForcibly();
                end = null;
            }
        } while (!running.process().waitFor(BETWEEN_LOOKS_MILLIS, TimeUnit.MILLISECONDS)
                && System.nanoTime() - deadline < 0);
        assertTrue(seen.isEmpty() || seen.stream().anyMatch(line -> line.contains("-vv")), seen::toString);
        return seen;
    }

    /** Nothing of a process that is gone. */
    private static String read(Path commandLine) {
        try {
            return new String(Files.readAllBytes(commandLine), StandardCharsets.UTF_8);
        } catch (IOException gone) {
            return "";
        }
    }

    /** A canary that was never used proves nothing. */
    private void requireUse(CanaryAlida alida, Ran ran) throws IOException {
        scenario.says.forEach(part -> assertTrue(ran.err().contains(part), () -> part + " is not said: " + ran.err()));
        assertTrue(alida.brought().containsAll(scenario.brings), () -> "brought: " + alida.brought() + ran.err());
        assertTrue(
                !scenario.brings.contains(Brought.TOKEN)
                        || ran.err().contains("[DEBUG]")
                        || ran.err().contains("\"level\":\"debug\""),
                () -> "not talkative: " + ran.err());
        CanarySearch search = CanarySearch.of(List.of(Canary.WORD));
        for (String holder : scenario.holders) {
            assertTrue(
                    !search.in(Files.readAllBytes(directory.resolve(holder))).isEmpty(), () -> "none is in " + holder);
        }
    }

    private void requireSilence(Set<String> commandLines) throws IOException {
        List<String> words = new ArrayList<>(scenario.words);
        words.addAll(scenario.wordsAfterwards.apply(directory));
        CanarySearch search = CanarySearch.of(words);
        List<String> found = new ArrayList<>();
        if (!scenario.givesAway) {
            commandLines.forEach(line -> found.addAll(search.in(line)));
        }
        try (Stream<Path> left = Files.walk(directory)) {
            for (Path path : left.toList()) {
                String name = directory.relativize(path).toString();
                search.in(name).forEach(leak -> found.add("a name: " + leak));
                if (Files.isRegularFile(path) && !scenario.holders.contains(name) && !scenario.targets.contains(name)) {
                    search.in(Files.readAllBytes(path)).forEach(leak -> found.add(name + ": " + leak));
                }
            }
        }
        assertEquals(List.of(), found);
    }
}
