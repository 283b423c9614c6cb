package io.memberport.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memberport.simulator.AlidaSimulator;
import io.memberport.simulator.Resource;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs the whole program as a process, as talkative as it gets, with secrets and members' values that all have the same
 * word in them, and looks for that word, and for the query of the signed link, in all that the process says, in its command
 * line, and in every file that it leaves but the target.
 */
class CanaryIT {

    private static final Path JAR = Path.of("target", "memberport.jar").toAbsolutePath();
    private static final int PATIENCE_SECONDS = 120;
    private static final String CANARY = "canary";
    private static final String SIGNED_QUERY = "X-Sim-";

    private static final String MEMBERS = "{\"members\":[" + member(0) + ",";
    private static final String EXPORT = MEMBERS + member(1) + "]}";

    @TempDir
    Path directory;

    private final List<AlidaSimulator> simulators = new ArrayList<>();

    @AfterEach
    void stop() {
        simulators.forEach(AlidaSimulator::close);
    }

    @Test
    void saysNothingWhenAllGoesWell() throws Exception {
        AlidaSimulator simulator = start(AlidaSimulator.builder().file(bytes(EXPORT)));
        String target = "members.csv";

        run(simulator, 0, "export", "--to", target, "--option", "layout=wide");

        assertTrue(Files.readString(directory.resolve(target)).contains(CANARY), "a canary has been exported");
        assertSilentFiles(target);
    }

    @Test
    void saysNothingWhenTheTokenIsRefused() throws Exception {
        AlidaSimulator simulator = startFor(AlidaSimulator.builder(), "another");

        run(simulator, 3, "export", "--to", "members.csv");

        assertSilentFiles();
    }

    @Test
    void saysNothingWhenTheExportIsRefused() throws Exception {
        AlidaSimulator simulator = start(AlidaSimulator.builder());
        simulator.failNext(Resource.CREATE, 1, 403);

        run(simulator, 3, "export", "--to", "members.csv");

        assertSilentFiles();
    }

    @Test
    void saysNothingWhenTheExportFails() throws Exception {
        run(start(AlidaSimulator.builder().failWith("No disk left")), 4, "export", "--to", "members.csv");

        assertSilentFiles();
    }

    @Test
    void saysNothingWhenTheFileIsMalformed() throws Exception {
        AlidaSimulator simulator = start(AlidaSimulator.builder().file(bytes(MEMBERS + "{\"memberId\":canary-2}]}")));

        run(simulator, 7, "export", "--to", "members.csv", "--option", "layout=wide");

        assertSilentFiles();
    }

    @Test
    void saysNothingWhenATargetFails() throws Exception {
        String noDate = member(1).replace("string", "datetime");
        AlidaSimulator simulator = start(AlidaSimulator.builder().file(bytes(MEMBERS + noDate + "]}")));

        run(simulator, 8, "export", "--to", "jdbc:h2:./members", "--option", "layout=wide");

        assertSilentFiles("members.mv.db");
    }

    @Test
    void saysNothingWhenTheDoctorLooksAtEverything() throws Exception {
        run(start(AlidaSimulator.builder()), 0, "doctor", "--to", "members.csv", "--to", "jdbc:h2:./members");

        assertSilentFiles();
    }

    @Test
    void saysNothingWhenItIsInterruptedInTheMiddleOfTheFile() throws Exception {
        AlidaSimulator simulator = start(AlidaSimulator.builder().file(bytes(EXPORT)));
        simulator.stallNextTransferAfter(bytes(MEMBERS).length);
        Process process = builder(simulator, "export", "--to", "members.csv", "--option", "layout=wide")
                .start();
        BufferedReader err = process.errorReader(StandardCharsets.UTF_8);
        StringBuilder said = new StringBuilder();
        for (String line = err.readLine(); line != null; line = err.readLine()) {
            said.append(line).append('\n');
            if (line.contains("Downloading: ")) {
                // Not Process.destroy(), which closes the stream that is read here.
                process.toHandle().destroy();
            }
        }

        assertEquals(130, exitCodeOf(process), said.toString());
        assertSilent(said.toString());
        assertSilentFiles();
    }

    private AlidaSimulator start(AlidaSimulator.Builder builder) throws IOException {
        return startFor(builder, "canary-secret");
    }

    private AlidaSimulator startFor(AlidaSimulator.Builder builder, String secret) throws IOException {
        AlidaSimulator simulator = builder.looks(0, 0)
                .credentials("canary-id", secret, "canary-key")
                .start();
        simulators.add(simulator);
        return simulator;
    }

    private void run(AlidaSimulator simulator, int expected, String... arguments) throws Exception {
        Process process = builder(simulator, arguments).start();
        Path commandLine = Path.of("/proc", String.valueOf(process.pid()), "cmdline");
        String asOthersSeeIt = Files.exists(commandLine) ? Files.readString(commandLine) : "";
        String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);

        assertEquals(expected, exitCodeOf(process), err);
        assertTrue(err.contains("[DEBUG]"), "it was not talkative: " + err);
        assertSilent(err);
        assertSilent(asOthersSeeIt);
    }

    private ProcessBuilder builder(AlidaSimulator simulator, String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xmx64m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
        command.addAll(List.of("-Djava.io.tmpdir=" + directory, "-jar", JAR.toString()));
        command.addAll(List.of(arguments));
        command.addAll(List.of("-vv", "--output", "json"));
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectOutput(directory.resolve("stdout").toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("MEMBERPORT_"));
        builder.environment()
                .putAll(Map.of(
                        "MEMBERPORT_API_URL", simulator.apiUrl().toString(),
                        "MEMBERPORT_COMMUNITY", simulator.community(),
                        "MEMBERPORT_CLIENT_ID", "canary-id",
                        "MEMBERPORT_CLIENT_SECRET", "canary-secret",
                        "MEMBERPORT_API_KEY", "canary-key",
                        "MEMBERPORT_JDBC_USER", "sa",
                        "MEMBERPORT_JDBC_PASSWORD", "canary-password"));
        return builder;
    }

    /** Whatever the process has left, its standard output included; a killed one leaves no more than others. */
    private void assertSilentFiles(String... targets) throws IOException {
        try (Stream<Path> left = Files.walk(directory)) {
            for (Path file : left.filter(Files::isRegularFile).toList()) {
                String name = file.getFileName().toString();
                if (!List.of(targets).contains(name)) {
                    assertSilent(Files.readString(file, StandardCharsets.ISO_8859_1));
                }
            }
        }
    }

    private static void assertSilent(String said) {
        assertFalse(said.contains(CANARY), said);
        assertFalse(said.contains(SIGNED_QUERY), said);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String member(int number) {
        return "{\"memberId\":\"canary-" + number + "\",\"variables\":[{\"id\":\"v1\",\"name\":\"Name\","
                + "\"dataType\":\"string\",\"values\":[{\"id\":\"canary-id\",\"value\":\"a canary ü\"}]}]}";
    }

    private static int exitCodeOf(Process process) throws InterruptedException {
        try {
            assertTrue(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS), "does not end");
            return process.exitValue();
        } finally {
            process.destroyForcibly();
        }
    }
}
