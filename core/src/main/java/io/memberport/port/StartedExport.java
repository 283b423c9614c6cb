package io.memberport.port;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An export that a run has started. Nothing in it is secret.
 *
 * @param batchId the batch's guid, not empty
 * @param since what it starts from; null for a full one
 * @param startedAt by the clock of the machine that started it
 */
public record StartedExport(String batchId, @Nullable Instant since, Instant startedAt) {

    /**
     * Checks the id.
     *
     * @throws IllegalArgumentException if it is empty
     */
    public StartedExport {
        if (batchId.isEmpty()) {
            throw new IllegalArgumentException("an export has an id");
        }
    }
}
