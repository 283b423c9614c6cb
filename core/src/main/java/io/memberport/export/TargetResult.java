package io.memberport.export;

import io.memberport.error.MemberportException;
import io.memberport.model.AppliedPrivacy;
import io.memberport.port.CommitReceipt;
import io.memberport.port.ValueAdjustments;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Where one target stands after a run.
 *
 * @param target the sink's {@linkplain io.memberport.port.MemberSink#description() description}
 * @param outcome what happened to it
 * @param rows rows the commit wrote, in the target's own unit; 0 unless {@link Outcome#COMMITTED}
 * @param adjustments values that the commit did not write exactly as sent; none unless {@link Outcome#COMMITTED}
 * @param departed members who have left and whom the commit has marked or deleted in the target; 0 unless {@link
 *     Outcome#COMMITTED}
 * @param privacy what a policy for personal data did on the way; null if the target got all as it came, and unless {@link
 *     Outcome#COMMITTED}
 * @param failure why it failed; null unless {@link Outcome#FAILED}
 */
public record TargetResult(
        String target,
        Outcome outcome,
        long rows,
        ValueAdjustments adjustments,
        long departed,
        @Nullable AppliedPrivacy privacy,
        @Nullable MemberportException failure) {

    /** What happened to a target. */
    public enum Outcome {
        /** It shows the export now. */
        COMMITTED,
        /** It showed this same export before, so nothing was written. */
        ALREADY_COMMITTED,
        /** It shows what it showed before, unless the failure says that this could not be found out. */
        FAILED
    }

    public TargetResult {
        Objects.requireNonNull(target, "target");
        Objects.requireNonNull(adjustments, "adjustments");
        if ((failure != null) != (outcome == Outcome.FAILED)) {
            throw new IllegalArgumentException("a failure goes with the outcome FAILED and with no other");
        }
    }

    static TargetResult committed(String target, CommitReceipt receipt, @Nullable AppliedPrivacy privacy) {
        return new TargetResult(
                target, Outcome.COMMITTED, receipt.rows(), receipt.adjustments(), receipt.departed(), privacy, null);
    }

    static TargetResult alreadyCommitted(String target) {
        return new TargetResult(target, Outcome.ALREADY_COMMITTED, 0, ValueAdjustments.NONE, 0, null, null);
    }

    static TargetResult failed(String target, MemberportException failure) {
        return new TargetResult(target, Outcome.FAILED, 0, ValueAdjustments.NONE, 0, null, failure);
    }
}
