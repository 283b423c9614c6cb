package io.memberport.port;

import io.memberport.error.MemberportException;
import java.util.Optional;

/**
 * Remembers, for one job, the last export that a run has started and no run has written yet. A job is what goes from one
 * community to the same targets. It holds one export at most, and what it holds outlives the process.
 *
 * <p>All methods are called on the thread of the run, and several processes may call them at once. A method throws a {@link
 * MemberportException} if the memory cannot be used; its message says why and what to do. Such a failure does not end
 * the run: the export is then not remembered.
 */
public interface ExportMemory {

    /** The right to start an export of the job. */
    interface Claim extends AutoCloseable {

        /** Gives the right back. Idempotent; throws nothing. */
        @Override
        void close();
    }

    /**
     * Keeps other runs of the job from starting an export until the claim is closed. Waits while another run holds it. The
     * end of a process, however it ends, gives its claim back.
     *
     * @throws MemberportException of kind {@link io.memberport.error.FailureKind#INTERRUPTED} if the thread is
     *     interrupted while it waits; that does end the run
     */
    Claim claim();

    /** The export that is remembered; empty if there is none, or if the record is damaged. */
    Optional<StartedExport> recall();

    /** Replaces the remembered export. Called while the {@linkplain #claim() claim} is held. */
    void remember(StartedExport export);

    /** Forgets an export if it is the remembered one; the case of letters in ids makes no difference. */
    void forget(String batchId);
}
