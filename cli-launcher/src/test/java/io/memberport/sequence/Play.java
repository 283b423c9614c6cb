package io.memberport.sequence;

import com.fasterxml.jackson.databind.JsonNode;
import io.memberport.cli.CommandLineRun;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Plays a sequence against the model and against a real target, and compares the two after each step. */
final class Play {

    private final Sequence sequence;
    private final Path directory;
    private final Map<String, String> names = new HashMap<>();

    private Play(Sequence sequence, Path directory) {
        this.sequence = sequence;
        this.directory = directory;
    }

    /** What differs first, in words; empty if nothing does. */
    static String difference(Sequence sequence) {
        try {
            Path directory = Files.createTempDirectory("sequence");
            try {
                return new Play(sequence, directory).play();
            } finally {
                delete(directory);
            }
        } catch (Exception broken) {
            return "The test cannot read the target: " + broken;
        }
    }

    /** Fails if anything differs. */
    static void check(Sequence sequence) {
        String difference = difference(sequence);
        if (!difference.isEmpty()) {
            throw new AssertionError(difference + sequence.described());
        }
    }

    private String play() throws Exception {
        Model model = sequence.destination().model();
        Path home = Files.createDirectory(directory.resolve("target"));
        try (Target target = sequence.destination().open(home)) {
            for (int i = 0; i < sequence.steps().size(); i++) {
                Step step = sequence.steps().get(i);
                CommandLineRun run = load(step, target);
                int exitCode = run.run(arguments(step, target));
                String said = compare(model.take(step), exitCode, run) + compare(model, target);
                if (!said.isEmpty()) {
                    return "Step " + (i + 1) + " of " + sequence.destination() + ": " + said + run.err();
                }
            }
            return compareNextStart(model, target);
        }
    }

    /** {@code doctor} says where the next incremental export would start. */
    private String compareNextStart(Model model, Target target) {
        String community = sequence.steps().get(0).community();
        CommandLineRun doctor = new CommandLineRun(directory);
        target.environment().forEach(doctor::with);
        List<String> arguments = new ArrayList<>(List.of("doctor", "--output", "json", "--to", target.url()));
        arguments.addAll(List.of("--community", community));
        target.options().forEach(option -> arguments.addAll(List.of("--option", option)));
        if (sequence.destination() instanceof Database database && database.isHistory()) {
            arguments.addAll(List.of("--option", "mode=append"));
        }
        doctor.run(arguments.toArray(String[]::new));
        for (JsonNode check : doctor.json().path("checks")) {
            if (check.path("name").asText().equals("target")) {
                String said = check.at("/lastCommit/lastSyncDate").textValue();
                Instant found = said == null ? null : Instant.parse(said);
                Instant expected = model.nextStart(community);
                return Objects.equals(expected, found)
                        ? ""
                        : "Step end of " + sequence.destination() + ": the next export starts: expected " + expected
                                + ", but was " + found + "\n" + check + "\n";
            }
        }
        return "Step end: doctor has not looked at the target\n" + doctor.out();
    }

    private CommandLineRun load(Step step, Target target) throws IOException {
        Files.write(directory.resolve("export.json"), step.file());
        CommandLineRun run = new CommandLineRun(directory);
        target.environment().forEach(run::with);
        return run;
    }

    static String[] arguments(Step step, Target target) {
        List<String> arguments = new ArrayList<>(List.of("load", "export.json", "--output", "json", "--quiet"));
        arguments.addAll(List.of("--to", target.url(), "--community", step.community()));
        for (String option : target.options()) {
            arguments.addAll(List.of("--option", option));
        }
        step.options().forEach((name, value) -> arguments.addAll(List.of("--option", name + "=" + value)));
        arguments.addAll(step.flags());
        return arguments.toArray(String[]::new);
    }

    private static String compare(Answer expected, int exitCode, CommandLineRun run) {
        if (!expected.exitCodes().contains(exitCode)) {
            return "exit code: expected " + expected.exitCodes() + ", but was " + exitCode + "\n";
        }
        JsonNode json = run.json();
        SortedMap<String, Object> said = new TreeMap<>();
        expected.said().keySet().forEach(path -> State.put(said, path, found(json, path)));
        return State.difference(expected.said(), said);
    }

    private static @Nullable Object found(JsonNode json, String path) {
        JsonNode node = json.at("/" + path.replace("[0].", "/0/"));
        if (node.isNumber()) {
            return node.asLong();
        }
        boolean isTime = path.endsWith("Date") || path.endsWith("Datetime");
        return !node.isTextual() ? null : isTime ? Instant.parse(node.asText()) : node.asText();
    }

    private String compare(Model model, Target target) throws Exception {
        SortedMap<String, Object> found = target.read();
        String renamed = namesThatChanged(found);
        return renamed + State.difference(model.state(), found);
    }

    /** Takes the names of columns out of what was found, and compares them with those of the step before. */
    private String namesThatChanged(SortedMap<String, Object> found) {
        StringBuilder said = new StringBuilder();
        List<String> now = new ArrayList<>();
        for (Map.Entry<String, Object> entry : new TreeMap<>(found).entrySet()) {
            if (entry.getValue() instanceof Column column) {
                found.remove(entry.getKey());
                now.add(entry.getKey().replaceAll("\\[.*", "") + column.name());
                String former = names.put(entry.getKey() + " " + column.kind(), column.name());
                if (former != null && !former.equals(column.name())) {
                    said.append(entry.getKey()).append(" was called ").append(former);
                    said.append(" and is called ").append(column.name()).append('\n');
                }
            }
        }
        if (sequence.destination() instanceof Database
                && now.stream().distinct().count() < now.size()) {
            said.append("columns have the same name: ").append(now).append('\n');
        }
        return said.toString();
    }

    private static void delete(Path directory) throws IOException {
        Files.walkFileTree(directory, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException failed) throws IOException {
                Files.delete(visited);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
