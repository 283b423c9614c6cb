package io.memberport.port;

/** The shape in which a sink writes members. A sink need not have all of them, and says more about those it has. */
public enum Layout {
    /**
     * A row for each value; also one for a variable without values, and one for a member without variables, so that nothing
     * is lost.
     */
    LONG,
    /** A row for each member, with a column for each variable. */
    WIDE,
    /** A document for each member, exactly as Alida sent it. */
    JSON
}
