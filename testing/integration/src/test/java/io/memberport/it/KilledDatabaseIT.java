package io.memberport.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memberport.it.DatabaseRunPoints.Points;
import io.memberport.it.kill.InitialContent;
import io.memberport.it.kill.Kill;
import io.memberport.it.kill.KillHarness;
import io.memberport.it.kill.KillPoint;
import io.memberport.it.kill.KillReport;
import io.memberport.it.kill.Outcome;
import io.memberport.it.kill.ParallelHarnesses;
import io.memberport.testing.database.MariaDbServer;
import io.memberport.testing.database.PostgresServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What docs/databases.md promises of a killed run, of the program as users start it: tables that hold an earlier export hold
 * that one or the new one, and the next run finishes what is left to do. Few kills in an ordinary build, many if {@code
 * memberport.thorough} is set. What was done is in {@code target/killed-databases.txt}.
 */
class KilledDatabaseIT {

    private static final boolean THOROUGH = Boolean.getBoolean("memberport.thorough");
    private static final int RANDOM_KILLS = THOROUGH ? 2 : 1;
    private static final long SEED = 1;
    private static final String WRITTEN = "\"outcome\":\"written\"";
    private static final String ALREADY_WRITTEN = "\"outcome\":\"already-written\"";

    @TempDir
    Path directory;

    /** A place with what is tried there, and what has to hold. */
    private record Trial(KillHarness harness, Points points) {}

    @BeforeEach
    void makeExports() throws IOException {
        Exports.write(directory.resolve("earlier.json"), 15, 12, "4f9c4a3e-0000-4000-8000-000000000001");
        Exports.write(directory.resolve("export.json"), 40, 18, "4f9c4a3e-0000-4000-8000-000000000002");
        // A fifth of the members have left.
        Exports.write(directory.resolve("fewer.json"), 12, 18, "4f9c4a3e-0000-4000-8000-000000000003");
    }

    @Test
    void leavesTheFormerExportOrTheNewOneWheneverItIsKilled() throws Exception {
        try (PostgresServer postgres = PostgresPlace.withUser(PostgresServer.start("fsync=off"));
                MariaDbServer mariaDb =
                        MariaDbPlace.withUser(MariaDbServer.start("innodb-flush-log-at-trx-commit=2"))) {
            LauncherJar launcher = learn(List.of(
                    new PostgresPlace(postgres, "learning"),
                    new MariaDbPlace(mariaDb, "learning"),
                    FilePlace.sqlite(directory),
                    FilePlace.h2(directory)));
            List<Trial> trials = new ArrayList<>();
            trials.add(ordinary(
                    launcher, new PostgresPlace(postgres, "merge_long"), DatabaseRunPoints.postgres(2), THOROUGH));
            trials.add(
                    ordinary(launcher, new MariaDbPlace(mariaDb, "merge_long"), DatabaseRunPoints.mariaDb(1), false));
            trials.add(ordinary(launcher, FilePlace.sqlite(directory), DatabaseRunPoints.sqlite(1), THOROUGH));
            trials.add(ordinary(launcher, FilePlace.h2(directory), DatabaseRunPoints.h2(1), THOROUGH));
            trials.add(
                    other(launcher, new PostgresPlace(postgres, "merge_wide"), DatabaseRunPoints.postgres(4), "wide"));
            trials.add(other(launcher, new MariaDbPlace(mariaDb, "merge_wide"), DatabaseRunPoints.mariaDb(2), "wide"));
            trials.add(other(launcher, FilePlace.sqlite(directory), DatabaseRunPoints.sqlite(2), "wide"));
            trials.add(other(launcher, FilePlace.h2(directory), DatabaseRunPoints.h2(2), "wide"));
            trials.add(other(
                    launcher,
                    new PostgresPlace(postgres, "replace_long"),
                    DatabaseRunPoints.postgres(2),
                    "long",
                    "mode=replace"));
            trials.add(departing(
                    launcher, new PostgresPlace(postgres, "mark_long"), DatabaseRunPoints.postgres(2), "mark"));
            trials.add(departing(
                    launcher, new MariaDbPlace(mariaDb, "delete_long"), DatabaseRunPoints.mariaDb(1), "delete"));
            trials.add(departing(launcher, FilePlace.sqlite(directory), DatabaseRunPoints.sqlite(1), "delete"));
            trials.add(departing(launcher, FilePlace.h2(directory), DatabaseRunPoints.h2(1), "mark"));

            List<KillReport> reports =
                    ParallelHarnesses.run(2, trials.stream().map(Trial::harness).toList());

            Files.write(
                    Path.of("target", "killed-databases.txt"),
                    reports.stream().map(KillReport::toString).toList());
            for (int i = 0; i < reports.size(); i++) {
                Points points = trials.get(i).points();
                reports.get(i).kills().forEach(kill -> requireWhatThePointPromises(kill, points));
            }
        }
    }

