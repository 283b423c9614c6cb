package io.memberport.it;

import io.memberport.it.kill.KillHarness;
import io.memberport.it.kill.KillPoint;
import io.memberport.it.kill.KillReport;
import io.memberport.it.kill.ParallelHarnesses;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What docs/csv.md promises of a killed run, of the program as users start it. Few random kills in an ordinary build, many
 * if {@code memberport.thorough} is set. What was done is in {@code target/killed-csv.txt}.
 */
class KilledCsvIT {

    private static final boolean THOROUGH = Boolean.getBoolean("memberport.thorough");
    private static final int RANDOM_KILLS = THOROUGH ? 8 : 6;
    private static final int RANDOM_KILLS_OF_OTHERS = THOROUGH ? 5 : 4;
    private static final long SEED = 1;
    private static final KillPoint VARIABLES_KNOWN = KillPoint.leaving("io.memberport.export.VariablePass", "over");
    private static final KillPoint DEFLATED = KillPoint.leaving(
                    "io.memberport.encoding.block.BlockDeflater", "compress")
            .time(2);

    @TempDir
    Path directory;

    /** Three blocks, so that there is something between the first and the last. */
    @BeforeEach
    void makeExports() throws IOException {
        Exports.write(directory.resolve("export.json"), 50, 1);
        Exports.write(directory.resolve("earlier.json"), 15, 2);
    }

    @Test
    void leavesTheFormerFileOrTheNewOneWheneverItIsKilled() throws Exception {
        LauncherJar launcher = LauncherJar.learning(directory, load("export.json", "learning.csv", "long"));
        List<KillHarness> harnesses = List.of(
                harness(launcher, "members.csv", "long", CsvRunPoints.all()).random(RANDOM_KILLS, SEED),
                harness(launcher, "members.csv", "wide", with(VARIABLES_KNOWN)).random(RANDOM_KILLS_OF_OTHERS, SEED),
                harness(launcher, "members.csv.gz", "long", with(DEFLATED)).random(RANDOM_KILLS_OF_OTHERS, SEED));

        List<KillReport> reports = ParallelHarnesses.run(2, harnesses);

        Files.write(
                Path.of("target", "killed-csv.txt"),
                reports.stream().map(KillReport::toString).toList());
        reports.forEach(report -> report.kills().forEach(CsvRunPoints::requireWhatThePointPromises));
    }

    private static List<KillPoint> with(KillPoint own) {
        return Stream.concat(Stream.of(own), CsvRunPoints.FEW.stream()).toList();
    }

    private KillHarness harness(LauncherJar launcher, String file, String layout, List<KillPoint> points)
            throws IOException, InterruptedException {
        Path target = Files.createTempDirectory(directory, "target-");
        Path earlier = Files.createTempDirectory(directory, "earlier-");
        LauncherJar.run(launcher.in(
                directory, load("earlier.json", earlier.resolve(file).toString(), layout)));
        String[] load = load("export.json", target.resolve(file).toString(), layout);
        return KillHarness.of(() -> launcher.in(directory, load), new ReplacedFile(target, earlier, file))
                .at(points.toArray(KillPoint[]::new))
                .committingAt(CsvRunPoints.COMMIT)
                .repeatSays(CsvRunPoints.ALREADY_WRITTEN)
                .oncePerPoint();
    }

    private static String[] load(String export, String file, String layout) {
        return new String[] {
            "load", export, "--to", "csv:" + file, "--option", "layout=" + layout, "--output", "json", "--quiet"
        };
    }
}
