package io.memberport.port;

import io.memberport.error.MemberportException;
import io.memberport.model.ExportBatch;

/** Tells how far an export is. */
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
}
