package io.memberport.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.memberport.it.kill.InitialContent;
import io.memberport.it.kill.Kill;
import io.memberport.it.kill.KillHarness;
import io.memberport.it.kill.KillPoint;
import io.memberport.it.kill.KillReport;
import io.memberport.it.kill.Outcome;
import io.memberport.it.kill.ParallelHarnesses;
import io.memberport.simulator.AlidaSimulator;
import io.memberport.simulator.ReceivedRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a killed download leaves, one to a file and one to the private copy of a run that reads the export twice. Few random
 * kills in an ordinary build, more if {@code memberport.thorough} is set. What was done is in {@code
 * target/killed-download.txt}.
 */
@Tag("fault")
class KilledDownloadIT {

    private static final boolean THOROUGH = Boolean.getBoolean("memberport.thorough");
    private static final int RANDOM_KILLS = THOROUGH ? 12 : 2;
    private static final long SEED = 1;
    private static final int BETWEEN_TWO_CHECKPOINTS_AND_THREE = 2_750;
    private static final String ALREADY_WRITTEN = "\"outcome\":\"already-written\"";

    @TempDir
    Path directory;

    private final List<AlidaSimulator> simulators = new ArrayList<>();
    private LauncherJar launcher;

    @BeforeEach
    void learn() throws Exception {
        Exports.write(directory.resolve("short.json"), 200, 1);
        Exports.write(directory.resolve("long.json"), BETWEEN_TWO_CHECKPOINTS_AND_THREE, 1);
        Exports.write(directory.resolve("earlier.json"), 15, 2);
        AlidaSimulator simulator = serve("short.json");
        LauncherJar.run(let(simulator, LauncherJar.learner(directory, export(simulator, "learning.csv", "."))));
        launcher = LauncherJar.learnt(directory);
    }

    @AfterEach
    void stop() {
        simulators.forEach(AlidaSimulator::close);
    }

    @Test
    void leavesNoDamagedFileAndResumesAtTheLastCheckpointWheneverItIsKilled() throws Exception {
        DownloadTarget plain = target();
        DownloadTarget replaced = target();
        List<KillPoint> points = THOROUGH ? DownloadRunPoints.withoutName() : DownloadRunPoints.SOME;
        List<KillHarness> harnesses = List.of(
                harness(plain, points).starts(InitialContent.EMPTY),
                harness(replaced, DownloadRunPoints.aroundTheRenaming(), "--force")
                        .committingAt(DownloadRunPoints.COMMIT)
                        .random(RANDOM_KILLS, SEED));

        List<KillReport> reports = ParallelHarnesses.run(2, harnesses);

        report("killed-download.txt", reports);
        requireWhatThePointsPromise(reports.get(0), plain);
        requireWhatThePointsPromise(reports.get(1), replaced);
    }

    /** Each start is measured by a run to its end; the points come next. */
    private static void requireWhatThePointsPromise(KillReport report, DownloadTarget target) {
        List<Kill> kills =
                report.kills().stream().filter(kill -> kill.point() != null).toList();
        int measured =
                Math.toIntExact(kills.stream().map(Kill::start).distinct().count());
        IntStream.range(0, kills.size())
                .forEach(i -> requireWhatThePointPromises(
                        kills.get(i), target.completions().get(measured + i)));
    }

    /** A run that is killed on the leftovers of a kill may have come any distance. */
    private static void requireWhatThePointPromises(Kill kill, List<ReceivedRequest> asked) {
        boolean hasName = DownloadRunPoints.WITH_ITS_NAME.contains(kill.point());
        assertEquals(hasName ? Outcome.NEW : Outcome.FORMER, kill.outcome(), kill::toString);
        if (kill.killedAgain()) {
            return;
        }
        boolean goesOn = DownloadRunPoints.WITH_STATE.contains(kill.point());
        assertEquals(
                List.of(goesOn ? 206 : 200),
                asked.stream().map(ReceivedRequest::status).toList(),
                kill::toString);
        assertEquals(goesOn, asked.get(0).headerNames().containsAll(List.of("range", "if-match")), kill::toString);
    }

