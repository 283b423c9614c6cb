package io.memberport.sink.s3.catalog;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.memberport.model.ExportMetadata;
import io.memberport.port.LastCommit;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An export at the target, as {@code _latest.json} names it.
 *
 * @param folder where it is, relative to the target's prefix, with a slash at its end
 * @param format how its files are written
 * @param layout what is in them
 * @param policy fingerprint of the policy for personal data; null if it was written as it came
 * @param files number of its data files
 * @param bytes their length together
 * @param run which run committed it
 */
@JsonPropertyOrder({"manifest", "folder", "full"})
public record CommittedExport(
        String folder,
        String format,
        String layout,
        String compression,
        @Nullable String batchId,
        String contentSha256,
        @Nullable Instant sinceDatetime,
        @Nullable Instant exportDate,
        @Nullable Instant lastSyncDate,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String policy,
        long members,
        long rows,
        long files,
        long bytes,
        String run) {

    public CommittedExport {
        Objects.requireNonNull(folder, "folder");
        Objects.requireNonNull(run, "run");
        Objects.requireNonNull(format, "format");
        Objects.requireNonNull(layout, "layout");
        Objects.requireNonNull(compression, "compression");
        Objects.requireNonNull(contentSha256, "contentSha256");
    }

    /** The key of its manifest, for readers of the document. */
    @JsonProperty(access = JsonProperty.Access.READ_ONLY)
    public String manifest() {
        return new ExportFolder(folder).manifest(run);
    }

    @JsonProperty(value = "full", access = JsonProperty.Access.READ_ONLY)
    boolean isFull() {
        return sinceDatetime == null;
    }

    /** Whether its files are read in such a way. */
    public boolean isLike(ExportForm form) {
        return form.equals(new ExportForm(format, layout, compression));
    }

    /** Whether this is the commit of that very export. */
    public boolean isOf(ExportMetadata metadata) {
        return lastCommit(lastSyncDate).isOf(metadata);
    }

    /** What a sink says of it, with the instant that the next export of changes starts from; null if that is unknown. */
    public LastCommit lastCommit(@Nullable Instant nextSince) {
        return new LastCommit(batchId, contentSha256, exportDate, nextSince, policy);
    }
}
