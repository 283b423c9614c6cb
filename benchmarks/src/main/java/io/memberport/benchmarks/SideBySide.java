package io.memberport.benchmarks;

import io.memberport.simulator.AlidaSimulator;
import io.memberport.simulator.ExportGenerator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Measures whole programs that turn one export into a long CSV file, in turns, each in a process of its own: the plain
 * program, {@code memberport load} from a file, and {@code memberport export} over HTTP from a simulator in this process.
 * Before it measures it makes sure that all of them write the same bytes.
 *
 * <p>Arguments, all optional: {@code --members N} (default 100000, about 1.26 GB), {@code --rounds N} (default 5),
 * {@code --file EXPORT} (instead of a generated one), {@code --directory DIR} for all files (default: a temporary one).
 */
public final class SideBySide {

    private static final String HEAP = "-Xmx64m";

    private final Path export;
    private final Path directory;
    private final Path launcher;

    private SideBySide(Path export, Path directory, Path launcher) {
        this.export = export;
        this.directory = directory;
        this.launcher = launcher;
    }

    /** Measures and prints a table. */
    public static void main(String[] args) throws IOException, InterruptedException {
        Map<String, String> options = options(args);
        Path directory = options.containsKey("directory")
                ? Files.createDirectories(Path.of(options.get("directory")))
                : Files.createTempDirectory("memberport-benchmark-");
        Path launcher = Path.of("cli-launcher", "target", "memberport.jar");
        if (!Files.isRegularFile(launcher)) {
            throw new IllegalStateException("build first, and run from the project's root: there is no " + launcher);
        }
        try {
            Path export = options.containsKey("file")
                    ? Path.of(options.get("file"))
                    : generated(directory, Long.parseLong(options.get("members")));
            new SideBySide(export, directory, launcher).measure(Integer.parseInt(options.get("rounds")));
        } finally {
            if (!options.containsKey("directory")) {
                delete(directory);
            }
        }
    }

    private static Map<String, String> options(String[] args) {
        Map<String, String> options = new LinkedHashMap<>(Map.of("members", "100000", "rounds", "5"));
        for (int i = 0; i + 1 < args.length; i += 2) {
            options.put(args[i].replaceFirst("^--", ""), args[i + 1]);
        }
        return options;
    }

    private static Path generated(Path directory, long members) throws IOException {
        Path export = directory.resolve("export.json");
        ExportGenerator.Content content = ExportGenerator.of(ExportGenerator.Spec.builder()
                        .members(members)
                        .variables(60)
                        .build())
                .writeTo(export);
        System.out.printf(
                "Export: %,d bytes, %,d members, %,d values%n",
                content.jsonBytes(), content.members(), content.values());
        return export;
    }

    private void measure(int rounds) throws IOException, InterruptedException {
        try (AlidaSimulator simulator =
                AlidaSimulator.builder().file(export).looks(0, 0).start()) {
            Map<String, Program> programs = new LinkedHashMap<>();
            programs.put("plain", plain());
            programs.put("file", load());
            programs.put("http", export(simulator));
            Map<String, List<Measurement>> results = new LinkedHashMap<>();
            for (int round = 0; round <= rounds; round++) {
                for (Map.Entry<String, Program> program : programs.entrySet()) {
                    Measurement measured = program.getValue().measure(directory);
                    System.out.printf(
                            "round %d %-6s %7.2f s %7.0f MB/s, resident at most %4d MB%n",
                            round,
                            program.getKey(),
                            measured.seconds(),
                            megabytes() / measured.seconds(),
                            measured.residentBytes() / 1_000_000);
                    if (round > 0) {
                        results.computeIfAbsent(program.getKey(), name -> new ArrayList<>())
                                .add(measured);
                    }
                }
                if (round == 0) {
                    requireSameBytes(programs);
                    System.out.println("All wrote the same bytes. Round 0 does not count.");
                }
            }
            summarise(results);
        }
    }

    private double megabytes() throws IOException {
        return Files.size(export) / 1e6;
    }

    private void summarise(Map<String, List<Measurement>> results) {
        double plain = Measurement.medianSeconds(results.getOrDefault("plain", List.of()));
        double file = Measurement.medianSeconds(results.getOrDefault("file", List.of()));
        double http = Measurement.medianSeconds(results.getOrDefault("http", List.of()));
        System.out.printf(
                "%nMedians of whole-process wall time: plain %.2f s, file %.2f s, http %.2f s%n", plain, file, http);
        System.out.printf(
                "file is %.2f x the speed of plain; http takes %.2f x the time of file%n", plain / file, http / file);
        long resident = results.getOrDefault("file", List.of()).stream()
                .mapToLong(Measurement::residentBytes)
                .max()
                .orElse(0);
        System.out.printf("file ran with %s, resident at most %d MB%n", HEAP, resident / 1_000_000);
    }

    private Program plain() {
        Path csv = directory.resolve("plain.csv");
        String classPath = System.getProperty("java.class.path");
        return new Program(
                csv,
                List.of(java(), "-cp", classPath, PlainProgram.class.getName(), export.toString(), csv.toString()),
                Map.of());
    }

    private Program load() {
        Path csv = directory.resolve("file.csv");
        return new Program(
                csv,
                List.of(
                        java(),
                        HEAP,
                        "-jar",
                        launcher.toString(),
                        "load",
                        export.toString(),
                        "--to",
                        "csv:" + csv,
                        "--quiet"),
                Map.of());
    }

    private Program export(AlidaSimulator simulator) {
        Path csv = directory.resolve("http.csv");
        return new Program(
                csv,
                List.of(
                        java(),
                        HEAP,
                        "-jar",
                        launcher.toString(),
                        "export",
                        "--api-url",
                        simulator.apiUrl().toString(),
                        "--community",
                        simulator.community(),
                        "--batch-id",
                        simulator.batchId(),
                        "--to",
                        "csv:" + csv,
                        "--quiet"),
                Map.of(
                        "MEMBERPORT_CLIENT_ID", simulator.clientId(),
                        "MEMBERPORT_CLIENT_SECRET", simulator.clientSecret(),
                        "MEMBERPORT_API_KEY", simulator.apiKey()));
    }

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    private static void requireSameBytes(Map<String, Program> programs) throws IOException {
        Path first = programs.values().iterator().next().csv();
        for (Program program : programs.values()) {
            if (Files.mismatch(first, program.csv()) >= 0) {
                throw new IllegalStateException(first + " and " + program.csv() + " differ");
            }
        }
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(directory);
    }
}