    /** The next run writes the export unless it finds it committed. */
    private static void requireWhatThePointPromises(Kill kill, Points points) {
        KillPoint point = kill.point();
        if (point == null) {
            return;
        }
        boolean done = points.after().contains(point);
        assertEquals(done ? Outcome.NEW : Outcome.FORMER, kill.outcome(), kill::toString);
        if (done) {
            assertTrue(kill.said().contains(ALREADY_WRITTEN), kill::toString);
        } else if (!kill.killedAgain()) {
            assertTrue(kill.said().contains(WRITTEN), kill::toString);
        }
    }

    /** From one run into all databases there are. */
    private LauncherJar learn(List<Place> places) throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>(List.of("load", "earlier.json"));
        places.forEach(place -> arguments.addAll(List.of("--to", place.earlierUrl())));
        LauncherJar.run(with(places.get(0), LauncherJar.learner(directory, arguments.toArray(String[]::new))));
        return LauncherJar.learnt(directory);
    }

    /** The ordinary run, with all that can be tried with it. */
    private Trial ordinary(LauncherJar launcher, Place place, Points points, boolean atAllPoints) throws Exception {
        Trial trial = trial(launcher, place, points, atAllPoints ? points.all() : points.few(), "export.json", "long");
        KillHarness harness = trial.harness().random(RANDOM_KILLS, SEED).repeatSays(ALREADY_WRITTEN);
        if (THOROUGH) {
            harness.committingAt(DatabaseRunPoints.COMMIT);
        }
        return trial;
    }

    /** A run in another layout or mode, which is another one only in some parts. */
    private Trial other(LauncherJar launcher, Place place, Points points, String layout, String... options)
            throws Exception {
        Trial trial = trial(launcher, place, points, points.ofTheCommit(), "export.json", layout, options);
        trial.harness().oncePerPoint();
        return trial;
    }

    /** A run that marks or deletes members who have left, killed after that and around its commit. */
    private Trial departing(LauncherJar launcher, Place place, Points points, String departed) throws Exception {
        Trial trial = trial(launcher, place, points, points.few(), "fewer.json", "long", "departed=" + departed);
        trial.harness().oncePerPoint();
        return trial;
    }

    private Trial trial(
            LauncherJar launcher,
            Place place,
            Points points,
            List<KillPoint> at,
            String export,
            String layout,
            String... options)
            throws Exception {
        LauncherJar.run(with(place, launcher.in(directory, load("earlier.json", place.earlierUrl(), layout, options))));
        String[] load = load(export, place.url(), layout, options);
        KillHarness harness = KillHarness.of(() -> with(place, launcher.in(directory, load)), new DatabaseTarget(place))
                .starts(InitialContent.EARLIER_EXPORT)
                .at(at.toArray(KillPoint[]::new));
        return new Trial(harness, points);
    }

    private static ProcessBuilder with(Place place, ProcessBuilder command) {
        command.environment().putAll(place.environment());
        return command;
    }

    private static String[] load(String export, String url, String layout, String... options) {
        List<String> arguments = new ArrayList<>(
                List.of("load", export, "--to", url, "--option", "layout=" + layout, "--output", "json", "--quiet"));
        for (String option : options) {
            arguments.addAll(List.of("--option", option));
        }
        return arguments.toArray(String[]::new);
    }
}
