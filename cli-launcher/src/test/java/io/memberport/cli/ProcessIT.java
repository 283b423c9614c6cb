package io.memberport.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memberport.simulator.AlidaSimulator;
import io.memberport.simulator.generator.ExportGenerator;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The executable jar, as a process of its own. */
class ProcessIT {

    private static final Path JAR = Path.of("target", "memberport.jar").toAbsolutePath();
    private static final int PATIENCE_SECONDS = 120;

    @TempDir
    Path directory;

    @TempDir
    Path state;

    @Test
    void showsItsVersion() throws Exception {
        Process process = start("--version");

        assertTrue(outputOf(process).startsWith("memberport "));
        assertEquals(0, exitCodeOf(process));
    }

    @Test
    void runsTheDemoInSixtyFourMegabytes() throws Exception {
        Process process = start(List.of("-Xmx64m"), "demo", "--output", "json");

        String out = outputOf(process);

        assertEquals(0, exitCodeOf(process));
        assertTrue(out.contains("\"outcome\":\"written\""), out);
        assertTrue(Files.size(directory.resolve("memberport-demo/members.csv")) > 0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"long", "wide"})
    void loadsAFileLargerThanItsHeap(String layout) throws Exception {
        Path export = directory.resolve("export.json");
        long bytes = ExportGenerator.of(ExportGenerator.Spec.builder()
                        .members(6_000)
                        .variables(60)
                        .build())
                .writeTo(export)
                .jsonBytes();
        Process process = start(
                List.of("-Xmx32m"),
                "load",
                export.toString(),
                "--to",
                "csv:" + directory.resolve("members.csv"),
                "--option",
                "layout=" + layout,
                "--output",
                "json");

        String out = outputOf(process);

        assertTrue(bytes > 64 << 20, "the file is too small to show anything");
        assertEquals(0, exitCodeOf(process));
        assertTrue(out.contains("\"members\":6000,"), out);
    }

    /** One long text, and as many values as a set may have. */
    @ParameterizedTest
    @CsvSource({
        "'{\"value\":\"', 'text with \\u00e9scapes \\n', '\"}'",
        "'{\"value\":1}', ',{\"value\":\"some text\",\"id\":\"0c7b1d1e-1111-2222-3333-444455556666\"}', ''",
    })
    void loadsMembersOfAlmostTheLengthThatIsAccepted(String first, String repeated, String last) throws Exception {
        String values = first + repeated.repeat((8_280_000 - 200) / repeated.length()) + last;
        Path export = directory.resolve("export.json");
        try (Writer writer = Files.newBufferedWriter(export)) {
            writer.write("{\"members\":[");
            for (int i = 0; i < 12; i++) {
                writer.write(
                        (i == 0 ? "" : ",") + "{\"memberId\":\"m" + i
                                + "\",\"variables\":[{\"id\":\"v\",\"name\":\"All that was bought\",\"dataType\":\"set\",\"values\":[");
                writer.write(values);
                writer.write("],\"effectiveDate\":\"2024-01-01T00:00:00Z\"}]}");
            }
            writer.write("]}");
        }
        Process process =
                start(List.of("-Xmx64m"), "load", "export.json", "--to", "csv:members.csv", "--output", "json");

        String out = outputOf(process);

        assertTrue(Files.size(export) / 12 > 8_200_000, "the members are too short to show anything");
        assertEquals(0, exitCodeOf(process), out);
        assertTrue(out.contains("\"members\":12,"), out);
    }

    @Test
    void endsWithOneHundredAndThirtyWhenKilledPolitelyAndLeavesNothing() throws Exception {
        try (AlidaSimulator simulator =
                AlidaSimulator.builder().looks(Integer.MAX_VALUE, 0).start()) {
            Process process = startAgainst(simulator, "export", "--to", "csv:members.csv");
            awaitLine(process, "next status request in");

            process.destroy();

            assertEquals(130, exitCodeOf(process));
            try (Stream<Path> left = Files.list(directory)) {
                assertEquals(List.of(), left.toList());
            }
        }
    }

    @Test
    void endsASimulatorThatIsKilledPolitely() throws Exception {
        Process process = start("simulate", "--members", "5");
        awaitLine(process, "Running until interrupted");

        process.destroy();

        assertEquals(0, exitCodeOf(process));
    }

