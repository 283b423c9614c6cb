package io.memberport.testkit;

/**
 * A part of an export that not every layout has room for. Member ids, variable ids, values and their order within a
 * variable are kept by every sink and therefore not listed.
 */
public enum KeptDetail {
    /** The variable's name. */
    VARIABLE_NAME,
    /** The name of the variable's data type. */
    DATA_TYPE,
    /** Whether the variable is sensitive, not sensitive, or the export does not say. */
    SENSITIVITY,
    /** The value's guid. */
    VALUE_ID,
    /** When the values became effective. */
    EFFECTIVE_DATE,
    /** That a value is null, and that a variable is there without values: things a reader can tell from absence. */
    NOTHING,
    /** The character U+0000 within a text. */
    NUL_CHARACTER
}
