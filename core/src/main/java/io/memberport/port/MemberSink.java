package io.memberport.port;

import io.memberport.error.MemberportException;
import io.memberport.model.ExportMetadata;
import io.memberport.model.ProfileVariable;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A target of exports: a file, tables of a database, a prefix in a bucket. It describes and checks itself, knows what it
 * last committed, and {@linkplain #open opens} a {@link SinkRun} for each export that is written to it.
 *
 * <p>From {@code open} to the end of {@link SinkRun#commit}, readers of the target see the former content; after {@code
 * commit} has returned they see the export. A process killed at any point leaves one of these two states, and the next run
 * removes what else it left behind.
 *
 * <p>A sink can be opened any number of times, one run after the other: a transfer that must restart opens its sinks again.
 * All methods, and those of the run but {@link SinkRun#prepare}, are called by one thread at a time. If that thread is
 * interrupted, they give up soon, with {@link io.memberport.error.FailureKind#INTERRUPTED} and with the interrupt status
 * set.
 *
 * <p>Every method reports failure as {@link MemberportException}, of kind {@link
 * io.memberport.error.FailureKind#TARGET} unless another fits better. Its message names the target and never contains a
 * member's value.
 */
public interface MemberSink extends AutoCloseable {

    /** The target's name in messages and results: without credentials, and the same for every run. */
    String description();

    /**
     * Whether every commit adds to the content of the target, so that an incremental export makes sense. A sink whose
     * commit replaces everything returns false, and gets full exports only unless the user insists.
     *
     * @see #takesIncremental()
     */
    default boolean accumulates() {
        return false;
    }

    /**
     * Whether an incremental export may be committed. A sink whose commit replaces everything returns false unless the user
     * has insisted by an option of the sink.
     */
    default boolean takesIncremental() {
        return accumulates();
    }

    /**
     * Whether {@link SinkContext#variables()} must be filled, because the shape of the target depends on all variables
     * of the export. The file is then read twice, so a sink returns true only if it cannot work otherwise.
     */
    default boolean needsVariablesFirst() {
        return false;
    }

    /**
     * A script that an administrator of the target can read and run before the first run, in the target's own language (the
     * DDL of a database, for example): a run may lack the rights for it. It is made from target and options alone; nothing
     * is contacted or changed. Without credentials, and the same for every run.
     *
     * @return empty if the target needs no preparation
     */
    default String setupScript() {
        return "";
    }

    /**
     * The files on this machine that the target consists of, and those that a run makes beside them for a while. An export
     * is never loaded from one of them.
     *
     * @return absolute paths, whether or not the files exist; empty if the target is elsewhere
     * @throws MemberportException if the target cannot be written, with what to do about it
     */
    default List<Path> files() {
        return List.of();
    }

    /**
     * Checks that the target can be reached and that this user may write it, as far as this can be checked without
     * changing anything in it. A mistake is then found before an export is started and awaited for hours. Called any
     * number of times, also while another run is in progress, which it does not disturb. Conditions that cannot be
     * checked without writing are assumed to hold.
     *
     * @throws MemberportException if the target cannot be written, with what to do about it
     */
    default void check() {}

    /**
     * Checks that an incremental export can follow what the target holds of a community, as far as this can be checked
     * without changing anything. Called after {@link #check} and before such an export is started. Conditions that
     * cannot be checked are assumed to hold.
     *
     * @throws MemberportException if the target would refuse to commit it, with what to do about it
     */
    default void checkIncremental(String community) {}

    /**
     * What this target last committed for a community, read from the target itself. May be called at any time, also while a
     * run of this sink is open.
     *
     * @return empty if nothing was committed, if the target does not show, or no longer shows, what was committed, or if
     *     this sink would write it in another form (another layout, another compression)
     */
    Optional<LastCommit> lastCommit(String community);

    /**
     * Whether this target has committed an export before, in the form in which this sink would write it: the last one, or an
     * earlier one. A target that keeps a record of all its commits looks there; one whose commits replace each other knows
     * the last. May be called when {@link #lastCommit} may.
     */
    default boolean hasCommitted(String community, ExportMetadata export) {
        return lastCommit(community).filter(commit -> commit.isOf(export)).isPresent();
    }

    /**
     * The export date of the newest export of a community that the target shows, in any form. An export of an earlier date
     * is refused unless the user insists, because it would replace present values by former ones. May be called when {@link
     * #lastCommit} may.
     *
     * @return empty if the target shows none, if its date is unknown, or if the order makes no difference because each
     *     export is kept apart from all others
     */
    default Optional<Instant> newestExportDate(String community) {
        return lastCommit(community).map(LastCommit::exportDate);
    }

    /**
     * The variables that the last commit for a community left, so that the next run can tell what has changed: those that {@link
     * ExportMetadata#variables()} had, kept with the data. In any form, and also if the target no longer shows what was committed:
     * they tell of the community, not of the target. May be called when {@link #lastCommit} may.
     *
     * @return empty if this sink does not keep them, if the last commit was not told them or was made by a version that did not keep
     *     them, or if there was none
     */
    default Optional<CommittedVariables> lastVariables(String community) {
        return Optional.empty();
    }

    /**
     * The columns of their own that a run of these variables would give them: those that the target has for them already, and for the
     * others those that the run would make. Changes nothing in the target, which need not exist yet. May be called when {@link
     * #lastCommit} may.
     *
     * @param variables every variable of an export as the sink would see it, so after a policy for personal data: in the order in which
     *     they first appear, equal ones once. An id can appear more than once, with different names or types
     * @return names by the variables' ids, in the order of the variables; empty if a variable has no column of its own, because a row
     *     of the target is a value, or a document
     */
    default Map<String, String> columnsOf(String community, List<ProfileVariable> variables) {
        return Map.of();
    }

    /**
     * What erases single members from this target. Asked for each time; nothing is contacted or changed before its methods are
     * called. It is used before the sink is closed and while no run of it is open.
     *
     * @return empty if this sink cannot do it; its users then have to erase members by the target's own means
     */
    default Optional<MemberEraser> eraser() {
        return Optional.empty();
    }

    /**
     * Prepares the target for one export and keeps other runs away from it. If this fails, nothing is left to close.
     *
     * @return a run that the caller closes; before that, this sink is not opened again
     * @throws MemberportException of kind {@link io.memberport.error.FailureKind#TARGET_BUSY} if another run is in progress
     */
    SinkRun open(SinkContext context);

    /** Releases what the sink holds beyond its runs, a connection for example. Idempotent. Every run is closed before. */
    @Override
    default void close() {}
}
