package io.memberport.export;

import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import io.memberport.error.SinkFailure;
import io.memberport.export.drift.Drift;
import io.memberport.export.drift.DriftPolicy;
import io.memberport.export.drift.ExportVariables;
import io.memberport.export.drift.VariableComparison;
import io.memberport.model.ExportMetadata;
import io.memberport.model.MemberBlock;
import io.memberport.model.ProfileVariable;
import io.memberport.port.MemberSink;
import io.memberport.port.SinkContext;
import io.memberport.port.SinkRun;
import io.memberport.port.SinkRun.PreparedWrite;
import io.memberport.privacy.PrivacyStage;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One sink in one transfer. A failure of the sink stays in here, so that the other sinks continue. Only two things get out:
 * an interruption, which is meant for the transfer as a whole, and the errors of a virtual machine that cannot continue.
 */
final class SinkLane {

    private static final PreparedWrite NOTHING = () -> {};

    private final MemberSink sink;
    private final PrivacyStage privacy;
    private final String target;
    private volatile @Nullable MemberportException failure;
    private @Nullable SinkRun run;
    private @Nullable TargetResult done;
    private @Nullable ExportMetadata metadata;
    private @Nullable Drift drift;
    private @Nullable MemberportException refusal;
    private long members;
    private boolean committing;

    /**
     * A sink before a transfer.
     *
     * @param privacy goes before the sink, also of other lanes
     */
    SinkLane(MemberSink sink, PrivacyStage privacy) {
        this.sink = sink;
        this.privacy = privacy;
        String description = sink.getClass().getName();
        try {
            description = Objects.requireNonNull(sink.description(), "description");
        } catch (Throwable failed) {
            failure = unexpected(failed, description);
        }
        this.target = description;
    }

    boolean isAlive() {
        return failure == null;
    }

    boolean needsVariablesFirst() {
        boolean[] needed = {false};
        guarded(() -> needed[0] = sink.needsVariablesFirst());
        return needed[0];
    }

    /**
     * Checks whether the target can be written.
     *
     * @throws MemberportException if not, which ends the run: nothing has been asked for or read yet
     */
    void check() {
        MemberportException failed = isAlive() ? failureOf(sink::check) : null;
        if (failed != null) {
            throw failed;
        }
    }

    /**
     * Opens the sink, which gets the variables only if it asked for them, and makes sure that it would not have to refuse the
     * export at the end. What the sink itself refuses comes first: a target of another community, for example.
     */
    void open(SinkContext context, Allowances allowances) {
        guarded(() -> {
            List<ProfileVariable> variables =
                    sink.needsVariablesFirst() ? privacy.apply(context.variables()) : List.of();
            run = Objects.requireNonNull(sink.open(context.withVariables(variables)), "open");
            allowances.require(sink, context, privacy.policy());
        });
    }

    PrivacyStage privacy() {
        return privacy;
    }

    /** See {@link ExportResult#unprotectedVariables()}; once all is over. */
    int unprotectedVariables() {
        boolean isWritten = done != null && done.outcome() == TargetResult.Outcome.COMMITTED;
        return isWritten ? privacy.unprotectedVariables() : 0;
    }

    /**
     * The concurrent part of a write; fails in the ordered part, so that the first failure in order wins.
     *
     * @param block what {@link #privacy()} leaves
     */
    PreparedWrite prepare(MemberBlock block) {
        if (!isAlive()) {
            return NOTHING;
        }
        try {
            return Objects.requireNonNull(opened().prepare(block), "prepare");
        } catch (Throwable failed) {
            MemberportException known = known(failed);
            return () -> {
                throw known;
            };
        }
    }

    /** The ordered part of a write. */
    void write(PreparedWrite write, long memberCount) {
        guarded(() -> {
            write.write();
            members += memberCount;
        });
    }

    private SinkRun opened() {
        return Objects.requireNonNull(run, "not open");
    }

    /**
     * The whole export has been read.
     *
     * @throws MemberportException if it must not be committed to any target
     */
    void end(ExportMetadata read) {
        metadata = privacy.apply(read);
    }

