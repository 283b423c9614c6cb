package io.memberport.export;

import io.memberport.error.MemberportException;
import io.memberport.export.drift.Drift;
import io.memberport.model.AppliedPrivacy;
import io.memberport.model.MemberChanges;
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
 * @param members what became of the members that the target held; unknown unless {@link Outcome#COMMITTED}
 * @param privacy what a policy for personal data did on the way; null if the target got all as it came, and unless {@link
 *     Outcome#COMMITTED}
 * @param drift what has changed in the variables since the target's last commit; null if the run ended before they were compared, and if
 *     {@link Outcome#ALREADY_COMMITTED}
 * @param failure why it failed; null unless {@link Outcome#FAILED}
 */
public record TargetResult(
        String target,
        Outcome outcome,
        long rows,
        ValueAdjustments adjustments,
        MemberChanges members,
        @Nullable AppliedPrivacy privacy,
        @Nullable Drift drift,
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
        Objects.requireNonNull(members, "members");
        if ((failure != null) != (outcome == Outcome.FAILED)) {
            throw new IllegalArgumentException("a failure goes with the outcome FAILED and with no other");
        }
    }

    static TargetResult committed(
            String target, CommitReceipt receipt, @Nullable AppliedPrivacy privacy, @Nullable Drift drift) {
        return new TargetResult(
                target,
                Outcome.COMMITTED,
                receipt.rows(),
                receipt.adjustments(),
                receipt.members(),
                privacy,
                drift,
                null);
    }

    static TargetResult alreadyCommitted(String target) {
        return withoutCommit(target, Outcome.ALREADY_COMMITTED, null, null);
    }

    static TargetResult failed(String target, @Nullable Drift drift, MemberportException failure) {
        return withoutCommit(target, Outcome.FAILED, drift, failure);
    }

    private static TargetResult withoutCommit(
            String target, Outcome outcome, @Nullable Drift drift, @Nullable MemberportException failure) {
        return new TargetResult(target, outcome, 0, ValueAdjustments.NONE, MemberChanges.UNKNOWN, null, drift, failure);
    }

    /** Members who have left and whom the commit has marked or deleted in the target; 0 if it does not look for them. */
    public long departed() {
        return members.departed() == null ? 0 : members.departed();
    }
}
