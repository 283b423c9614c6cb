package io.memberport.testkit;

/** What a target shows of a member that one export has twice. */
public enum RepeatedMember {
    /** Both. */
    KEPT,
    /** What came last. */
    LAST_WINS
}
