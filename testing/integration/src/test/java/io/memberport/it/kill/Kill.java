package io.memberport.it.kill;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A run that was killed, and what became of the target. Whatever the outcome, the same command has then been run again to
 * its end and has brought the target to where an undisturbed run brings it.
 *
 * @param moment when it was killed, in words
 * @param point the point where it was killed; null if it was killed after a random time
 * @param start what the target held before
 * @param outcome what a reader of the target saw after the kill
 * @param killedAgain whether the next run, which found what this one left, was killed too
 * @param said the end of what the run that came to its end wrote to standard output, where it may say what it found
 */
public record Kill(
        String moment,
        @Nullable KillPoint point,
        InitialContent start,
        Outcome outcome,
        boolean killedAgain,
        String said) {

    public Kill {
        Objects.requireNonNull(moment, "moment");
        Objects.requireNonNull(start, "start");
        Objects.requireNonNull(outcome, "outcome");
        Objects.requireNonNull(said, "said");
    }
}
