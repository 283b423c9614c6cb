package io.memberport.port;

import io.memberport.error.MemberportException;
import io.memberport.model.ExportBatch;

/** Returns the status of an export. */
public interface ExportStatusSource {

    /**
     * Asks the API once, with the retries that an idempotent call allows.
     *
     * @param batchId the batch's guid
     * @return its present state
     * @throws MemberportException if the API does not know the batch, refuses, cannot be reached or answers a status
     *     that is none of {@link io.memberport.model.BatchStatus}
     */
    ExportBatch status(String batchId);

    /**
     * The same source, whose calls end at a deadline, pauses and retries included. A source that never blocks for long
     * returns itself, as this method does if it is not overridden.
     *
     * @return a view, whose calls throw a {@link MemberportException} of kind {@link
     *     io.memberport.error.FailureKind#DEADLINE} once the deadline is over; what it is a view of stays the caller's
     */
    default ExportStatusSource within(Deadline deadline) {
        return this;
    }
}
