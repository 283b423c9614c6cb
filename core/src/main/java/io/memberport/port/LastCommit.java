package io.memberport.port;

import io.memberport.model.ExportMetadata;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a target committed last, as the target itself knows it.
 *
 * @param batchId the batch's guid; null if it had none
 * @param contentSha256 SHA-256 of the export's JSON, as 64 lower-case hexadecimal digits
 * @param exportDate when the export started; null if it did not say
 * @param lastSyncDate where the next incremental export starts: the latest of all that the target holds, so that it does
 *     not go back with an older export; null if none of them said, or if an older export took the place of all that
 *     came after it
 */
public record LastCommit(
        @Nullable String batchId,
        String contentSha256,
        @Nullable Instant exportDate,
        @Nullable Instant lastSyncDate) {

    public LastCommit {
        Objects.requireNonNull(contentSha256, "contentSha256");
    }

    /** Whether this is the commit of that very export: same batch, same content. */
    public boolean isOf(ExportMetadata metadata) {
        return Objects.equals(batchId, metadata.batchId()) && contentSha256.equals(metadata.contentSha256());
    }
}
