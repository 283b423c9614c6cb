package io.memberport.port;

/**
 * How many values of an export a target does not hold exactly as they were sent.
 *
 * @param replaced values in whose place there is something else: a null, or U+FFFD for a character
 * @param rounded numbers that have more fraction digits than their column
 * @param untyped values whose text is kept, while the column of their data type is null: the text is no such number or
 *     date-time, or is beyond the range of the column
 */
public record ValueAdjustments(long replaced, long rounded, long untyped) {

    /** Every value is held as it was sent. */
    public static final ValueAdjustments NONE = new ValueAdjustments(0, 0, 0);
}
