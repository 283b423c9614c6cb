package io.memberport.encoding.column;

import io.memberport.port.ValueAdjustments;
import java.util.concurrent.atomic.LongAdder;

/**
 * What happens to values that a target cannot hold as they were sent, and how many there were. Safe for use by several
 * threads.
 */
public final class InvalidValuePolicy {

    private final boolean replaces;
    private final String holder;
    private final String alternative;
    private final LongAdder replaced = new LongAdder();
    private final LongAdder rounded = new LongAdder();
    private final LongAdder untyped = new LongAdder();

    /**
     * @param replaces whether something else takes their place; else the run fails
     * @param holder who cannot hold them, for messages: "PostgreSQL"
     * @param alternative who could, for messages: "another layout"
     */
    public InvalidValuePolicy(boolean replaces, String holder, String alternative) {
        this.replaces = replaces;
        this.holder = holder;
        this.alternative = alternative;
    }

    /**
     * Says that a value is about to be replaced.
     *
     * @param what the value is, without quoting it: "a text with the character U+0000"
     * @throws RefusedValueException if it must not be
     */
    public void replace(String what) {
        if (!replaces) {
            throw new RefusedValueException("The export has " + what + ", which " + holder
                    + " cannot hold as it is. Nothing was committed. To"
                    + " write the export with such values replaced, use the option invalid-values=replace, or "
                    + alternative + ".");
        }
        replaced.increment();
    }

    /** Whether something else takes the place of what the target cannot hold. */
    public boolean replaces() {
        return replaces;
    }

    /** Says that a number is about to lose fraction digits. */
    public void round() {
        rounded.increment();
    }

    /** Says that the column of a value's data type stays null, while its text is kept. */
    public void leaveUntyped() {
        untyped.increment();
    }

    /** How many values there were of each kind so far. */
    public ValueAdjustments adjustments() {
        return new ValueAdjustments(replaced.sum(), rounded.sum(), untyped.sum());
    }
}
