package io.memberport.it.kill;

import java.time.Duration;

/**
 * What an undisturbed run shows: the two things a reader may ever see, and how long it takes.
 *
 * @param former before the run
 * @param after when it is over
 * @param duration of the run, from the start of the process to its end
 */
record ExpectedStates(String former, String after, Duration duration) {

    /**
     * Tells which of the two something is.
     *
     * @throws AssertionError if it is neither
     */
    Outcome outcomeOf(String seen, String when) {
        if (seen.equals(after)) {
            return Outcome.NEW;
        }
        if (seen.equals(former)) {
            return Outcome.FORMER;
        }
        throw new AssertionError(when + " a reader sees neither the former state nor the new one.\nformer: " + former
                + "\nnew: " + after + "\nseen: " + seen);
    }
}
