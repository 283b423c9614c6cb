package io.memberport.port;

import io.memberport.model.ExportMetadata;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a target committed last, as the target itself knows it.
 *
 * @param batchId the batch's guid; null if it had none
 * @param contentSha256 SHA-256 of the export's JSON, as 64 lower-case hexadecimal digits
 * @param exportDate when the export started; null if it did not say
 * @param lastSyncDate where the next incremental export starts: the latest of all that the target holds, so that an older
 *     export does not move it back; null if no export gave one, or if an older export replaced all later ones
 * @param policy the fingerprint of the policy for personal data under which it was written, {@link ExportMetadata#policy()}; null if
 *     it was written as it came
 */
public record LastCommit(
        @Nullable String batchId,
        String contentSha256,
        @Nullable Instant exportDate,
        @Nullable Instant lastSyncDate,
        @Nullable String policy) {

    private static final String NULL = "-";
    private static final String POLICY = "/";
    private static final int FIELDS = 4;

    public LastCommit {
        Objects.requireNonNull(contentSha256, "contentSha256");
    }

    /** Of an export that was written as it came. */
    public LastCommit(
            @Nullable String batchId,
            String contentSha256,
            @Nullable Instant exportDate,
            @Nullable Instant lastSyncDate) {
        this(batchId, contentSha256, exportDate, lastSyncDate, null);
    }

    /** The commit of an export into a target that each commit replaces. */
    public static LastCommit of(ExportMetadata metadata) {
        return new LastCommit(
                metadata.batchId(),
                metadata.contentSha256(),
                metadata.exportDate(),
                metadata.lastSyncDate(),
                metadata.policy());
    }

    /** Reads what {@link #toLine} returned; empty if the line is anything else. */
    public static Optional<LastCommit> ofLine(String line) {
        String[] fields = line.split(" ", FIELDS);
        if (fields.length < FIELDS) {
            return Optional.empty();
        }
        String[] hashes = fields[0].split(POLICY, 2);
        try {
            return Optional.of(new LastCommit(
                    orNull(fields[FIELDS - 1]),
                    hashes[0],
                    instant(fields[1]),
                    instant(fields[2]),
                    hashes.length > 1 ? hashes[1] : null));
        } catch (DateTimeException notOfThisForm) {
            return Optional.empty();
        }
    }

    /** One line of text, for a target that has a place for such a line. It contains no member's value. */
    public String toLine() {
        String hashes = policy == null ? contentSha256 : contentSha256 + POLICY + policy;
        return String.join(" ", hashes, orDash(exportDate), orDash(lastSyncDate), orDash(batchId));
    }

    /** Whether this is the commit of the same export: same batch, same content, under the same policy for personal data. */
    public boolean isOf(ExportMetadata metadata) {
        return Objects.equals(batchId, metadata.batchId())
                && contentSha256.equals(metadata.contentSha256())
                && Objects.equals(policy, metadata.policy());
    }

    private static String orDash(@Nullable Object field) {
        return Objects.toString(field, NULL);
    }

    private static @Nullable String orNull(String field) {
        return field.equals(NULL) ? null : field;
    }

    private static @Nullable Instant instant(String field) {
        return field.equals(NULL) ? null : Instant.parse(field);
    }
}
