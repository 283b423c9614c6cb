package com.example.nightly;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.memberport.export.ExportResult;
import io.memberport.export.TargetResult;
import io.memberport.http.ClientCredentials;
import io.memberport.simulator.AlidaSimulator;
import io.memberport.simulator.generator.ExportGenerator;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is published, used as its documentation says. */
class NightlyExportTest {

    private static final long MEMBERS = 40;

    @Test
    void writesEveryMember(@TempDir Path directory) throws Exception {
        Path csv = directory.resolve("members.csv");
        ExportGenerator.Spec export =
                ExportGenerator.Spec.builder().members(MEMBERS).variables(8).build();

        ExportResult result;
        try (AlidaSimulator alida =
                AlidaSimulator.builder().export(export).looks(0, 0).start()) {
            result = NightlyExport.run(
                    alida.apiUrl(),
                    alida.community(),
                    new ClientCredentials(alida.clientId(), alida.clientSecret(), alida.apiKey()),
                    csv);
        }

        assertEquals(MEMBERS, result.metadata().members());
        assertEquals(TargetResult.Outcome.COMMITTED, result.targets().get(0).outcome());
        try (Stream<String> rows = Files.lines(csv)) {
            assertEquals(
                    MEMBERS,
                    rows.skip(1)
                            .filter(row -> row.matches("[0-9a-f-]{36},.*"))
                            .map(row -> row.substring(0, 36))
                            .distinct()
                            .count());
        }
    }
}
