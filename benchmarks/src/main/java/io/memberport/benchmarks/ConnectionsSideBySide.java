package io.memberport.benchmarks;

import io.memberport.simulator.AlidaSimulator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Measures {@code memberport export} into a CSV file from a server that limits the rate of each connection, over one connection and
 * over several, in turns. Before it measures it makes sure that both write the same bytes.
 *
 * <p>Arguments, all optional: {@code --members N} (default 10000, about 126 MB), {@code --rounds N} (default 3), {@code --connections N}
 * (default 4), {@code --rate BYTES} (default 2000000, of each connection and second), {@code --directory DIR} for all files (default: a
 * temporary one), {@code --launcher CLASSPATH} (default: the executable jar of the build).
 */
public final class ConnectionsSideBySide {

    private ConnectionsSideBySide() {}

    /** Measures and prints a table. */
    public static void main(String[] args) throws IOException, InterruptedException {
        Arguments arguments = Arguments.of(
                args,
                Map.of("members", "10000", "rounds", "3", "connections", "4", "rate", "2000000"),
                Set.of("directory", "launcher"));
        Launcher launcher = Launcher.of(arguments);
        try (Workspace workspace = Workspace.of(arguments)) {
            Path export = Exports.write(Exports.spec(arguments.number("members")), workspace.resolve("export.json"));
            try (AlidaSimulator simulator = AlidaSimulator.builder()
                    .file(export)
                    .looks(0, 0)
                    .bytesPerSecond(arguments.number("rate"))
                    .start()) {
                Map<String, Program> programs = new LinkedHashMap<>();
                for (String connections : new String[] {"1", arguments.text("connections")}) {
                    programs.put(name(connections), export(connections, simulator, workspace, launcher));
                }
                measure(programs, arguments.number("rounds"), export, workspace);
            }
        }
    }

    private static String name(String connections) {
        return connections + " connection(s)";
    }

    private static Program export(
            String connections, AlidaSimulator simulator, Workspace workspace, Launcher launcher) {
        return launcher.export(
                simulator,
                simulator.apiUrl(),
                "--connections",
                connections,
                "--to",
                "csv:" + csv(name(connections), workspace));
    }

    private static Path csv(String name, Workspace workspace) {
        return workspace.resolve(name.charAt(0) + ".csv");
    }

    private static void measure(Map<String, Program> programs, int rounds, Path export, Workspace workspace)
            throws IOException, InterruptedException {
        Results results = new Results(Files.size(export));
        Path first = csv(programs.keySet().iterator().next(), workspace);
        for (int round = 0; round <= rounds; round++) {
            for (Map.Entry<String, Program> program : programs.entrySet()) {
                Path csv = csv(program.getKey(), workspace);
                Files.deleteIfExists(csv);
                Files.deleteIfExists(Path.of(csv + ".manifest.json"));
                results.add(round, program.getKey(), program.getValue().measure(workspace));
                if (Files.mismatch(first, csv) >= 0) {
                    throw new IllegalStateException(program.getKey() + " wrote other bytes");
                }
            }
        }
        String[] names = programs.keySet().toArray(String[]::new);
        System.out.printf("%nMedians of whole-process wall time, round 0 left out:%n");
        results.compare(names[1], names[0]);
    }
}