    @Test
    void leavesNothingOfAPrivateCopyWheneverItIsKilled() throws Exception {
        AlidaSimulator simulator = serve("short.json");
        Path spool = Files.createTempDirectory(directory, "spool-");
        Path folder = Files.createTempDirectory(directory, "target-");
        Path earlier = Files.createTempDirectory(directory, "earlier-");
        LauncherJar.run(launcher.in(
                directory,
                "load",
                "earlier.json",
                "--to",
                "csv:" + earlier.resolve("members.csv"),
                "--option",
                "layout=wide"));
        String[] export = export(simulator, folder.resolve("members.csv").toString(), spool.toString());
        SpooledCsvTarget target = new SpooledCsvTarget(new ReplacedFile(folder, earlier, "members.csv"), spool);

        KillReport report = KillHarness.of(() -> let(simulator, launcher.in(directory, export)), target)
                .at(SpoolRunPoints.ALL.toArray(KillPoint[]::new))
                .oncePerPoint()
                .random(RANDOM_KILLS, SEED)
                .repeatSays(ALREADY_WRITTEN)
                .run();

        report("killed-copy.txt", List.of(report));
        for (KillPoint point : SpoolRunPoints.ALL) {
            Outcome expected = point.equals(SpoolRunPoints.AFTER_THE_COMMIT) ? Outcome.NEW : Outcome.FORMER;
            assertEquals(Set.of(expected), report.outcomesAt(point), point::toString);
        }
    }

    private DownloadTarget target() throws IOException {
        Path earlier = Files.createTempDirectory(directory, "earlier-");
        Files.writeString(earlier.resolve("export.json"), "another file");
        return new DownloadTarget(Files.createTempDirectory(directory, "target-"), earlier, serve("long.json"));
    }

    private KillHarness harness(DownloadTarget target, List<KillPoint> points, String... options) {
        List<String> download =
                new ArrayList<>(List.of("download", target.simulator().batchId()));
        download.addAll(List.of("--file", target.file().toString(), "--quiet"));
        download.addAll(List.of(options));
        return KillHarness.of(
                        () -> let(target.simulator(), launcher.in(directory, download.toArray(String[]::new))), target)
                .at(points.toArray(KillPoint[]::new))
                .oncePerPoint();
    }

    private static String[] export(AlidaSimulator simulator, String file, String spool) {
        return new String[] {
            "export",
            "--batch-id",
            simulator.batchId(),
            "--to",
            "csv:" + file,
            "--option",
            "layout=wide",
            "--spool-directory",
            spool,
            "--output",
            "json",
            "--quiet"
        };
    }

    private AlidaSimulator serve(String file) throws IOException {
        AlidaSimulator simulator = AlidaSimulator.builder()
                .file(directory.resolve(file))
                .looks(0, 0)
                .spoolDirectory(directory)
                .start();
        simulators.add(simulator);
        return simulator;
    }

    private ProcessBuilder let(AlidaSimulator simulator, ProcessBuilder command) {
        command.environment()
                .putAll(Map.of(
                        "MEMBERPORT_API_URL", simulator.apiUrl().toString(),
                        "MEMBERPORT_COMMUNITY", simulator.community(),
                        "MEMBERPORT_CLIENT_ID", simulator.clientId(),
                        "MEMBERPORT_CLIENT_SECRET", simulator.clientSecret(),
                        "MEMBERPORT_API_KEY", simulator.apiKey(),
                        "XDG_STATE_HOME", directory.toString()));
        return command;
    }

    private static void report(String name, List<KillReport> reports) throws IOException {
        Files.write(
                Path.of("target", name),
                reports.stream().map(KillReport::toString).toList());
    }
}
