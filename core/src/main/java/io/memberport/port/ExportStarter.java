package io.memberport.port;

import io.memberport.error.MemberportException;
import io.memberport.model.ExportBatch;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Starts exports. */
public interface ExportStarter {

    /**
     * Asks the API to make an export. Not idempotent: every successful call makes one more, so an implementation never
     * repeats it when it cannot know whether the first attempt arrived.
     *
     * @param since export only what changed since then; null for all active members
     * @return the new batch, in whatever state the API reports
     * @throws MemberportException if the API refuses, or if it is unknown whether it accepted
     */
    ExportBatch start(@Nullable Instant since);
}
