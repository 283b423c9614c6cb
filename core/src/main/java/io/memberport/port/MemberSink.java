package io.memberport.port;

import io.memberport.error.MemberportException;
import io.memberport.model.ExportMetadata;
import io.memberport.model.MemberBlock;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A target that takes the members of one export and makes them visible all at once or not at all.
 *
 * <pre>{@code
 * open(context) → write(block)* → commit(metadata) → close()
 * }</pre>
 *
 * <p>{@link #close()} without {@code commit} discards. From {@code open} to the end of {@code commit}, whoever reads the
 * target sees what was there before; after {@code commit} returned they see the export. A process killed at any point
 * leaves one of these two states, and the next run removes whatever else it left behind.
 *
 * <p>An instance serves one export. All methods but {@link #prepare} are called by one thread. A thread that is
 * interrupted in here gives up soon, with {@link io.memberport.error.FailureKind#INTERRUPTED} and with its interrupt
 * status set.
 *
 * <p>Every method reports failure as {@link MemberportException}, of kind {@link
 * io.memberport.error.FailureKind#TARGET} unless another fits better, whose message names the target and never contains
 * a member's value. What was done so far is then discarded by {@code close}, which is called in any case.
 */
public interface MemberSink extends AutoCloseable {

    /** What to call the target in messages and results: without credentials, and the same for every run. */
    String description();

    /**
     * Whether every commit adds to what is there, so that an incremental export makes sense. A sink whose commit replaces
     * everything says false, and only ever gets full exports unless the user insists.
     *
     * @see #takesIncremental()
     */
    default boolean accumulates() {
        return false;
    }

    /**
     * Whether an incremental export may be committed if there is one. A sink whose commit replaces everything says false
     * unless the user has insisted by an option of its own.
     */
    default boolean takesIncremental() {
        return accumulates();
    }

    /**
     * Whether {@link SinkContext#variables()} must be filled, because the shape of the target depends on all variables
     * of the export. The file is then read twice, so a sink says true only if it cannot work otherwise.
     */
    default boolean needsVariablesFirst() {
        return false;
    }

    /**
     * What the target needs before the first run, as a script in the target's own language (the DDL of a database, say),
     * for whoever administers the target to read and to run: a run may lack the rights for it. Made from target and
     * options alone: nothing is contacted and nothing changed. May be called at any time before {@code close}. Without
     * credentials, and the same for every run.
     *
     * @return empty if nothing is needed
     */
    default String setupScript() {
        return "";
    }

    /**
     * The files on this machine that the target consists of, and those that a run makes beside them for a while. An export
     * is not loaded from one of them. May be called at any time before {@code close}.
     *
     * @return absolute paths, whether or not there is something; empty if the target is elsewhere
     * @throws MemberportException if the target cannot be written, with what to do about it
     */
    default List<Path> files() {
        return List.of();
    }

    /**
     * Looks whether the target is reached and this user may write it, as far as that can be told without changing anything
     * in it, so that a mistake is found before an export is started and awaited for hours. Called before {@code open}, any
     * number of times, also while another run is at work, which it does not disturb. What cannot be found out counts as in
     * order: it can still fail later, but what fails here would fail there.
     *
     * @throws MemberportException if the target cannot be written, with what to do about it
     */
    default void check() {}

    /**
     * Looks whether an incremental export can follow what the target holds of a community, as far as that can be told without
     * changing anything. Called after {@link #check} and before such an export is started. What cannot be found out counts
     * as in order.
     *
     * @throws MemberportException if the target would refuse to commit it, with what to do about it
     */
    default void checkIncremental(String community) {}

    /**
     * What this target last committed for a community, read from the target itself. May be called before {@code open}
     * and again at any time up to {@code close}.
     *
     * @return empty if nothing was committed, if what is there is not, or no longer, what was committed, or if this sink
     *     would write it in another form (another layout, another compression)
     */
    Optional<LastCommit> lastCommit(String community);

    /**
     * Whether this target has committed an export before, in the form in which this sink would write it: last of all, or
     * before others. A target that keeps a record of all its commits looks there; one whose commits replace each other
     * knows of the last. May be called when {@link #lastCommit} may.
     */
    default boolean hasCommitted(String community, ExportMetadata export) {
        return lastCommit(community).filter(commit -> commit.isOf(export)).isPresent();
    }

    /**
     * The export date of the newest export that the target shows of a community, in whatever form. An export of an earlier
     * date is refused unless the user insists, because it would put former values in the place of present ones. May be
     * called when {@link #lastCommit} may.
     *
     * @return empty if the target shows none, if it is of no date, or if the order makes no difference because each export
     *     is kept apart from all others
     */
    default Optional<Instant> newestExportDate(String community) {
        return lastCommit(community).map(LastCommit::exportDate);
    }

    /**
     * Prepares the target for one export and keeps other runs away from it.
     *
     * @throws MemberportException of kind {@link io.memberport.error.FailureKind#TARGET_BUSY} if another run is at work
     */
    void open(SinkContext context);

    /**
     * Takes the next members, in the order of the export.
     *
     * @param block immutable; may be kept, at the price of its memory
     */
    void write(MemberBlock block);

    /**
     * Does whatever part of {@link #write} needs no order, encoding for example, so that it can happen on several cores.
     * A sink for which that is not worth it leaves this alone.
     *
     * <p>May be called from any thread and for several blocks at once, after {@code open}; no call is under way when
     * {@code commit} or {@code close} is called.
     *
     * @return the rest of the work, which is done in the order of the export by the thread that calls all other methods,
     *     in place of {@code write}; or dropped, if the run fails before
     */
    default PreparedWrite prepare(MemberBlock block) {
        return () -> write(block);
    }

    /**
     * Makes everything written visible in one step. Called after the whole export has been read and checked. When this
     * returns, the data has reached stable storage.
     *
     * @param metadata kept with the data, so that {@link #lastCommit} finds it
     * @throws MemberportException if the commit failed, or if it cannot be found out whether it did
     */
    CommitReceipt commit(ExportMetadata metadata);

    /**
     * Discards what was not committed and gives back everything held. Idempotent. Called without the thread's interrupt
     * status, even after an interruption, so that cleaning up may wait for a database or a network.
     */
    @Override
    void close();

    /** The part of a write that must happen in order. */
    @FunctionalInterface
    interface PreparedWrite {

        /** Writes, on the thread that calls the other methods of the sink. Called at most once. */
        void write();
    }
}