    /** Finds out whether the target has the export; if not, whether it may get it, and what has changed since its last commit. */
    void compare(
            String community,
            Allowances allowances,
            ExportVariables seen,
            DriftPolicy policy,
            ExportListener listener) {
        guarded(() -> {
            ExportMetadata export = told();
            if (allowances.isDone(sink, community, export)) {
                done = TargetResult.alreadyCommitted(target);
                return;
            }
            allowances.require(sink, community, export);
            VariableComparison comparison = VariableComparison.of(sink, community, privacy, seen, export);
            metadata = export.withVariables(comparison.left());
            drift = comparison.drift();
            refusal = policy.refusal(target, drift).orElse(null);
        });
        if (drift != null) {
            listener.on(new ExportEvent.VariablesCompared(target, drift));
        }
    }

    /** Whether what has changed keeps all targets from being written. */
    boolean hasRefusedDrift() {
        return refusal != null;
    }

    /** Fails, unless the target has the export: for what has changed in it, or else in another target. */
    void refuse() {
        guarded(() -> {
            if (done == null) {
                throw refusal != null
                        ? refusal
                        : new MemberportException(
                                FailureKind.TARGET,
                                "Nothing was committed to the target " + target
                                        + ", because of what has changed for another target of this run.");
            }
        });
    }

    private ExportMetadata told() {
        return Objects.requireNonNull(metadata, "not ended");
    }

    /**
     * Commits unless that has happened before. From here on other targets may have committed, so an interruption stays
     * in here too and is told as this target's result.
     */
    void commit(ExportListener listener) {
        if (isAlive() && done == null) {
            failure = failureOf(() -> commitOnce(told(), listener));
        }
    }

    private void commitOnce(ExportMetadata export, ExportListener listener) {
        if (Thread.currentThread().isInterrupted()) {
            throw new MemberportException(
                    FailureKind.INTERRUPTED,
                    "Interrupted before the target " + target + " committed; it shows what it showed before.");
        }
        requireAll(export);
        listener.on(new ExportEvent.Committing(target));
        committing = true;
        done = TargetResult.committed(target, opened().commit(export), export.privacy(), drift);
    }

    private void requireAll(ExportMetadata export) {
        if (members != export.members()) {
            throw new MemberportException(
                    FailureKind.BUG,
                    "The export has " + export.members() + " members, but " + members + " reached " + target
                            + ". Nothing was committed; please report this.");
        }
    }

    /** Where the target stands once all is over. */
    TargetResult result() {
        MemberportException failed = failure;
        if (failed != null) {
            return TargetResult.failed(target, drift, failed);
        }
        if (done == null) {
            throw new IllegalStateException("neither committed nor failed");
        }
        return done;
    }

    /**
     * Closes the run, once. A failure to do so is suppressed onto this target's failure, or else onto the transfer's; without
     * either the data is committed and safe, and the next run removes what was left.
     *
     * @param first why the transfer fails; null if it does not
     */
    void close(@Nullable Throwable first) {
        SinkRun open = run;
        run = null;
        if (open == null) {
            return;
        }
        // An interruption has done its work by now; it must not keep the sink from cleaning up.
        boolean interrupted = Thread.interrupted();
        try {
            open.close();
        } catch (Throwable failed) {
            Throwable reason = failure == null ? first : failure;
            MemberportException second =
                    failed instanceof MemberportException known ? known : unexpected(failed, target);
            if (reason != null && reason != second) {
                reason.addSuppressed(second);
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void guarded(Runnable step) {
        if (!isAlive()) {
            return;
        }
        MemberportException failed = failureOf(step);
        if (failed != null && failed.kind() == FailureKind.INTERRUPTED) {
            throw failed;
        }
        // Closed at the end of the transfer only: other threads may be preparing blocks for this sink just now.
        failure = failed;
    }

    private @Nullable MemberportException failureOf(Runnable step) {
        try {
            step.run();
            return null;
        } catch (Throwable failed) {
            MemberportException known = known(failed);
            if (known.kind() == FailureKind.INTERRUPTED) {
                Thread.currentThread().interrupt();
            }
            return known;
        }
    }

    private MemberportException known(Throwable failed) {
        return SinkFailure.of(failed, target, consequence());
    }

    private MemberportException unexpected(Throwable failed, String name) {
        return SinkFailure.unexpected(failed, name, consequence());
    }

    private String consequence() {
        return committing
                ? "Whether it shows the export now is not known; run again to find out."
                : "Nothing was committed to it.";
    }
}
