package io.memberport.it.kill;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs a command as a process again and again, ends it with SIGKILL at named points and after random times, and holds the
 * target against what every sink promises:
 *
 * <ul>
 *   <li>after the kill, a reader sees what was there before or what an undisturbed run would have left, never a third
 *       thing;
 *   <li>the same command, run again, succeeds, and the target is what an undisturbed run leaves, with nothing beside it;
 *   <li>that is so on an empty target and on one with an earlier export, and if the second run is killed too.
 * </ul>
 *
 * <pre>{@code
 * KillReport report = KillHarness.of(() -> new ProcessBuilder("java", "-jar", ..., "load", file, "--to", uri), target)
 *         .at(KillPoint.entering("com.example.sink.Upload", "complete"), KillPoint.leaving("com.example.sink.Upload", "complete"))
 *         .random(30, 1)
 *         .committingAt(KillPoint.entering("com.example.sink.ExampleSink", "commit"))
 *         .run();
 * }</pre>
 *
 * <p>The command can be anything that starts one Java program or several one after the other, directly or by a script. It
 * runs undisturbed first, for comparison. At a named point it is stopped by the debugger interface of its virtual machine
 * and killed while it stands there, so the program needs no hooks; the module {@code jdk.jdi} must be there, in this
 * virtual machine, and {@code jdk.jdwp.agent} in the other. A point that no run reaches is an error, not a success.
 *
 * <p>Used by one thread. Several harnesses may run at the same time if their targets have nothing to do with each other.
 */
public final class KillHarness {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int SECOND_KILL_EVERY = 3;
    private static final int REPEAT_EVERY = 5;
    private static final int ATTEMPTS_PER_KILL = 3;
    private static final int ATTEMPTS_IN_RESERVE = 20;

    private final Supplier<ProcessBuilder> command;
    private final KillTarget target;
    private final List<KillPoint> points = new ArrayList<>();
    private final Set<InitialContent> starts = EnumSet.allOf(InitialContent.class);
    private Duration patience = PATIENCE;
    private boolean oncePerPoint;
    private int randomKills;
    private long seed;
    private @Nullable KillPoint commit;
    private @Nullable String repeatSays;

    private KillHarness(Supplier<ProcessBuilder> command, KillTarget target) {
        this.command = Objects.requireNonNull(command, "command");
        this.target = Objects.requireNonNull(target, "target");
    }

    /**
     * A harness for one command.
     *
     * @param command makes the command line, environment and directory of a run, a new object at each call; where the
     *     standard streams go is changed
     * @param target what the command writes
     */
    public static KillHarness of(Supplier<ProcessBuilder> command, KillTarget target) {
        return new KillHarness(command, target);
    }

    /** Adds points, at each of which one run is killed for each start. */
    public KillHarness at(KillPoint... more) {
        points.addAll(List.of(more));
        return this;
    }

    /**
     * Kills runs after random times.
     *
     * @param kills how many runs must be killed; those that end before their kill do not count
     * @param newSeed what the times follow from, together with the measured duration of a run; 0 if never set, for the
     *     times of second kills
     */
    public KillHarness random(int kills, long newSeed) {
        if (kills < 0) {
            throw new IllegalArgumentException("kills must not be negative");
        }
        randomKills = kills;
        seed = newSeed;
        return this;
    }

    /**
     * Says where a run begins to commit, the entry of the sink's {@code commit} for example. From then on half of the
     * random kills are counted, the sooner the likelier, since there is more to break. Without this all are spread evenly
     * over the run.
     */
    public KillHarness committingAt(KillPoint point) {
        commit = Objects.requireNonNull(point, "point");
        return this;
    }

    /** What the target may hold before a run; all there is if not set. */
    public KillHarness starts(InitialContent first, InitialContent... rest) {
        starts.clear();
        starts.add(first);
        starts.addAll(List.of(rest));
        return this;
    }

    /** Kills only once at each point, the starts taking turns, for a test that has to be quick. */
    public KillHarness oncePerPoint() {
        oncePerPoint = true;
        return this;
    }

    /**
     * What a run has in its standard output if it finds that it has nothing to do, because its export is in the target
     * already. If this is set, the command runs once more after an undisturbed run, and after every fifth killed one
     * has been made up for, and must say so and change nothing.
     */
    public KillHarness repeatSays(String part) {
        repeatSays = Objects.requireNonNull(part, "part");
        return this;
    }

