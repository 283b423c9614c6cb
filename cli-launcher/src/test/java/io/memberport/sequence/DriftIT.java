package io.memberport.sequence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.memberport.cli.CommandLineRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What has changed between two exports, told alike for every kind of target, and a run that fails for it. */
class DriftIT {

    private static final String AGE = variable("v-age", "Age", "double", "false", "41");
    private static final String CITY = variable("v-city", "City", "string", "false", "\"Bonn\"");
    private static final String PHONE = variable("v-phone", "Phone", "string", "false", "\"0123\"");
    private static final String GONE = variable("v-old", "Old", "string", "false", "\"x\"");
    private static final String ODD = variable("v-odd", "\\u0001 \\\\ ' \\\" é 😀", "set", "null", "\"o\"");

    private static final List<String> BEFORE = List.of(AGE, CITY, PHONE, GONE, ODD);
    private static final List<String> AFTER = List.of(
            variable("v-age", "Age", "string", "false", "\"about forty\""),
            variable("v-city", "Home town", "string", "false", "\"Ulm\""),
            variable("v-phone", "Phone", "string", "true", "\"0123\""),
            variable("v-new", "New", "string", "false", "\"n\""),
            ODD);

    private static final Map<String, String> CHANGES = new TreeMap<>(Map.of(
            "v-age", "[\"retyped\"]",
            "v-city", "[\"renamed\"]",
            "v-new", "[\"new\"]",
            "v-old", "[\"gone\"]",
            "v-phone", "[\"sensitive\"]"));

    @TempDir
    private Path directory;

    static Stream<TargetKind> destinations() {
        List<TargetKind> all = new ArrayList<>(Destinations.databases(false, false));
        all.addAll(Destinations.stores());
        all.addAll(Destinations.files());
        all.add(new Workbook());
        return Destinations.some(all);
    }

    private static String variable(String id, String name, String type, String sensitive, String value) {
        return "{\"id\":\"" + id + "\",\"name\":\"" + name + "\",\"dataType\":\"" + type + "\",\"isSensitive\":"
                + sensitive + ",\"values\":[{\"value\":" + value + "}]}";
    }

    private void export(String batch, int day, String options, List<String> variables) throws IOException {
        Files.writeString(
                directory.resolve(batch + ".json"),
                "{\"id\":\"" + batch + "\",\"exportOptions\":{" + options + "},\"exportDate\":\"2026-06-0" + day
                        + "T02:00:00Z\",\"lastSyncDate\":\"2026-06-0" + day
                        + "T01:00:00Z\",\"members\":[{\"memberId\":\"m-1\",\"variables\":["
                        + String.join(",", variables) + "]},{\"memberId\":\"m-" + batch + "\",\"variables\":[]}]}");
    }

    @ParameterizedTest
    @MethodSource("destinations")
    void tellsWhatHasChangedAndWritesNothingIfThatIsToFail(TargetKind destination) throws Exception {
        export("monday", 1, "", BEFORE);
        export("tuesday", 2, "", AFTER);
        export("wednesday", 3, "", AFTER);
        export("changes", 4, "\"sinceDatetime\":\"2026-06-03T01:00:00Z\"", List.of(ODD));
        try (Target target = destination.open(Files.createDirectory(directory.resolve("target")))) {
            CommandLineRun first = load(0, target, "monday", "--on-drift", "fail", "--output", "json");
            assertEquals("nothing", drift(first).path("basis").asText(), "there is nothing to compare with");

            Map<String, Object> held = target.read();
            CommandLineRun refused = load(8, target, "tuesday", "--on-drift", "fail=gone,retyped", "--output", "json");
            assertEquals(held, target.read(), "the target is as it was");
            assertEquals(CHANGES, changes(refused), "drift is told in any case");
            String message = refused.json().at("/error/message").asText();
            assertTrue(
                    message.contains(
                            "'Age' (id v-age) had the type 'double' and now has 'string'; 'Old' (id v-old) is gone. Nothing was"
                                    + " committed."),
                    message);
            assertTrue(message.contains("Use --on-drift report."), message);

            CommandLineRun text = load(0, target, "tuesday");
            for (String line : List.of(
                    "5 variables have changed since its last commit (1 new, 1 gone, 1 renamed, 1 retyped, 1 sensitive):",
                    "  'Age' (id v-age) had the type 'double' and now has 'string'",
                    "  'Home town' (id v-city) had the name 'City' and now has 'Home town'",
                    "  'New' (id v-new) is new",
                    "  'Old' (id v-old) is gone",
                    "  'Phone' (id v-phone) became sensitive")) {
                assertTrue(text.out().contains("    " + line + System.lineSeparator()), text.out());
            }

            CommandLineRun same = load(0, target, "wednesday", "--on-drift", "fail", "--output", "json");
            assertEquals(Map.of(), changes(same));
            assertEquals("last-commit", drift(same).path("basis").asText());
            CommandLineRun part =
                    load(0, target, "changes", "--on-drift", "fail", "--output", "json", "--allow-incremental");
            assertEquals(Map.of(), changes(part), "an export of changes does not say what is gone");
            assertMembers(destination, same, part);
        }
    }

    /** A database that merges knows which members it did not have; the others say nothing of it. */
    private static void assertMembers(TargetKind destination, CommandLineRun full, CommandLineRun changes) {
        boolean merges = destination instanceof Database;
        assertEquals(
                merges ? "1" : "null", full.json().at("/targets/0/newMembers").toString());
        assertEquals("null", full.json().at("/targets/0/changedMembers").toString());
        assertEquals(
                merges ? "1" : "null",
                changes.json().at("/targets/0/newMembers").toString());
        assertEquals(
                merges ? "1" : "null",
                changes.json().at("/targets/0/changedMembers").toString());
        assertEquals("null", full.json().at("/targets/0/departedMembers").toString());
    }

    private static JsonNode drift(CommandLineRun run) {
        return run.json().at("/targets/0/drift");
    }

    private static Map<String, String> changes(CommandLineRun run) {
        Map<String, String> changes = new TreeMap<>();
        drift(run)
                .path("changes")
                .forEach(change -> changes.put(
                        change.path("id").asText(), change.path("kinds").toString()));
        return changes;
    }

    private CommandLineRun load(int exitCode, Target target, String batch, String... more) {
        CommandLineRun run = new CommandLineRun(directory);
        target.environment().forEach(run::with);
        List<String> arguments = new ArrayList<>(List.of("load", batch + ".json", "--to", target.url()));
        arguments.addAll(List.of(more));
        target.options().forEach(option -> arguments.addAll(List.of("--option", option)));
        assertEquals(exitCode, run.run(arguments.toArray(String[]::new)), run::err);
        return run;
    }
}
