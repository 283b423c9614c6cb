package io.memberport.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memberport.cli.ExecutableJar.Ran;
import io.memberport.cli.ExecutableJar.Running;
import io.memberport.simulator.AlidaSimulator;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that is interrupted when its run has ended, and receivers keep it waiting. */
@Tag("fault")
class HungReceiversIT {

    @TempDir
    Path directory;

    @Test
    void leaveTheOutcomeOfARunAsItIs() throws Exception {
        Path results = Files.createTempFile(directory, "results", ".json");
        try (AlidaSimulator alida = AlidaSimulator.builder().start();
                Receiver hung = Receiver.hung()) {
            Running run = new ExecutableJar(directory)
                    .start(
                            results,
                            Map.of(
                                    "MEMBERPORT_API_URL", alida.apiUrl().toString(),
                                    "MEMBERPORT_COMMUNITY", alida.community(),
                                    "MEMBERPORT_CLIENT_ID", alida.clientId(),
                                    "MEMBERPORT_CLIENT_SECRET", alida.clientSecret(),
                                    "MEMBERPORT_API_KEY", alida.apiKey(),
                                    "MEMBERPORT_OTLP_ENDPOINT", hung.address().toString(),
                                    "MEMBERPORT_NOTIFY_URL", hung.address().toString()),
                            "export",
                            "--to",
                            "csv:members.csv",
                            "--output",
                            "json");
            while (run.process().isAlive() && hung.requests().isEmpty()) {
                Thread.sleep(20);
            }

            run.process().destroy();

            Ran ended = run.awaitEnd();
            assertEquals(0, ended.exitCode(), ended.err());
            assertTrue(ended.out().contains("\"outcome\":\"written\""), ended.out());
            assertFalse(ended.err().contains("unknown"), ended.err());
            assertTrue(ended.err().contains("The outcome of the run stays as it is."), ended.err());
        }
    }
}
