package io.memberport.it.kill;

import java.io.IOException;
import java.time.Duration;
import java.util.function.Supplier;

/** Runs a command, to its end or to the moment of a kill. Used by one thread. */
final class RunLauncher {

    private final Supplier<ProcessBuilder> command;
    private final Duration patience;

    RunLauncher(Supplier<ProcessBuilder> command, Duration patience) {
        this.command = command;
        this.patience = patience;
    }

    /**
     * Runs to the end.
     *
     * @throws AssertionError if the run does not succeed
     */
    ProcessOutcome toEnd() throws IOException, InterruptedException {
        try (ChildRun run = ChildRun.start(command.get(), patience)) {
            return successOf(run);
        }
    }

    /**
     * Runs to the end and measures the part after a point.
     *
     * @throws AssertionError if the run does not succeed or never comes to the point
     */
    Duration measureFrom(KillPoint point) throws IOException, InterruptedException {
        try (Debugger debugger = Debugger.listen();
                ChildRun run = startWith(debugger)) {
            runTo(point, debugger, run);
            long passed = System.nanoTime();
            debugger.release();
            successOf(run);
            return Duration.ofNanos(System.nanoTime() - passed);
        }
    }

    private static ProcessOutcome successOf(ChildRun run) throws IOException, InterruptedException {
        ProcessOutcome ended = run.awaitEnd();
        if (!ended.succeeded()) {
            throw new AssertionError("an undisturbed run fails: " + ended.inWords());
        }
        return ended;
    }

    /**
     * Runs until it is killed, which may come too late.
     *
     * @return how it ended, either killed or successful
     * @throws AssertionError if it failed by itself, or never came to the point
     */
    ProcessOutcome kill(KillMoment moment) throws IOException, InterruptedException {
        ProcessOutcome ended = strike(moment);
        if (!ended.wasKilled() && !ended.succeeded()) {
            throw new AssertionError("the run failed before it was killed: " + ended.inWords());
        }
        return ended;
    }

    private ProcessOutcome strike(KillMoment moment) throws IOException, InterruptedException {
        if (moment instanceof KillMoment.At at) {
            return strikeAfter(at.point(), Duration.ZERO);
        }
        if (moment instanceof KillMoment.AfterPassing passing) {
            return strikeAfter(passing.passed(), passing.delay());
        }
        try (ChildRun run = ChildRun.start(command.get(), patience)) {
            run.killAt(System.nanoTime() + ((KillMoment.After) moment).delay().toNanos());
            return run.awaitEnd();
        }
    }

    /** Without a delay the run is killed while it is suspended at the point. */
    private ProcessOutcome strikeAfter(KillPoint point, Duration delay) throws IOException, InterruptedException {
        try (Debugger debugger = Debugger.listen();
                ChildRun run = startWith(debugger)) {
            runTo(point, debugger, run);
            run.aim();
            if (!delay.isZero()) {
                debugger.release();
            }
            run.killAt(System.nanoTime() + delay.toNanos());
            return run.awaitEnd();
        }
    }

    private ChildRun startWith(Debugger debugger) throws IOException {
        ProcessBuilder started = command.get();
        debugger.attachTo(started);
        return ChildRun.start(started, patience);
    }

    private static void runTo(KillPoint point, Debugger debugger, ChildRun run)
            throws IOException, InterruptedException {
        if (!debugger.runTo(point, run)) {
            throw new AssertionError("the run ended without reaching the point " + point + ": " + debugger.progress()
                    + "; " + run.awaitEnd().inWords());
        }
    }
}
