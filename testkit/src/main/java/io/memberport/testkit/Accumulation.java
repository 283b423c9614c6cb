package io.memberport.testkit;

/** What becomes of the former content of a target when an export is committed. */
public enum Accumulation {
    /** The export takes its place. Goes with {@code accumulates() == false}. */
    SNAPSHOT,
    /**
     * A variable that the export has for a member takes the place of that member's former values of it; one that it has
     * without values clears them; all else stays. Goes with {@code accumulates() == true}.
     */
    MERGE,
    /**
     * A full export takes its place, as with {@link #SNAPSHOT}; an export of changes goes into it, as with {@link #MERGE}.
     * Goes with {@code accumulates() == true}.
     */
    SNAPSHOT_AND_CHANGES,
    /** All of it stays, and the export is added. Goes with {@code accumulates() == true}. */
    APPEND
}
