package io.memberport.spark;

/** What a row is. */
enum Layout {
    /** A value. */
    LONG,
    /** A member, as its JSON. */
    JSON
}
