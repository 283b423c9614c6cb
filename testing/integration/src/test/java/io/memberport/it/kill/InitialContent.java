package io.memberport.it.kill;

/** What a target holds before a run. */
public enum InitialContent {
    /** Nothing: no run has ever reached it. */
    EMPTY,
    /** An earlier export, which is not the one that the run brings. */
    EARLIER_EXPORT
}
