package io.memberport.port;

import java.util.Objects;

/**
 * What a commit did.
 *
 * @param rows rows, documents or records written, in whatever unit the target counts
 * @param adjustments the values that the target does not hold exactly as they were sent
 */
public record CommitReceipt(long rows, ValueAdjustments adjustments) {

    public CommitReceipt {
        Objects.requireNonNull(adjustments, "adjustments");
    }

    /** Of a target that holds every value as it was sent. */
    public CommitReceipt(long rows) {
        this(rows, ValueAdjustments.NONE);
    }
}
