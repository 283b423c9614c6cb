package io.memberport.it.kill;

import java.io.IOException;
import java.time.Duration;
import java.util.function.Supplier;

/** Runs a command, to its end or to a blow. Used by one thread. */
final class Runs {

    private final Supplier<ProcessBuilder> command;
    private final Duration patience;

    Runs(Supplier<ProcessBuilder> command, Duration patience) {
        this.command = command;
        this.patience = patience;
    }

    /**
     * Runs to the end.
     *
     * @throws AssertionError if the run does not succeed
     */
    Ended toEnd() throws IOException, InterruptedException {
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

    private static Ended successOf(ChildRun run) throws IOException, InterruptedException {
        Ended ended = run.awaitEnd();
        if (!ended.succeeded()) {
            throw new AssertionError("a run that nobody disturbs fails: " + ended.inWords());
        }
        return ended;
    }

    /**
     * Runs until the blow falls, which may come too late.
     *
     * @return how it ended, either killed or successful
     * @throws AssertionError if it failed by itself, or never came to the point
     */
    Ended kill(Blow blow) throws IOException, InterruptedException {
        Ended ended = strike(blow);
        if (!ended.wasKilled() && !ended.succeeded()) {
            throw new AssertionError("the run failed before it was killed: " + ended.inWords());
        }
        return ended;
    }

    private Ended strike(Blow blow) throws IOException, InterruptedException {
        if (blow instanceof Blow.At at) {
            return strikeAfter(at.point(), Duration.ZERO);
        }
        if (blow instanceof Blow.AfterPassing passing) {
            return strikeAfter(passing.passed(), passing.delay());
        }
        try (ChildRun run = ChildRun.start(command.get(), patience)) {
            run.killAt(System.nanoTime() + ((Blow.After) blow).delay().toNanos());
            return run.awaitEnd();
        }
    }

    /** Without a delay the run is killed while it is suspended at the point. */
    private Ended strikeAfter(KillPoint point, Duration delay) throws IOException, InterruptedException {
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
