package com.example.nightly;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memberport.simulator.AlidaSimulator;
import io.memberport.simulator.ExportGenerator;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program in a JVM of its own that has a module path and no class path. */
class ModulePathTest {

    @Test
    void findsTheSinkAndRunsAnExport(@TempDir Path directory) throws Exception {
        Path csv = directory.resolve("members.csv");
        ExportGenerator.Spec export =
                ExportGenerator.Spec.builder().members(40).variables(8).build();

        String shown;
        try (AlidaSimulator alida =
                AlidaSimulator.builder().export(export).looks(0, 0).start()) {
            shown = run(
                    alida.apiUrl().toString(),
                    alida.community(),
                    alida.clientId(),
                    alida.clientSecret(),
                    alida.apiKey(),
                    "csv:" + csv);
        }

        assertEquals(
                List.of(
                        "40 members",
                        "io.memberport.core, io.memberport.encoding, io.memberport.http, io.memberport.sink.csv"),
                shown.lines().filter(line -> !line.startsWith("SLF4J")).toList(),
                shown);
        assertTrue(Files.size(csv) > 0);
    }

    private static String run(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--module-path",
                "target" + File.separator + "classes" + File.pathSeparator + "target" + File.separator + "modules",
                "--module",
                "com.example.nightly/com.example.nightly.NightlyExport"));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String shown = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(process.waitFor(1, TimeUnit.MINUTES));
        assertEquals(0, process.exitValue(), shown);
        return shown;
    }
}
