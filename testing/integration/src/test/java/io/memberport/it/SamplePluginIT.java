package io.memberport.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memberport.it.kill.InitialContent;
import io.memberport.it.kill.KillHarness;
import io.memberport.it.kill.KillPoint;
import io.memberport.it.kill.KillReport;
import io.memberport.it.kill.KillTarget;
import io.memberport.it.kill.Outcome;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The plugins of the samples, as their own builds made them, in a folder of plugins. */
class SamplePluginIT {

    private static final Path SAMPLES = Path.of("target", "samples");
    private static final String RUN = "com.example.memberport.jsonl.JsonLinesRun";
    private static final int MEMBERS = 50;

    @TempDir
    Path directory;

    private Path plugins;
    private Path jar;

    @BeforeEach
    void install() throws IOException {
        plugins = Files.createDirectory(directory.resolve("plugins"));
        try (Stream<Path> files = Files.list(SAMPLES.resolve("jsonl-sink/target"))) {
            Path made = files.filter(file -> file.toString().endsWith(".jar"))
                    .findFirst()
                    .orElseThrow();
            jar = Files.copy(made, plugins.resolve(made.getFileName()));
        }
        Exports.write(directory.resolve("export.json"), MEMBERS, 1);
        Exports.write(directory.resolve("earlier.json"), MEMBERS / 2, 2);
    }

    @Test
    void isListedWithItsOptionsAndItsOrigin() throws Exception {
        String shown = outputOf("sinks", "--plugins", plugins.toString());

        assertTrue(shown.contains("jsonl: ") && shown.contains("jsonl.compression=none|gzip"), shown);
        assertTrue(shown.contains(jar.toString()), shown);
    }

    @Test
    void writesAnExportOnce() throws Exception {
        Path target = directory.resolve("members.jsonl");

        assertTrue(outputOf(load("export.json", target)).contains("\"outcome\":\"written\""));

        assertEquals(MEMBERS, Files.readAllLines(target).size());
        assertTrue(outputOf(load("export.json", target)).contains("\"outcome\":\"already-written\""));
    }

    /** A plugin with a library is a folder of its own. */
    @Test
    void writesAnExportOnceThroughALibraryOfThePlugin() throws Exception {
        Path built = SAMPLES.resolve("lucene-sink/target/plugin");
        Path folder = Files.createDirectory(plugins.resolve("lucene"));
        try (Stream<Path> files = Files.list(built)) {
            for (Path file : files.toList()) {
                Files.copy(file, folder.resolve(file.getFileName()));
            }
        }
        String[] load = load("export.json", "lucene:" + directory.resolve("members.index"));

        assertTrue(outputOf(load).contains("\"outcome\":\"written\""));
        assertTrue(outputOf(load).contains("\"outcome\":\"already-written\""));
    }

    /** The harness that our own sinks are held to works for a stranger's. */
    @Test
    void leavesTheFormerFileOrTheNewOneWhenItIsKilled() throws Exception {
        Path folder = Files.createDirectory(directory.resolve("target"));
        Path earlier = Files.createDirectory(directory.resolve("earlier"));
        outputOf(load("earlier.json", earlier.resolve("members.jsonl")));
        LauncherJar launcher =
                LauncherJar.learning(directory, load("export.json", directory.resolve("learning.jsonl")));
        String[] load = load("export.json", folder.resolve("members.jsonl"));
        KillPoint writing = KillPoint.leaving(RUN, "append").time(2);
        KillPoint before = KillPoint.entering("java.nio.file.Files", "move");
        KillPoint between = KillPoint.entering("java.nio.file.Files", "move").time(2);

        KillReport report = KillHarness.of(
                        () -> launcher.in(directory, load), new JsonLinesTarget(new TargetFolder(folder, earlier)))
                .at(writing, before, between)
                .repeatSays("\"outcome\":\"already-written\"")
                .run();

        assertEquals(Set.of(Outcome.FORMER), report.outcomesAt(writing));
        assertEquals(Set.of(Outcome.FORMER), report.outcomesAt(before));
        assertEquals(Set.of(Outcome.NEW), report.outcomesAt(between));
    }

    private String[] load(String export, Path target) {
        return load(export, "jsonl:" + target);
    }

    private String[] load(String export, String target) {
        return new String[] {
            "load", export, "--plugins", plugins.toString(), "--to", target, "--output", "json", "--quiet"
        };
    }

    private String outputOf(String... arguments) throws IOException, InterruptedException {
        return LauncherJar.outputOf(LauncherJar.plain(directory, arguments));
    }

    /** A file of JSON Lines in a folder of its own. */
    private record JsonLinesTarget(TargetFolder folder) implements KillTarget {

        @Override
        public void prepare(InitialContent start) throws IOException {
            folder.prepare(start);
        }

        @Override
        public String read() throws IOException {
            Path file = folder.path().resolve("members.jsonl");
            if (!Files.exists(file)) {
                return "no file";
            }
            String lines = Files.readString(file, StandardCharsets.UTF_8);
            return lines.lines().count() + " lines with hash " + lines.hashCode();
        }

        /** The lock file may stay: what counts is who holds it. */
        @Override
        public List<String> leftovers() throws IOException {
            return folder.names().stream().filter(name -> name.endsWith(".new")).toList();
        }
    }
}
