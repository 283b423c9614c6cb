package io.memberport.spark;

/** What a row is. */
enum Layout {
    /** A value. */
    LONG,
    /** A member, with a column for each variable. */
    WIDE,
    /** A member, as its JSON. */
    JSON
}
