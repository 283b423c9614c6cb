package io.memberport.sequence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memberport.cli.CommandLineRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * An export with unmistakable words in every place, and rules for all that can become of a variable, into every layout, mode and format of
 * every target. A search through everything that was written finds all words that may be there, and none of the others.
 */
class PrivacyIT {

    private static final String KEY = "a key for tests that is long enough!";

    private static final String RULES = """
            hash-key: %s
            privacy:
              keep: ["keep *"]
              hash: ["hash *"]
              mask: ["mask *"]
              drop: ["drop *", "id:drop-by-id"]
              otherwise: drop
              member-id: hash
              dropped-names: drop
            """.formatted(KEY);

    private static final List<String> FATES = List.of("keep", "hash", "mask", "drop");

    /** What is nowhere, if the rules are kept: in place of %s, what may not be seen. */
    private static final List<String> WORDS = List.of(
            "%s-canary-text",
            "%s-canary-identifier",
            "%s-canary-option-label",
            "%s-canary-option-id",
            "%s-canary-first-label",
            "%s-canary-second-label",
            "%s-canary-second-id",
            "%s-canary-json");

    @TempDir
    private Path directory;

    static Stream<TargetKind> destinations() {
        return Destinations.some(Destinations.allKinds());
    }

    private static String export() {
        List<String> variables = new ArrayList<>();
        for (int i = 0; i < FATES.size(); i++) {
            variables.addAll(variables(FATES.get(i), i));
        }
        variables.add(variable("drop-by-id", "unnamed-canary-name", "string", "{\"value\":\"drop-canary-by-id\"}"));
        variables.add(variable("none", "otherwise-canary-name", "string", "{\"value\":\"drop-canary-otherwise\"}"));
        return "{\"id\":\"batch\",\"exportDate\":\"2026-06-01T02:00:00Z\",\"members\":[{\"memberId\":\"member-canary-id\","
                + "\"unknown\":\"unknown-canary-of-member\",\"variables\":[" + String.join(",", variables) + "]}]}";
    }

    private static List<String> variables(String fate, int digit) {
        String of = fate + "-canary";
        return List.of(
                variable(fate + 1, fate + " text-canary-name", "string", "{\"value\":\"" + of + "-text\"}"),
                variable(fate + 2, fate + " identifier", "identifier", "{\"value\":\"" + of + "-identifier\"}"),
                variable(
                        fate + 3,
                        fate + " option",
                        "enum",
                        "{\"id\":\"" + of + "-option-id\",\"value\":\"" + of
                                + "-option-label\",\"unknown\":\"unknown-canary-of-value\"}"),
                variable(
                        fate + 4,
                        fate + " options",
                        "set",
                        "{\"id\":\"a\",\"value\":\"" + of + "-first-label\"},{\"id\":\"" + of
                                + "-second-id\",\"value\":\"" + of + "-second-label\"}"),
                variable(fate + 5, fate + " number", "double", "{\"value\":73" + digit + "1081525}"),
                variable(
                        fate + 6, fate + " time", "datetime", "{\"value\":\"1987-0" + (digit + 1) + "-23T01:02:03Z\"}"),
                variable(fate + 7, fate + " json", "string", "{\"value\":{\"a\":\"" + of + "-json\"}}"));
    }

    private static String variable(String id, String name, String type, String values) {
        return "{\"id\":\"" + id + "\",\"name\":\"" + name + "\",\"dataType\":\"" + type
                + "\",\"unknown\":\"unknown-canary-of-variable\",\"values\":[" + values
                + "],\"effectiveDate\":\"2026-01-01T00:00:00Z\"}";
    }

    private static List<String> forbidden() {
        List<String> forbidden = new ArrayList<>();
        for (int i = 1; i < FATES.size(); i++) {
            String fate = FATES.get(i);
            WORDS.forEach(word -> forbidden.add(word.formatted(fate)));
            forbidden.add("73" + i + "1081525");
            forbidden.add("7.3" + i + "1081525");
            forbidden.add("1987-0" + (i + 1) + "-23");
        }
        forbidden.addAll(
                List.of("member-canary-id", "drop-canary-by-id", "drop-canary-otherwise", "unknown-canary-of"));
        forbidden.addAll(List.of("drop text-canary-name", "unnamed-canary-name", "otherwise-canary-name", KEY));
        return forbidden;
    }

    @ParameterizedTest
    @MethodSource("destinations")
    void nothingIsLeftOfWhatTheRulesTakeAway(TargetKind destination) throws Exception {
        write();
        Path home = Files.createDirectory(directory.resolve("target"));
        try (Target target = destination.open(home)) {
            CommandLineRun run = run(
                    destination,
                    target,
                    "--config",
                    directory.resolve("rules.yaml").toString());
            String found = Remains.of(target, home) + run.out() + run.err();
            for (String word : forbidden()) {
                assertTrue(!found.contains(word), () -> destination + " has " + word);
            }
            for (String word : List.of("keep-canary-text", "keep-canary-option-label", "keep-canary-second-label")) {
                assertTrue(found.contains(word), () -> destination + " lacks " + word);
            }
            assertTrue(found.contains("keep-canary-identifier") && found.contains("1987-01-23"), "kept");
            assertTrue(found.contains("8b2a700d:"), "hashes have the id of their key");
            assertTrue(found.contains("***"), "masks");
        }
    }

    /** Otherwise the search could find nothing because it cannot. */
    @ParameterizedTest
    @MethodSource("destinations")
    void theSearchFindsWhatIsThere(TargetKind destination) throws Exception {
        write();
        Path home = Files.createDirectory(directory.resolve("target"));
        try (Target target = destination.open(home)) {
            run(destination, target, "--sensitive", "keep");
            String found = Remains.of(target, home);
            for (String fate : FATES) {
                for (String word : List.of("%s-canary-text", "%s-canary-identifier", "%s-canary-option-label")) {
                    assertTrue(found.contains(word.formatted(fate)), () -> destination + " lacks " + word);
                }
            }
            assertTrue(found.contains("member-canary-id"), () -> destination + " lacks the member");
        }
    }

    private void write() throws IOException {
        Files.writeString(directory.resolve("export.json"), export());
        Files.writeString(directory.resolve("rules.yaml"), RULES);
    }

    private CommandLineRun run(TargetKind destination, Target target, String... rules) {
        CommandLineRun run = new CommandLineRun(directory);
        target.environment().forEach(run::with);
        List<String> arguments = new ArrayList<>(List.of("load", "export.json", "--to", target.url()));
        arguments.addAll(List.of(rules));
        target.options().forEach(option -> arguments.addAll(List.of("--option", option)));
        if (destination instanceof Database database && database.isHistory()) {
            arguments.addAll(List.of("--option", "mode=append"));
        }
        assertEquals(0, run.run(arguments.toArray(String[]::new)), run::err);
        return run;
    }
}
