package io.memberport.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memberport.cli.ExecutableJar.Ran;
import io.memberport.cli.ExecutableJar.Running;
import io.memberport.simulator.AlidaSimulator;
import io.memberport.simulator.generator.ExportGenerator;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Processes that download to one path at the same time. */
@Tag("fault")
class DownloadsAtOnceIT {

    @TempDir
    Path directory;

    private static Map<String, String> settings(AlidaSimulator simulator) {
        return Map.of(
                "MEMBERPORT_API_URL", simulator.apiUrl().toString(),
                "MEMBERPORT_COMMUNITY", simulator.community(),
                "MEMBERPORT_CLIENT_ID", simulator.clientId(),
                "MEMBERPORT_CLIENT_SECRET", simulator.clientSecret(),
                "MEMBERPORT_API_KEY", simulator.apiKey());
    }

    @Test
    void refusesAPathThatAnotherProcessIsDownloadingTo() throws Exception {
        ExecutableJar jar = new ExecutableJar(directory);
        Path part = directory.resolve("export.json.part");
        try (AlidaSimulator slow = AlidaSimulator.builder()
                        .export(ExportGenerator.Spec.builder()
                                .members(2_000)
                                .variables(5)
                                .build())
                        .bytesPerSecond(200_000)
                        .start();
                AlidaSimulator quick = AlidaSimulator.builder().start()) {
            Running first = jar.start(
                    Files.createTempFile(directory, "results", ".json"),
                    settings(slow),
                    "download",
                    slow.batchId(),
                    "--file",
                    "export.json");
            while (first.process().isAlive() && !(Files.exists(part) && Files.size(part) > 0)) {
                Thread.sleep(20);
            }

            Ran second = jar.run(settings(quick), "download", quick.batchId(), "--file", "export.json", "--force");
            assertTrue(first.process().isAlive(), "the second one came too late");
            assertEquals(8, second.exitCode(), second.err());
            assertTrue(second.err().contains("Another download is writing " + part), second.err());
            assertTrue(second.err().contains("Wait for it, or name another file."), second.err());

            Ran ended = first.awaitEnd();
            assertEquals(0, ended.exitCode(), ended.err());
            assertEquals(-1, Files.mismatch(slow.exportFile(slow.batchId()), directory.resolve("export.json")));
            assertTrue(Files.notExists(part.resolveSibling("export.json.part.lock")));
        }
    }
}
