package io.memberport.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memberport.testing.store.ObjectStore;
import io.memberport.testkit.kill.Kill;
import io.memberport.testkit.kill.KillHarness;
import io.memberport.testkit.kill.KillPoint;
import io.memberport.testkit.kill.KillReport;
import io.memberport.testkit.kill.Outcome;
import io.memberport.testkit.kill.SideBySide;
import io.memberport.testkit.kill.Start;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a killed run leaves in object storage: to readers the former export or the new one, and nothing that the next run does
 * not remove, be it of the same batch or of another. Few kills in an ordinary build, many if {@code memberport.thorough} is
 * set. What was done is in {@code target/killed-s3.txt}.
 */
class KilledS3IT {

    private static final boolean THOROUGH = Boolean.getBoolean("memberport.thorough");
    private static final int RANDOM_KILLS = 1;
    private static final int OF_THE_SAME_BATCH = 4;
    private static final long SEED = 1;
    private static final String WRITTEN = "\"outcome\":\"written\"";
    private static final String ALREADY_WRITTEN = "\"outcome\":\"already-written\"";
    private static final List<String> FILES_OF_ONE_PART = List.of("file-size=1MB", "compression=gzip");
    private static final List<String> FILES_OF_TWO_PARTS = List.of("file-size=9MB", "compression=none");
    private static final List<String> PARQUET =
            List.of("file-size=100kB", "compression=zstd", "format=parquet", "layout=wide");

    @TempDir
    Path directory;

    private final ObjectStore store = ObjectStore.shared();
    private final List<BucketTarget> targets = new ArrayList<>();

    /** Each makes several files; "again" and "changes-again" are the data of others in another batch. */
    @BeforeEach
    void makeExports() throws IOException {
        Exports.write(directory.resolve("earlier.json"), 250, 40, "4f9c4a3e-0000-4000-8000-000000000001");
        Exports.write(directory.resolve("export.json"), 330, 60, "4f9c4a3e-0000-4000-8000-000000000002");
        Exports.write(directory.resolve("again.json"), 330, 60, "4f9c4a3e-0000-4000-8000-000000000003");
        Exports.write(directory.resolve("long.json"), 1200, 60, "4f9c4a3e-0000-4000-8000-000000000004");
        Exports.writeChanges(directory.resolve("changes.json"), 660, 60, "4f9c4a3e-0000-4000-8000-000000000005");
        Exports.writeChanges(directory.resolve("changes-again.json"), 660, 60, "4f9c4a3e-0000-4000-8000-000000000006");
    }

    @AfterEach
    void removeTargets() {
        targets.forEach(BucketTarget::close);
    }

    @Test
    void leavesTheFormerExportOrTheNewOneWheneverItIsKilled() throws Exception {
        BucketTarget learning = target();
        LauncherJar.run(
                learning.let(LauncherJar.learner(directory, load("export.json", learning.url(), FILES_OF_ONE_PART))));
        LauncherJar launcher = LauncherJar.learnt(directory);
        List<KillHarness> harnesses = List.of(
                sameBatch(launcher, "export.json", FILES_OF_ONE_PART, points())
                        .random(RANDOM_KILLS, SEED)
                        .committingAt(BucketRunPoints.COMMIT),
                sameBatch(launcher, "long.json", FILES_OF_TWO_PARTS, BucketRunPoints.FEW)
                        .starts(Start.EARLIER_EXPORT),
                sameBatch(launcher, "changes.json", FILES_OF_ONE_PART, BucketRunPoints.FEW)
                        .starts(Start.EARLIER_EXPORT),
                sameBatch(launcher, "export.json", PARQUET, BucketRunPoints.FEW).starts(Start.EARLIER_EXPORT),
                inTurn(launcher, "export.json", "again.json", BucketRunPoints.FEW)
                        .starts(Start.EARLIER_EXPORT),
                inTurn(launcher, "changes.json", "changes-again.json", BucketRunPoints.FEW)
                        .starts(Start.EARLIER_EXPORT));

        List<KillReport> reports = SideBySide.run(2, harnesses);

        Files.write(
                Path.of("target", "killed-s3.txt"),
                reports.stream().map(KillReport::toString).toList());
        reports.forEach(report -> report.kills().forEach(KilledS3IT::requireOutcome));
        reports.subList(0, OF_THE_SAME_BATCH)
                .forEach(report -> report.kills().forEach(KilledS3IT::requireWhatTheNextRunSays));
    }

    /** The next run of the same batch writes it unless it finds it committed. */
    private static void requireWhatTheNextRunSays(Kill kill) {
        if (kill.outcome() == Outcome.NEW) {
            assertTrue(kill.said().contains(ALREADY_WRITTEN), kill::toString);
        } else if (!kill.killedAgain()) {
            assertTrue(kill.said().contains(WRITTEN), kill::toString);
        }
    }

    private static void requireOutcome(Kill kill) {
        if (kill.point() != null) {
            boolean done = BucketRunPoints.AFTER_THE_COMMIT.contains(kill.point());
            assertEquals(done ? Outcome.NEW : Outcome.FORMER, kill.outcome(), kill::toString);
        }
    }

    private static List<KillPoint> points() {
        return THOROUGH ? BucketRunPoints.all() : BucketRunPoints.SOME;
    }

    /** The next run brings what the killed one was to bring. */
    private KillHarness sameBatch(LauncherJar launcher, String export, List<String> options, List<KillPoint> points)
            throws IOException, InterruptedException {
        BucketTarget target = targetWithEarlier(launcher, options);
        String[] load = load(export, target.url(), options);
        return harness(KillHarness.of(() -> target.let(launcher.in(directory, load)), target), points)
                .repeatSays(ALREADY_WRITTEN);
    }

    /** The next run brings the same data in another batch. */
    private KillHarness inTurn(LauncherJar launcher, String first, String second, List<KillPoint> points)
            throws IOException, InterruptedException {
        BucketTarget target = targetWithEarlier(launcher, FILES_OF_ONE_PART);
        AtomicInteger runs = new AtomicInteger();
        return harness(
                KillHarness.of(
                        () -> target.let(launcher.in(
                                directory,
                                load(
                                        runs.getAndIncrement() % 2 == 0 ? first : second,
                                        target.url(),
                                        FILES_OF_ONE_PART))),
                        target),
                points);
    }

    private static KillHarness harness(KillHarness harness, List<KillPoint> points) {
        return harness.at(points.toArray(KillPoint[]::new)).oncePerPoint();
    }

    private BucketTarget target() {
        BucketTarget target = new BucketTarget(store);
        targets.add(target);
        return target;
    }

    private BucketTarget targetWithEarlier(LauncherJar launcher, List<String> options)
            throws IOException, InterruptedException {
        BucketTarget target = target();
        LauncherJar.run(target.let(launcher.in(directory, load("earlier.json", target.url(), options))));
        target.keepAsEarlier();
        return target;
    }

    private String[] load(String export, String url, List<String> options) {
        List<String> arguments = new ArrayList<>(List.of("load", export, "--to", url, "--output", "json", "--quiet"));
        arguments.addAll(List.of("--option", "endpoint=" + store.endpoint(), "--option", "path-style=true"));
        options.forEach(option -> arguments.addAll(List.of("--option", option)));
        return arguments.toArray(String[]::new);
    }
}
