package io.memberport.port;

import io.memberport.error.MemberportException;
import io.memberport.model.ExportMetadata;
import io.memberport.model.MemberBlock;

/**
 * One export on its way into one target, from {@link MemberSink#open} on.
 *
 * <pre>{@code
 * open(context) → write(block)* → commit(metadata) → close()
 * }</pre>
 *
 * <p>{@code close()} without {@code commit} discards what was written. After a failure, only {@code close()} is called. The
 * use cases of Memberport keep to this order, commit at most once, and commit only if every member of the export has been
 * written; a run need not check that. {@link MemberSink} says which threads call and how to report a failure.
 */
public interface SinkRun extends AutoCloseable {

    /**
     * Writes the next members, in the order of the export.
     *
     * @param block immutable; may be kept, at the price of its memory
     */
    void write(MemberBlock block);

    /**
     * Does the part of {@link #write} that needs no order, encoding for example, so that it can happen on several cores. A
     * sink for which that is not worth it leaves this alone.
     *
     * <p>May be called from any thread and for several blocks at once; no call is in progress when {@code commit} or {@code
     * close} is called.
     *
     * @return the rest of the work, which the thread that calls all other methods does in the order of the export, in place
     *     of {@code write}; it is dropped if the run fails before
     */
    default PreparedWrite prepare(MemberBlock block) {
        return () -> write(block);
    }

    /**
     * Makes everything that was written visible in one step. Called after the whole export has been read and checked. When
     * this returns, the data has reached stable storage.
     *
     * @param metadata kept with the data, so that {@link MemberSink#lastCommit} finds it
     * @throws MemberportException if the commit failed, or if it is not known whether it did
     */
    CommitReceipt commit(ExportMetadata metadata);

    /**
     * Discards what was not committed and releases what the run holds, the lock on the target above all. Idempotent. Called
     * without the thread's interrupt status, even after an interruption, so that it may wait for a database or a network.
     */
    @Override
    void close();

    /** The part of a write that must happen in order. */
    @FunctionalInterface
    interface PreparedWrite {

        /** Writes, on the thread that calls the other methods of the run. Called at most once. */
        void write();
    }
}
