package io.memberport.port;

import io.memberport.model.MemberChanges;
import java.util.Objects;

/**
 * What a commit did.
 *
 * @param rows rows, documents or records written, in whatever unit the target counts
 * @param adjustments the values that the target does not hold exactly as they were sent
 * @param members what became of the members that the target held, as far as it knows
 */
public record CommitReceipt(long rows, ValueAdjustments adjustments, MemberChanges members) {

    public CommitReceipt {
        Objects.requireNonNull(adjustments, "adjustments");
        Objects.requireNonNull(members, "members");
    }

    /** Of a target that does not compare members with those that it held. */
    public CommitReceipt(long rows, ValueAdjustments adjustments) {
        this(rows, adjustments, MemberChanges.UNKNOWN);
    }

    /** Of a target that holds every value as it was sent, too. */
    public CommitReceipt(long rows) {
        this(rows, ValueAdjustments.NONE);
    }
}
