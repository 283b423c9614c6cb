package io.memberport.it;

import io.memberport.it.kill.KillHarness;
import io.memberport.it.kill.KillPoint;
import io.memberport.it.kill.KillReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What docs/spreadsheets.md promises of a killed run, of the program as users start it. Three points in an ordinary build, more if {@code
 * memberport.thorough} is set. What was done is in {@code target/killed-xlsx.txt}.
 */
class KilledXlsxIT {

    private static final boolean THOROUGH = Boolean.getBoolean("memberport.thorough");
    private static final int EVERY = THOROUGH ? 2 : 6;
    private static final int RANDOM_KILLS = THOROUGH ? 2 : 1;
    private static final long SEED = 1;
    private static final String FILE = "members.xlsx";

    @TempDir
    Path directory;

    /** Three blocks, so that there is something between the first and the last. */
    @BeforeEach
    void makeExports() throws IOException {
        Exports.write(directory.resolve("export.json"), 50, 1);
        Exports.write(directory.resolve("earlier.json"), 15, 2);
    }

    @Test
    void leavesTheFormerWorkbookOrTheNewOneWheneverItIsKilled() throws Exception {
        LauncherJar launcher = LauncherJar.learning(directory, load("export.json", Path.of("learning.xlsx")));
        Path target = Files.createTempDirectory(directory, "target-");
        Path earlier = Files.createTempDirectory(directory, "earlier-");
        LauncherJar.run(launcher.in(directory, load("earlier.json", earlier.resolve(FILE))));
        List<KillPoint> all = XlsxRunPoints.all();
        KillPoint[] points =
                all.stream().filter(point -> all.indexOf(point) % EVERY == 0).toArray(KillPoint[]::new);
        String[] load = load("export.json", target.resolve(FILE));
        KillHarness harness = KillHarness.of(
                        () -> launcher.in(directory, load), new ReplacedFile(target, earlier, FILE))
                .at(points)
                .committingAt(XlsxRunPoints.COMMIT)
                .repeatSays(CsvRunPoints.ALREADY_WRITTEN)
                .oncePerPoint()
                .random(RANDOM_KILLS, SEED);

        KillReport report = harness.run();

        Files.writeString(Path.of("target", "killed-xlsx.txt"), report.toString());
        report.kills().forEach(CsvRunPoints::requireWhatThePointPromises);
    }

    private static String[] load(String export, Path file) {
        // Made-up texts can be longer than a cell.
        return new String[] {
            "load",
            export,
            "--to",
            "xlsx:" + file,
            "--option",
            "xlsx.invalid-values=replace",
            "--output",
            "json",
            "--quiet"
        };
    }
}
