package io.memberport.benchmarks;

import io.memberport.simulator.AlidaSimulator;
import io.memberport.simulator.Delivery;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Measures whole programs that turn one export into a long CSV file, in turns, each in a process of its own: the plain
 * program, {@code memberport load} from a file, and {@code memberport export} over HTTP, from a {@linkplain
 * CheapServer server that costs little} in a process of its own. Before it measures it makes sure that all of them write the same bytes.
 *
 * <p>Arguments, all optional: {@code --members N} (default 100000, about 1.26 GB), {@code --rounds N} (default 5),
 * {@code --file EXPORT} (instead of a generated one), {@code --directory DIR} for all files (default: a temporary one),
 * {@code --launcher CLASSPATH} (default: the executable jar of the build).
 */
public final class SideBySide {

    private static final String PLAIN = "plain";
    private static final String FILE = "file";
    private static final String HTTP = "http";

    private final Path export;
    private final Workspace workspace;
    private final Launcher launcher;

    private SideBySide(Path export, Workspace workspace, Launcher launcher) {
        this.export = export;
        this.workspace = workspace;
        this.launcher = launcher;
    }

    /** A program and the file that it writes. */
    private record Writer(Path csv, Program program) {

        /** From nothing, so that all start alike. */
        Measurement measure(Workspace workspace) throws IOException, InterruptedException {
            Files.deleteIfExists(csv);
            Files.deleteIfExists(Path.of(csv + ".manifest.json"));
            return program.measure(workspace);
        }
    }

    /** Measures and prints a table. */
    public static void main(String[] args) throws IOException, InterruptedException {
        Arguments arguments =
                Arguments.of(args, Map.of("members", "100000", "rounds", "5"), Set.of("file", "directory", "launcher"));
        Launcher launcher = Launcher.of(arguments);
        try (Workspace workspace = Workspace.of(arguments)) {
            Path export = arguments.has("file")
                    ? Path.of(arguments.text("file"))
                    : Exports.write(Exports.spec(arguments.number("members")), workspace.resolve("export.json"));
            new SideBySide(export, workspace, launcher).measure(arguments.number("rounds"));
        }
    }

    private void measure(int rounds) throws IOException, InterruptedException {
        try (AlidaSimulator simulator = AlidaSimulator.builder()
                        .file(export)
                        .looks(0, 0)
                        .delivery(Delivery.RELATIVE_REDIRECT)
                        .start();
                RunningServer server = RunningServer.start(export, simulator.apiUrl())) {
            Map<String, Writer> writers = new LinkedHashMap<>();
            writers.put(PLAIN, plain());
            writers.put(FILE, load());
            writers.put(HTTP, export(simulator, server));
            Results results = new Results(Files.size(export));
            for (int round = 0; round <= rounds; round++) {
                for (Map.Entry<String, Writer> writer : writers.entrySet()) {
                    results.add(round, writer.getKey(), writer.getValue().measure(workspace));
                }
                if (round == 0) {
                    requireSameBytes(writers);
                    System.out.println("All wrote the same bytes. Round 0 does not count.");
                }
            }
            summarise(results);
        }
    }

    private static void summarise(Results results) {
        double plain = results.medianSeconds(PLAIN);
        double file = results.medianSeconds(FILE);
        double http = results.medianSeconds(HTTP);
        System.out.printf(
                "%nMedians of whole-process wall time: plain %.2f s, file %.2f s, http %.2f s%n", plain, file, http);
        System.out.printf(
                "file is %.2f x the speed of plain; http takes %.2f x the time of file%n", plain / file, http / file);
        System.out.printf("file ran with %s, resident at most %d MB%n", Launcher.HEAP, results.residentMegabytes(FILE));
    }

    private Writer plain() {
        Path csv = workspace.resolve("plain.csv");
        String classPath = System.getProperty("java.class.path");
        return new Writer(
                csv,
                Program.here(
                        List.of(
                                Launcher.java(),
                                "-cp",
                                classPath,
                                PlainProgram.class.getName(),
                                export.toString(),
                                csv.toString()),
                        Map.of()));
    }

    private Writer load() {
        Path csv = workspace.resolve("file.csv");
        return new Writer(csv, launcher.program(Map.of(), "load", export.toString(), "--to", "csv:" + csv, "--quiet"));
    }

    private Writer export(AlidaSimulator simulator, RunningServer server) {
        Path csv = workspace.resolve("http.csv");
        return new Writer(csv, launcher.export(simulator, server.url(), "--to", "csv:" + csv));
    }

    private static void requireSameBytes(Map<String, Writer> writers) throws IOException {
        Path first = writers.values().iterator().next().csv();
        for (Writer writer : writers.values()) {
            if (Files.mismatch(first, writer.csv()) >= 0) {
                throw new IllegalStateException(first + " and " + writer.csv() + " differ");
            }
        }
    }
}
