package io.memberport.port;

import io.memberport.error.MemberportException;
import io.memberport.model.ExportBatch;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The API, as the main job sees it: it starts an export, returns its status, and gives its file. */
public interface ExportApi extends ExportStatusSource {
    /**
     * Asks the API to make an export. Not idempotent: every successful call starts another one, so an implementation
     * never retries it if it cannot know whether the first attempt arrived.
     *
     * @param since export only what changed since then; null for all active members
     * @return the new batch, in whatever state the API reports
     * @throws MemberportException if the API refuses, or if it is unknown whether it accepted
     */
    ExportBatch start(@Nullable Instant since);

    /**
     * The file of a batch that has succeeded. Nothing is asked of the API before the source is opened.
     *
     * @return a source, which the caller closes
     * @throws IllegalArgumentException if the batch has not succeeded
     */
    ExportFileSource file(ExportBatch batch);

    /** {@inheritDoc} For a file, the deadline bounds everything before its first byte. */
    @Override
    default ExportApi within(Deadline deadline) {
        return this;
    }
}
