package io.memberport.port;

import java.util.Objects;

/**
 * What a commit did.
 *
 * @param rows rows, documents or records written, in whatever unit the target counts
 * @param adjustments the values that the target does not hold exactly as they were sent
 * @param departed members that the target held, that a full export does not have, and that the commit therefore has marked or
 *     deleted; 0 from a target that keeps them, and from one that each export replaces
 */
public record CommitReceipt(long rows, ValueAdjustments adjustments, long departed) {

    public CommitReceipt {
        Objects.requireNonNull(adjustments, "adjustments");
    }

    /** Of a target that does nothing about members who have left. */
    public CommitReceipt(long rows, ValueAdjustments adjustments) {
        this(rows, adjustments, 0);
    }

    /** Of a target that holds every value as it was sent, too. */
    public CommitReceipt(long rows) {
        this(rows, ValueAdjustments.NONE);
    }
}
