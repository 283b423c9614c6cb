package io.memberport.it.kill;

import java.time.Duration;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * What a harness did, all promises having been kept. {@link #toString} is a summary of a few lines for a log.
 *
 * @param kills the killed runs, in order; runs that were killed on the leftovers of a kill are no entries of their own
 * @param notKilled random runs that ended before the kill reached them, and therefore show nothing
 * @param seed what the random times follow from, together with the measured duration of a run
 * @param undisturbed how long an undisturbed run takes, as measured before the kills
 * @param took the time for everything
 */
public record KillReport(List<Kill> kills, int notKilled, long seed, Duration undisturbed, Duration took) {

    public KillReport {
        kills = List.copyOf(kills);
        Objects.requireNonNull(undisturbed, "undisturbed");
        Objects.requireNonNull(took, "took");
    }

    /** Number of killed runs, those that were killed on the leftovers of a kill included. */
    public int killed() {
        return kills.size() + killedAgain();
    }

    /** Number of runs that were killed on the leftovers of a kill. */
    public int killedAgain() {
        return Math.toIntExact(kills.stream().filter(Kill::killedAgain).count());
    }

    /** Number of kills at named points or after random times, after which a reader saw this. */
    public int count(Outcome outcome) {
        return Math.toIntExact(
                kills.stream().filter(kill -> kill.outcome() == outcome).count());
    }

    /** What readers saw after the kills at a point; empty if the harness was not given that point. */
    public Set<Outcome> outcomesAt(KillPoint point) {
        Set<Outcome> outcomes = EnumSet.noneOf(Outcome.class);
        kills.stream().filter(kill -> point.equals(kill.point())).forEach(kill -> outcomes.add(kill.outcome()));
        return outcomes;
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(256);
        text.append(killed())
                .append(" runs killed, ")
                .append(killedAgain())
                .append(" of them on the leftovers of a kill; ");
        text.append("target former ").append(count(Outcome.FORMER)).append(" times, new ");
        text.append(count(Outcome.NEW)).append(" times; ");
        text.append(notKilled).append(" runs ended before the kill; seed ").append(seed);
        text.append("; an undisturbed run takes ")
                .append(undisturbed.toMillis())
                .append(" ms, all took ");
        text.append(took.toMillis()).append(" ms");
        Map<String, Set<Outcome>> points = new LinkedHashMap<>();
        for (Kill kill : kills) {
            if (kill.point() != null) {
                points.computeIfAbsent(kill.moment(), moment -> EnumSet.noneOf(Outcome.class))
                        .add(kill.outcome());
            }
        }
        points.forEach((moment, outcomes) ->
                text.append("\n  ").append(moment).append(": ").append(outcomes));
        return text.toString();
    }
}
