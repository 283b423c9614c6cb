package io.memberport.testkit;

/** Where a sink is made to fail, the way its target really fails: a full disk, a lost connection, a refused request. */
public enum BreakPoint {
    /** Nothing that is written after {@code open} gets through. */
    WRITE,
    /** Part of what is written gets through, and then no more. */
    HALFWAY,
    /** All that is written gets through, and the commit does not. */
    COMMIT
}