    /** As its own output says, and with the layouts that the guide shows; the most of what an export can hold is in it. */
    @Test
    void exportsWideFromASimulatorAsItsOutputSays() throws Exception {
        Process process = start("simulate", "--members", "300");
        try {
            List<String> shown = new ArrayList<>();
            BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
            for (String line = out.readLine(); line != null && !line.startsWith("# then"); line = out.readLine()) {
                shown.add(line);
            }
            for (String target : List.of("csv:members.csv", "jdbc:sqlite:members.db", "jdbc:h2:./members")) {
                ProcessBuilder export = builder(List.of(), "export", "--to", target, "--option", "layout=wide");
                shown.stream().filter(line -> line.startsWith("export ")).forEach(line -> {
                    String[] setting = line.substring("export ".length()).split("=", 2);
                    export.environment().put(setting[0], setting[1]);
                });
                Process exporting = export.start();

                String err = errorsOf(exporting);

                assertEquals(0, exitCodeOf(exporting), err);
            }
        } finally {
            process.destroy();
            exitCodeOf(process);
        }
    }

    /** Any error that no command has met would otherwise look like an interruption. */
    @Test
    void endsWithTwoWhenItsSettingsAreNestedWithoutEnd() throws Exception {
        Files.writeString(directory.resolve("memberport.yaml"), "to: " + "[".repeat(50_000));
        Process process = start("sinks");

        String err = errorsOf(process);

        assertEquals(2, exitCodeOf(process), err);
        assertTrue(err.contains("It is nested too deeply."), err);
    }

    @Test
    void neverLogsTheWireWhateverTheUserSets() throws Exception {
        try (AlidaSimulator simulator = AlidaSimulator.builder().start()) {
            Process process = startAgainst(
                    simulator,
                    List.of(
                            "-Djava.util.logging.config.class=java.util.logging.LogManager",
                            "-Djava.util.logging.ConsoleHandler.level=ALL"),
                    "export",
                    "-vv",
                    "--to",
                    "csv:members.csv");

            String err = errorsOf(process);

            assertEquals(0, exitCodeOf(process), err);
            assertFalse(err.contains(simulator.apiKey()), err);
            assertFalse(err.contains(simulator.clientSecret()), err);
            assertFalse(err.contains("http-outgoing"), err);
        }
    }

    @ParameterizedTest
    @CsvSource({"'', false", "-v, true"})
    void logsWhatAPluginLogsAsItLogsItself(String verbosity, boolean isVerbose) throws Exception {
        PluginSource.plain("com.acme", "acme", "\"written\"")
                .replacing("com.acme.PlainSink", "this.context = context;", """
                        System.getLogger("com.acme.PlainSink").log(System.Logger.Level.WARNING, "a {0}", "warning");
                        System.getLogger("com.acme.PlainSink").log(System.Logger.Level.DEBUG, "a detail");
                        System.getLogger("org.library.Wire").log(System.Logger.Level.WARNING, "a library's");
                        """)
                .jar(directory.resolve("plugins/acme.jar"));
        Files.writeString(directory.resolve("export.json"), "{\"members\":[]}");
        List<String> arguments =
                new ArrayList<>(List.of("load", "export.json", "--plugins", "plugins", "--to", "acme:target"));
        if (!verbosity.isEmpty()) {
            arguments.add(verbosity);
        }
        Process process = start(arguments.toArray(String[]::new));

        String err = errorsOf(process);

        assertEquals(0, exitCodeOf(process), err);
        assertEquals("written", Files.readString(directory.resolve("target")));
        assertTrue(err.contains(isVerbose ? "[WARN] PlainSink - a warning" : "memberport: a warning"), err);
        assertEquals(isVerbose, err.contains("a detail"), err);
        assertFalse(err.contains("a library's"), err);
    }

