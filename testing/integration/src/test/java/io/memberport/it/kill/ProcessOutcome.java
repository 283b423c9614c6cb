package io.memberport.it.kill;

import java.time.Duration;

/**
 * How a run ended.
 *
 * @param exitCode as the operating system gave it
 * @param took from the start of the process to its end
 * @param output the end of what it wrote to standard output
 * @param errors the end of what it wrote to standard error
 */
record ProcessOutcome(int exitCode, Duration took, String output, String errors) {

    /** Java's name for the end by SIGKILL; on Windows the code that the killing party chose. */
    private static final int KILLED = System.getProperty("os.name").startsWith("Windows") ? 1 : 128 + 9;

    boolean wasKilled() {
        return exitCode == KILLED;
    }

    boolean succeeded() {
        return exitCode == 0;
    }

    /** For a message. */
    String inWords() {
        return "exit code " + exitCode + " after " + took.toMillis() + " ms, standard error: "
                + (errors.isBlank() ? "nothing" : "\n" + errors.stripTrailing());
    }
}
