package io.memberport.sequence;

/** What the guide says that a column of a database holds. */
enum ColumnType {
    TEXT,
    INTEGER,
    NUMBER,
    TIME,
    FLAG,
    JSON
}
