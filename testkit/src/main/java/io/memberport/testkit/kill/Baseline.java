package io.memberport.testkit.kill;

import java.time.Duration;

/**
 * What runs do that nobody disturbs.
 *
 * @param duration of a run, from the start of the process to its end
 * @param fromCommit how long a run goes on after it has begun to commit; the whole duration if that is not known
 */
record Baseline(Duration duration, Duration fromCommit) {

    /**
     * The two things a reader may see.
     *
     * @param former before the run
     * @param after when it is over
     */
    record States(String former, String after) {

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
            throw new AssertionError(when + " a reader sees neither the former state nor the new one.\nformer: "
                    + former + "\nnew: " + after + "\nseen: " + seen);
        }
    }
}