    /** How long a run may take before that counts as a failure; two minutes if not set. */
    public KillHarness patience(Duration longest) {
        patience = Objects.requireNonNull(longest, "longest");
        return this;
    }

    /**
     * Does it all. No process is left behind, however it ends.
     *
     * @return what was done
     * @throws AssertionError if a promise is broken, a run fails by itself or does not end, a point is never reached, or
     *     too few random kills come in time; the message says when which run was killed, and what it wrote to standard
     *     error
     * @throws java.io.IOException if the command cannot be started
     * @throws InterruptedException if the thread is interrupted
     * @throws Exception what the target throws
     */
    public KillReport run() throws Exception {
        return new Session().run();
    }

    /** One call of {@link #run}. */
    private final class Session {

        private final long startedNanos = System.nanoTime();
        private final RunLauncher runs = new RunLauncher(command, patience);
        private final List<InitialContent> order = List.copyOf(starts);
        private final Random random = new Random(seed);
        private final Map<InitialContent, KillRound> rounds = new EnumMap<>(InitialContent.class);
        private final List<Kill> kills = new ArrayList<>();
        private Duration duration = Duration.ZERO;
        private Duration fromCommit = Duration.ZERO;
        private int strikes;

        KillReport run() throws Exception {
            measure();
            killAtPoints();
            int notKilled = killAtRandom();
            Duration took = Duration.ofNanos(System.nanoTime() - startedNanos);
            return new KillReport(kills, notKilled, seed, duration, took);
        }

        private void killAtPoints() throws Exception {
            for (int i = 0; i < points.size(); i++) {
                List<InitialContent> now = oncePerPoint ? List.of(order.get(i % order.size())) : order;
                for (InitialContent start : now) {
                    kills.add(strike(new KillMoment.At(points.get(i)), start).orElseThrow());
                }
            }
        }

        /** The first runs are the slowest, so the last one tells how long a run takes. */
        private void measure() throws Exception {
            for (InitialContent start : order) {
                ExpectedStates states = KillRound.undisturbed(runs, target, start, repeatSays);
                rounds.put(start, new KillRound(runs, target, start, states, repeatSays));
                duration = states.duration();
            }
            if (commit != null && randomKills > 0) {
                target.prepare(order.get(0));
                fromCommit = runs.measureFrom(commit);
            }
        }

        private int killAtRandom() throws Exception {
            int killed = 0;
            int attempts = 0;
            while (killed < randomKills) {
                if (attempts == randomKills * ATTEMPTS_PER_KILL + ATTEMPTS_IN_RESERVE) {
                    throw new AssertionError("of " + attempts + " runs only " + killed
                            + " were still there to be killed at a random time; seed " + seed);
                }
                attempts++;
                // A kill that came too late is followed by another of its kind. The kind changes with each kill, the
                // start with every second one, so that all pairs occur.
                KillMoment moment = killed % 2 == 0 ? inRun() : inCommit();
                Optional<Kill> kill = strike(moment, order.get(killed / 2 % order.size()));
                if (kill.isPresent()) {
                    kills.add(kill.get());
                    killed++;
                }
            }
            return attempts - killed;
        }

        private KillMoment inRun() {
            return new KillMoment.After(share(duration, random.nextDouble()));
        }

        private KillMoment inCommit() {
            double drawn = random.nextDouble();
            return commit == null
                    ? new KillMoment.After(share(duration, drawn))
                    : new KillMoment.AfterPassing(commit, share(fromCommit, drawn * drawn));
        }

        private static Duration share(Duration whole, double share) {
            return Duration.ofNanos((long) (whole.toNanos() * share));
        }

        private Optional<Kill> strike(KillMoment moment, InitialContent start) throws Exception {
            strikes++;
            KillMoment second = strikes % SECOND_KILL_EVERY == 0 ? inRun() : null;
            KillRound round = Objects.requireNonNull(rounds.get(start));
            try {
                return round.of(moment, second, strikes % REPEAT_EVERY == 0);
            } catch (AssertionError broken) {
                throw new AssertionError(
                        "Kill " + strikes + ", " + moment + ", target " + start + ", seed " + seed + ": "
                                + broken.getMessage(),
                        broken);
            }
        }
    }
}
