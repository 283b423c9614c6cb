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
 * @param lastSyncDate where the next incremental export starts: the latest of all that the target holds, so that an
 * older export does not move it back; null if no export gave one, or if an older export replaced all later ones
 */
public record LastCommit(
        @Nullable String batchId,
        String contentSha256,
        @Nullable Instant exportDate,
        @Nullable Instant lastSyncDate) {

    public LastCommit {
        Objects.requireNonNull(contentSha256, "contentSha256");
    }

    /** Whether this is the commit of the same export: same batch, same content. */
    public boolean isOf(ExportMetadata metadata) {
        return Objects.equals(batchId, metadata.batchId()) && contentSha256.equals(metadata.contentSha256());
    }
}
