package io.memberport.export;

import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import io.memberport.error.Remedy;
import io.memberport.model.ExportMetadata;
import io.memberport.port.LastCommit;
import io.memberport.port.MemberSink;
import io.memberport.port.SinkContext;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Exports that a run may write only if the user allows them explicitly, because they can do harm by mistake.
 *
 * @param older exports that started before the newest one that a target shows
 * @param incremental incremental exports for targets whose commits replace everything
 */
public record Allowances(boolean older, boolean incremental) {

    /** Neither. */
    public static final Allowances NONE = new Allowances(false, false);

    /** The same, and incremental exports for all targets. */
    public Allowances andIncremental() {
        return new Allowances(older, true);
    }

    /**
     * Whether an export need not be written. If older ones are allowed, a target that replaces everything may get back
     * an export that it once showed.
     */
    boolean isDone(MemberSink sink, String community, ExportMetadata export) {
        boolean mayGoBack = older && !sink.accumulates();
        return mayGoBack
                ? sink.lastCommit(community)
                        .filter(commit -> commit.isOf(export))
                        .isPresent()
                : sink.hasCommitted(community, export);
    }

    /**
     * Makes sure that an export may be written.
     *
     * @throws MemberportException of kind {@link FailureKind#TARGET} if it may not
     */
    void require(MemberSink sink, String community, ExportMetadata export) {
        if (isRefused(sink, export.sinceDatetime())) {
            throw incremental(sink, export.sinceDatetime());
        }
        if (!export.isFull()) {
            requireSamePolicy(sink, community, export.policy());
        }
        Instant date = export.exportDate();
        Optional<Instant> newest = older || date == null ? Optional.empty() : sink.newestExportDate(community);
        if (newest.isPresent() && newest.get().isAfter(date)) {
            throw refused(
                    "The export is of " + date + ", and the target " + sink.description() + " shows a newer one of "
                            + newest.get(),
                    "Write a newer export. To write the older values, allow that explicitly.",
                    Remedy.ALLOW_OLDER);
        }
    }

    /**
     * Makes sure, by what is known of an export before its members are read, that it may be written. An export that the
     * target holds, by its id, passes: the run finds later that it is written.
     *
     * @param policy see {@link #requireSamePolicy}
     * @throws MemberportException of kind {@link FailureKind#TARGET} if it may not
     */
    void require(MemberSink sink, SinkContext export, @Nullable String policy) {
        if (isRefused(sink, export.sinceDatetime()) && !isHeld(sink, export)) {
            throw incremental(sink, export.sinceDatetime());
        }
        if (export.sinceDatetime() != null) {
            requireSamePolicy(sink, export.community(), policy);
        }
    }

    /**
     * Makes sure that changes can follow what a target holds: what it holds of other members, and of these, was written under the
     * same policy for personal data.
     *
     * @param policy its fingerprint; null if the export is written as it comes
     * @throws MemberportException of kind {@link FailureKind#TARGET} if not
     */
    static void requireSamePolicy(MemberSink sink, String community, @Nullable String policy) {
        if (!sink.accumulates()) {
            return;
        }
        Optional<LastCommit> last = sink.lastCommit(community);
        if (last.isPresent() && !Objects.equals(last.get().policy(), policy)) {
            throw refused(
                    "The target " + sink.description() + " holds data that was written under "
                            + (last.get().policy() == null ? "no privacy policy" : "another privacy policy")
                            + ", and the export has only changes",
                    "Write a full export, which brings all of it under the present one.",
                    Remedy.EXPORT_IN_FULL);
        }
    }

    /** Whether changes alone would replace a snapshot. */
    private boolean isRefused(MemberSink sink, @Nullable Instant since) {
        return since != null && !incremental && !sink.takesIncremental();
    }

    private static boolean isHeld(MemberSink sink, SinkContext export) {
        String batchId = export.batchId();
        return batchId != null
                && sink.lastCommit(export.community())
                        .filter(commit -> batchId.equalsIgnoreCase(commit.batchId()))
                        .isPresent();
    }

    private static MemberportException incremental(MemberSink sink, @Nullable Instant since) {
        return refused(
                "The target " + sink.description()
                        + " always holds a whole snapshot, and the export has only what changed since " + since,
                "Write a full export. To replace everything with these changes, allow that explicitly.",
                Remedy.ALLOW_INCREMENTAL);
    }

    private static MemberportException refused(String why, String advice, Remedy remedy) {
        return MemberportException.of(FailureKind.TARGET, why + ". Nothing was changed. " + advice)
                .remedy(remedy)
                .build();
    }
}
