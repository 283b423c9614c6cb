package io.memberport.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.memberport.cli.ExecutableJar.Ran;
import io.memberport.cli.ExecutableJar.Running;
import io.memberport.simulator.AlidaSimulator;
import io.memberport.simulator.Resource;
import io.memberport.simulator.generator.ExportGenerator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Processes that are killed while their export is in flight, and ones that begin at the same time. */
@Tag("fault")
class InFlightExportIT {

    @TempDir
    Path directory;

    private static AlidaSimulator simulator(int looks) throws IOException {
        return AlidaSimulator.builder()
                .export(ExportGenerator.Spec.builder().members(20).variables(5).build())
                .looks(0, looks)
                .start();
    }

    private static Map<String, String> settings(AlidaSimulator simulator) {
        return Map.of(
                "MEMBERPORT_API_URL", simulator.apiUrl().toString(),
                "MEMBERPORT_COMMUNITY", simulator.community(),
                "MEMBERPORT_CLIENT_ID", simulator.clientId(),
                "MEMBERPORT_CLIENT_SECRET", simulator.clientSecret(),
                "MEMBERPORT_API_KEY", simulator.apiKey(),
                "MEMBERPORT_POLL_INTERVAL", "200ms");
    }

    private static long created(AlidaSimulator simulator) {
        return simulator.requests().stream()
                .filter(request -> request.resource() == Resource.CREATE)
                .count();
    }

    private static String batchOf(Ran ran) throws IOException {
        return new ObjectMapper().readTree(ran.out()).path("batchId").asText();
    }

    private Path results() throws IOException {
        return Files.createTempFile(directory, "results", ".json");
    }

    @Test
    void resumesTheExportOfARunThatWasKilled() throws Exception {
        try (AlidaSimulator simulator = simulator(6)) {
            ExecutableJar jar = new ExecutableJar(directory);
            Running killed = jar.start(results(), settings(simulator), "export", "--to", "members.csv");
            killed.awaitSaying("next status request in");
            killed.process().destroyForcibly();
            assertNotEquals(0, killed.awaitEnd().exitCode());

            Ran next = jar.run(settings(simulator), "export", "--to", "members.csv", "--output", "json");

            assertEquals(0, next.exitCode(), next.err());
            assertEquals(1, created(simulator));
            assertTrue(next.err().contains("Export " + batchOf(next) + ", which an earlier run"), next.err());
        }
    }

    @Test
    void startsOneExportWhenTwoRunsOfAJobBeginAtOnce() throws Exception {
        try (AlidaSimulator simulator = simulator(8)) {
            ExecutableJar jar = new ExecutableJar(directory);
            String[] export = {"export", "--to", "members.csv", "--output", "json"};
            Running one = jar.start(results(), settings(simulator), export);
            Running other = jar.start(results(), settings(simulator), export);

            Ran first = one.awaitEnd();
            Ran second = other.awaitEnd();

            assertEquals(1, created(simulator), first.err() + second.err());
            assertEquals(batchOf(first), batchOf(second));
            // Both come to the target at about the same time: they write in turn, or one finds it taken.
            assertTrue(Stream.of(first, second).anyMatch(ran -> ran.exitCode() == 0), first.err() + second.err());
            assertTrue(
                    Stream.of(first, second).allMatch(ran -> ran.exitCode() == 0 || ran.exitCode() == 8),
                    first.err() + second.err());
        }
    }
}
