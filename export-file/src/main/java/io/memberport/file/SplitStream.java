package io.memberport.file;

import io.memberport.port.ExportStream.UndecodedMembers;
import java.io.Serial;
import java.io.Serializable;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One pass over a part of an export file, or over all of it, in constant memory. Used by one thread at a time. */
public final class SplitStream implements AutoCloseable {

    private final DocumentStream stream;

    SplitStream(DocumentStream stream) {
        this.stream = stream;
    }

    /**
     * Reads on until some members are complete. Their indexes are counted from the beginning of the part; their byte offsets are those of
     * the file.
     *
     * @return members not yet decoded, in the order of the file; null once the part has been read to its end and has proven that the next
     *     one begins with a member
     * @throws io.memberport.error.MemberportException if the part is malformed or does not end where the next one begins, or the file
     *     cannot be read; {@link UndecodedMembers#decode()} throws it, too
     */
    public @Nullable UndecodedMembers next() {
        return stream.next();
    }

    /**
     * The fields around the members: of the last part all, of another one those before the members.
     *
     * @throws IllegalStateException before {@link #next()} has returned null
     */
    public Header header() {
        return stream.header();
    }

    /**
     * What an export says of itself; each is null if it does not say so.
     *
     * @param sinceDatetime the instant an incremental export starts from
     * @param exportDate when the export started
     * @param lastSyncDate up to when it has all changes
     */
    public record Header(
            @Nullable String batchId,
            @Nullable Instant sinceDatetime,
            @Nullable Instant exportDate,
            @Nullable Instant lastSyncDate)
            implements Serializable {

        @Serial
        private static final long serialVersionUID = 1;
    }

    @Override
    public void close() {
        stream.close();
    }
}
