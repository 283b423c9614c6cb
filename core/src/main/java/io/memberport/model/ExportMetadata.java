package io.memberport.model;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What is known of an export once its file has been read to the closing brace and the transfer has been checked. A sink
 * keeps this with the data it commits.
 *
 * @param batchId the batch's guid; null if neither the API nor the file gives one
 * @param sinceDatetime the instant an incremental export starts from; null for a full export
 * @param exportDate when the export started; null if the file gives no date-time
 * @param lastSyncDate when member profile values were last synchronised, which is the {@code sinceDatetime} that the
 *     vendor recommends for the next export; null if the file gives no date-time
 * @param contentSha256 SHA-256 of the file's JSON, uncompressed, as 64 lower-case hexadecimal digits
 * @param contentBytes length of the file's JSON, uncompressed
 * @param members number of members
 * @param values number of values in the file
 * @param unrecognisedFields number of fields that this version does not know and left out
 * @param privacy what a policy for personal data did to it on its way into the target; null if it was written as it came
 * @param variables what a target keeps to tell of the next export what has changed: the variables that it has seen of this one, and
 *     if this one has only changes, those of before that it lacks; each once, in the order of their ids. Null if they are not known
 */
public record ExportMetadata(
        @Nullable String batchId,
        @Nullable Instant sinceDatetime,
        @Nullable Instant exportDate,
        @Nullable Instant lastSyncDate,
        String contentSha256,
        long contentBytes,
        long members,
        long values,
        long unrecognisedFields,
        @Nullable AppliedPrivacy privacy,
        @Nullable List<ProfileVariable> variables) {

    public ExportMetadata {
        Objects.requireNonNull(contentSha256, "contentSha256");
        variables = variables == null ? null : List.copyOf(variables);
    }

    /** Of an export that is written as it came. */
    public ExportMetadata(
            @Nullable String batchId,
            @Nullable Instant sinceDatetime,
            @Nullable Instant exportDate,
            @Nullable Instant lastSyncDate,
            String contentSha256,
            long contentBytes,
            long members,
            long values,
            long unrecognisedFields) {
        this(
                batchId,
                sinceDatetime,
                exportDate,
                lastSyncDate,
                contentSha256,
                contentBytes,
                members,
                values,
                unrecognisedFields,
                null,
                null);
    }

    /** The same, with a batch id that was known from elsewhere. */
    public ExportMetadata withBatchId(@Nullable String id) {
        return new ExportMetadata(
                id,
                sinceDatetime,
                exportDate,
                lastSyncDate,
                contentSha256,
                contentBytes,
                members,
                values,
                unrecognisedFields,
                privacy,
                variables);
    }

    /** The same after a policy for personal data. */
    public ExportMetadata withPrivacy(AppliedPrivacy applied) {
        return new ExportMetadata(
                batchId,
                sinceDatetime,
                exportDate,
                lastSyncDate,
                contentSha256,
                contentBytes,
                members,
                values,
                unrecognisedFields,
                applied,
                variables);
    }

    /** The same with the variables that a target keeps; null if they are not known. */
    public ExportMetadata withVariables(@Nullable List<ProfileVariable> known) {
        return new ExportMetadata(
                batchId,
                sinceDatetime,
                exportDate,
                lastSyncDate,
                contentSha256,
                contentBytes,
                members,
                values,
                unrecognisedFields,
                privacy,
                known);
    }

    /** The fingerprint of the policy for personal data; null if it was written as it came. */
    public @Nullable String policy() {
        return privacy == null ? null : privacy.fingerprint();
    }

    /** Whether a target must not write down what a variable is called, as {@link AppliedPrivacy#hidesNameOf} has it. */
    public boolean hidesNameOf(String variableId) {
        return privacy != null && privacy.hidesNameOf(variableId);
    }

    /** Whether this is an export of all active members, not of changes since an instant. */
    public boolean isFull() {
        return sinceDatetime == null;
    }
}
