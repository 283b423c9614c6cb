package io.memberport.sink.jdbc.sql;

import io.memberport.sink.jdbc.dialect.Dialect;

/** What a column holds, in terms that every {@link Dialect} has a type for. */
public enum ColumnType {
    /** An id, or a short text that is compared: byte by byte, and part of keys. */
    ID,
    /** Text of any length. */
    TEXT,
    /** Whole numbers of 32 bits. */
    INTEGER,
    /** Whole numbers of 64 bits. */
    BIGINT,
    /** Floating-point numbers of 64 bits. */
    DOUBLE,
    /** Decimal numbers, as many digits as the database has. */
    DECIMAL,
    /** An instant, in UTC, to the microsecond. */
    TIME,
    /** True or false. */
    FLAG,
    /** A JSON text. */
    JSON
}
