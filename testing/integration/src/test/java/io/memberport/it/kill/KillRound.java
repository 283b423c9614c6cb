package io.memberport.it.kill;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What happens around one kill: the target is prepared, the run killed, and all promises are checked. Used by one thread. */
final class KillRound {

    private final RunLauncher runs;
    private final KillTarget target;
    private final InitialContent start;
    private final ExpectedStates states;
    private final @Nullable String repeatSays;

    KillRound(
            RunLauncher runs,
            KillTarget target,
            InitialContent start,
            ExpectedStates states,
            @Nullable String repeatSays) {
        this.runs = runs;
        this.target = target;
        this.start = start;
        this.states = states;
        this.repeatSays = repeatSays;
    }

    /**
     * Measures the states that {@link #of} is to compare with, by an undisturbed run.
     *
     * @throws AssertionError if a kill could show nothing, because the run fails, changes nothing or does not clean up
     */
    static ExpectedStates undisturbed(
            RunLauncher runs, KillTarget target, InitialContent start, @Nullable String repeatSays) throws Exception {
        target.prepare(start);
        String former = target.read();
        Duration duration = runs.toEnd().took();
        ExpectedStates states = new ExpectedStates(former, target.read(), duration);
        if (former.equals(states.after())) {
            throw new AssertionError("an undisturbed run changes nothing for a reader, so a kill could not"
                    + " either. Seen: " + former);
        }
        KillRound round = new KillRound(runs, target, start, states, repeatSays);
        round.requireClean("after an undisturbed run");
        round.repeat();
        return states;
    }

    /**
     * Kills once, or twice in a row, and checks what is left and what the next run makes of it.
     *
     * @param second when to kill the run after the killed one; null to let that run to its end
     * @return empty if the run ended before it was killed
     * @throws AssertionError if a promise is broken
     */
    Optional<Kill> of(KillMoment moment, @Nullable KillMoment second, boolean repeated) throws Exception {
        target.prepare(start);
        if (states.outcomeOf(target.read(), "before the run") != Outcome.FORMER) {
            throw new AssertionError("before the run the target is not what it was the first time");
        }
        if (!runs.kill(moment).wasKilled()) {
            requireNew("after a run that ended before the kill");
            requireClean("after a run that ended before the kill");
            return Optional.empty();
        }
        Outcome outcome = states.outcomeOf(target.read(), "after the kill");
        ProcessOutcome next = second == null ? runs.toEnd() : killAgain(second, outcome);
        boolean again = next.wasKilled();
        String said = again ? runs.toEnd().output() : next.output();
        requireNew("after the run that followed the kill");
        requireClean("after the run that followed the kill");
        if (repeated) {
            repeat();
        }
        return Optional.of(new Kill(moment.toString(), moment.point(), start, outcome, again, said));
    }

    private ProcessOutcome killAgain(KillMoment second, Outcome first) throws Exception {
        ProcessOutcome ended = runs.kill(second);
        String when = "after a second kill, " + second + ",";
        Outcome outcome = states.outcomeOf(target.read(), when);
        if (first == Outcome.NEW && outcome == Outcome.FORMER) {
            throw new AssertionError(when + " a reader sees the former state, having seen the new one before");
        }
        return ended;
    }

    private void repeat() throws Exception {
        if (repeatSays == null) {
            return;
        }
        ProcessOutcome ended = runs.toEnd();
        if (!ended.output().contains(repeatSays)) {
            throw new AssertionError("a repeated run should say '" + repeatSays + "', and says: " + ended.output()
                    + "; " + ended.inWords());
        }
        requireNew("after a repeated run");
        requireClean("after a repeated run");
    }

    private void requireNew(String when) throws Exception {
        if (states.outcomeOf(target.read(), when) != Outcome.NEW) {
            throw new AssertionError(when + " a reader still sees the former state: " + states.former());
        }
    }

    private void requireClean(String when) throws Exception {
        List<String> left = target.leftovers();
        if (!left.isEmpty()) {
            throw new AssertionError(when + " there are leftovers: " + left);
        }
    }
}
