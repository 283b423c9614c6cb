package io.memberport.sink.jdbc.dialect;

/** A way in which a database is unlike the SQL standard, or its driver unlike most. */
public enum Trait {
    /** What others call a schema is a catalogue in JDBC's terms. */
    SCHEMAS_ARE_CATALOGS,
    /** The driver cannot list the columns of a table that has many. */
    DESCRIBES_LARGE_TABLES_BADLY,
    /** Identifiers that are not quoted are kept in upper case, as the standard has it. */
    FOLDS_TO_UPPER_CASE,
    /** A statement can add several columns; several statements would go through the table each time. */
    ADDS_COLUMNS_AT_ONCE,
    /** Keys may count as the same that differ in blanks at their end. */
    PADS_IDS,
    /** U+0000 cannot be part of a text. */
    REFUSES_NUL,
    /**
     * {@link Transactions#lock} keeps other runs away, so that the run that has the lock knows that no other transaction of a
     * run is in progress.
     */
    LOCKS_RUNS,
    /** A first export can go straight into the tables, made in the transaction that commits it. */
    LOADS_DIRECTLY,
    /** A merge of the long layout is one by {@link Statements#mergeInPlace}, in place of deleting and inserting. */
    MERGES_IN_PLACE,
    /** Texts of any length cannot be compared, so that a merge cannot find what has changed, and writes all of it again. */
    COMPARES_NO_TEXTS,
    /** Joins look up the key of each row in the other table; all others hash the tables. */
    LOOKS_UP_KEYS,
    /**
     * {@link Statements#removeSupersededRows} finds out in which order rows came that nothing has touched since, so that they
     * need no number. A database that loads directly has this.
     */
    KEEPS_ORDER_OF_ROWS,
    /** A staging table cannot get more columns. */
    FIXES_STAGING,
    /** Tables that grow with the members have no primary key, and no index for one variable. */
    SCANS_MEMBERS
}