    @Test
    void holdsTheServicesAndNoSignatures() throws IOException {
        try (JarFile jar = new JarFile(JAR.toFile())) {
            List<String> names = jar.stream().map(entry -> entry.getName()).toList();

            assertTrue(names.contains("META-INF/services/io.memberport.port.MemberSinkProvider"));
            assertTrue(names.contains("META-INF/services/org.slf4j.spi.SLF4JServiceProvider"));
            assertTrue(names.contains("META-INF/services/java.lang.System$LoggerFinder"));
            assertTrue(names.contains("META-INF/LICENSE"));
            assertTrue(names.contains("META-INF/services/software.amazon.awssdk.http.SdkHttpService"));
            for (String part : List.of(
                    "ANTLR",
                    "H2",
                    "JTS",
                    "MARIADB",
                    "POSTGRESQL",
                    "PROTOBUF",
                    "REACTIVE-STREAMS",
                    "SLF4J",
                    "SQLITE",
                    "ZSTD")) {
                assertTrue(names.contains("META-INF/" + part + "-LICENSE"), part);
            }
            assertTrue(names.stream().noneMatch(name -> name.endsWith("module-info.class") || name.endsWith(".SF")));
        }
    }

    @Test
    void holdsTheNoticesOfAllItsParts() throws IOException {
        try (JarFile jar = new JarFile(JAR.toFile());
                InputStream notice = jar.getInputStream(jar.getEntry("META-INF/NOTICE"))) {
            String text = read(notice);

            for (String part : List.of(
                    "Apache HttpClient", "AWS SDK for Java", "Jackson", "Apache Commons Lang", "Apache Parquet")) {
                assertTrue(text.contains(part), () -> part + " is not in: " + text);
            }
        }
    }

    @Test
    void holdsTheNativeLibrariesForTheMachinesThatItRunsOnAndNoOthers() throws IOException {
        try (JarFile jar = new JarFile(JAR.toFile())) {
            List<String> places = jar.stream()
                    .map(entry -> entry.getName())
                    .filter(name -> name.contains("libzstd-jni"))
                    .map(name -> name.substring(0, name.lastIndexOf('/')))
                    .sorted()
                    .toList();

            assertEquals(
                    List.of("darwin/aarch64", "darwin/x86_64", "linux/aarch64", "linux/amd64", "win/amd64"), places);
        }
    }

    private Process start(String... arguments) throws IOException {
        return start(List.of(), arguments);
    }

    private Process start(List<String> javaOptions, String... arguments) throws IOException {
        return builder(javaOptions, arguments).start();
    }

    private Process startAgainst(AlidaSimulator simulator, String... arguments) throws IOException {
        return startAgainst(simulator, List.of(), arguments);
    }

    private Process startAgainst(AlidaSimulator simulator, List<String> javaOptions, String... arguments)
            throws IOException {
        ProcessBuilder builder = builder(javaOptions, arguments);
        builder.environment()
                .putAll(Map.of(
                        "MEMBERPORT_API_URL", simulator.apiUrl().toString(),
                        "MEMBERPORT_COMMUNITY", simulator.community(),
                        "MEMBERPORT_CLIENT_ID", simulator.clientId(),
                        "MEMBERPORT_CLIENT_SECRET", simulator.clientSecret(),
                        "MEMBERPORT_API_KEY", simulator.apiKey()));
        return builder.start();
    }

    private ProcessBuilder builder(List<String> javaOptions, String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-XX:TieredStopAtLevel=1");
        command.addAll(javaOptions);
        command.addAll(List.of("-Djava.io.tmpdir=" + state, "-jar", JAR.toString()));
        command.addAll(Arrays.asList(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("MEMBERPORT_"));
        builder.environment().put("MEMBERPORT_STATE_DIRECTORY", state.toString());
        return builder;
    }

    private static String outputOf(Process process) throws IOException {
        return read(process.getInputStream());
    }

    private static String errorsOf(Process process) throws IOException {
        return read(process.getErrorStream());
    }

    private static String read(InputStream stream) throws IOException {
        return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    }

    private static void awaitLine(Process process, String part) throws IOException {
        BufferedReader err = process.errorReader(StandardCharsets.UTF_8);
        StringBuilder seen = new StringBuilder();
        for (String line = err.readLine(); line != null; line = err.readLine()) {
            if (line.contains(part)) {
                return;
            }
            seen.append(line).append('\n');
        }
        throw new AssertionError("never said '" + part + "' but: " + seen);
    }

    private static int exitCodeOf(Process process) throws InterruptedException {
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError("does not end");
        }
        return process.exitValue();
    }
}
