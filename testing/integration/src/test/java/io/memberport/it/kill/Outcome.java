package io.memberport.it.kill;

/** What a reader of the target saw after a kill. Anything else is a broken promise and ends the harness. */
public enum Outcome {
    /** What was there before the run. */
    FORMER,
    /** What an undisturbed run would have left. */
    NEW
}
