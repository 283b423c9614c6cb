package io.memberport.sequence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memberport.cli.CommandLineRun;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A process that erases a member is killed at any time: readers see all of the member or nothing, and the next one completes it. The
 * others stay what they are.
 */
class KilledEraseIT {

    private static final int TRIES = Destinations.THOROUGH ? 6 : 2;
    private static final int MEMBERS = 40;

    /** Between the start of the virtual machine and the end of the work, where a machine is idle or busy. */
    private static final int FIRST_MILLIS = 300;

    private static final int LAST_MILLIS = 2_500;
    private static final int LONGEST_WAIT_SECONDS = 120;

    private static final int BUSY = 8;

    @TempDir
    private Path directory;

    private final Dice dice = new Dice(20);

    /** Those that another process can reach. */
    static Stream<Destination> destinations() {
        List<Destination> all = new ArrayList<>(Destinations.stores());
        all.addAll(Destinations.files());
        for (Product product : Product.values()) {
            if (product != Product.ANSI) {
                all.add(Database.of(product, "long", false, false));
            }
        }
        return all.stream();
    }

    private static String export() {
        List<String> members = new ArrayList<>();
        for (int i = 0; i < MEMBERS; i++) {
            members.add("{\"memberId\":\"" + id(i)
                    + "\",\"variables\":[{\"id\":\"v\",\"name\":\"City\",\"dataType\":\"string\","
                    + "\"values\":[{\"value\":\"city-of-" + id(i) + "\"}]}]}");
        }
        return "{\"id\":\"batch\",\"exportDate\":\"2026-06-01T02:00:00Z\",\"members\":[" + String.join(",", members)
                + "]}";
    }

    private static String id(int member) {
        return "member-" + (100 + member) + "-id";
    }

    @ParameterizedTest
    @MethodSource("destinations")
    void readersSeeAllOrNothing(Destination destination) throws Exception {
        Files.writeString(directory.resolve("export.json"), export());
        try (Target target = destination.open(Files.createDirectory(directory.resolve("target")))) {
            assertEquals(0, run(target, "load", "export.json", "--sensitive", "keep").run, "load");
            long before = cellsOf(0, target);
            assertTrue(before > 0, "members are there");
            for (int i = 0; i < TRIES; i++) {
                killWhileErasing(id(i), target);
                long left = cellsOf(i, target);
                assertTrue(left == 0 || left == before, () -> destination + " shows a part of a member");
                erase(id(i), target);
                assertEquals(0, cellsOf(i, target), () -> destination + " still has the member");
            }
            for (int i = TRIES; i < MEMBERS; i++) {
                int member = i;
                assertEquals(before, cellsOf(i, target), () -> destination + " lacks some of " + id(member));
            }
        }
    }

    private void killWhileErasing(String id, Target target) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx64m",
                "-cp",
                System.getProperty("java.class.path"),
                "io.memberport.cli.Main"));
        command.addAll(arguments(target, "erase", id));
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(new File(directory.toFile(), "said.txt"));
        builder.environment().putAll(environment(target));
        Process erasing = builder.start();
        try {
            erasing.waitFor(FIRST_MILLIS + dice.below(LAST_MILLIS - FIRST_MILLIS), TimeUnit.MILLISECONDS);
        } finally {
            erasing.destroyForcibly();
            assertTrue(erasing.waitFor(LONGEST_WAIT_SECONDS, TimeUnit.SECONDS), "killed");
        }
    }

    private static Map<String, String> environment(Target target) {
        return target instanceof StoreTarget
                ? Map.of(
                        "AWS_ACCESS_KEY_ID",
                        System.getProperty("aws.accessKeyId"),
                        "AWS_SECRET_ACCESS_KEY",
                        System.getProperty("aws.secretAccessKey"))
                : target.environment();
    }

    /** A server may need a while to find out that a client has gone. */
    private void erase(String id, Target target) throws InterruptedException {
        Ran last = run(target, "erase", id);
        for (int i = 0; i < LONGEST_WAIT_SECONDS && last.run == BUSY; i++) {
            TimeUnit.SECONDS.sleep(1);
            last = run(target, "erase", id);
        }
        assertEquals(0, last.run, last.said);
    }

    private record Ran(int run, String said) {}

    private Ran run(Target target, String command, String... more) {
        CommandLineRun run = new CommandLineRun(directory);
        target.environment().forEach(run::with);
        int exitCode = run.run(arguments(target, command, more).toArray(String[]::new));
        return new Ran(exitCode, run.err());
    }

    private static List<String> arguments(Target target, String command, String... more) {
        List<String> arguments = new ArrayList<>(List.of(command));
        arguments.addAll(List.of(more));
        arguments.addAll(List.of("--quiet", "--to", target.url()));
        target.options().forEach(option -> arguments.addAll(List.of("--option", option)));
        return arguments;
    }

    /** How often a member's id is in what a reader sees. */
    private static long cellsOf(int member, Target target) throws Exception {
        return target.read().entrySet().stream()
                .filter(cell -> (cell.getKey() + cell.getValue()).contains(id(member)))
                .count();
    }
}
