package io.memberport.model;

import java.net.URI;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The status document of a batch export. Everything but id and status may be missing in early states;
 * a date that is no {@linkplain UtcDateTime date-time} counts as missing.
 *
 * @param id the batch's guid
 * @param status its state
 * @param createDate when it was created
 * @param createdBy guid of who created it
 * @param lastUpdateDate when its status last changed
 * @param lastUpdatedBy guid of who changed it
 * @param artifactId guid of the export file ({@code message.artifact})
 * @param errorMessage the vendor's reason why it failed
 * @param dataLink link to the export file, resolved against the API's address; it leads on to a presigned link, and
 *     carries no secret itself
 */
public record ExportBatch(
        String id,
        BatchStatus status,
        @Nullable Instant createDate,
        @Nullable String createdBy,
        @Nullable Instant lastUpdateDate,
        @Nullable String lastUpdatedBy,
        @Nullable String artifactId,
        @Nullable String errorMessage,
        @Nullable URI dataLink) {

    public ExportBatch {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(status, "status");
    }

    /** Id and status only; a link could have been given with a query. */
    @Override
    public String toString() {
        return "ExportBatch[" + id + ", " + status + "]";
    }
}
