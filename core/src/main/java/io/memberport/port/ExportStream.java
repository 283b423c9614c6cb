package io.memberport.port;

import io.memberport.error.MemberportException;
import io.memberport.model.ExportMetadata;
import io.memberport.model.MemberBlock;
import java.time.Instant;
import java.util.function.ObjLongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * One pass over an export file, in constant memory. Used by one thread at a time, except where a method says otherwise.
 */
public interface ExportStream extends AutoCloseable {

    /**
     * Reads up to the first member, and returns the fields of the document before it. Fields may also come after the
     * members, so a field that is missing here can still be in the {@linkplain #metadata metadata}. Called before the first
     * {@link #next()}, if at all, when a stream that does not look ahead says nothing; or at the end, when it says all.
     *
     * @throws MemberportException if the file is malformed or ends early, or the transfer breaks
     */
    default Head head() {
        return Head.UNKNOWN;
    }

    /**
     * Reads on until some members are complete.
     *
     * @return members not yet decoded, in the order of the file; null once the document has been read to its end and
     *     the transfer has been proven complete, and at every call after that
     * @throws MemberportException if the file is malformed or ends early, or the transfer breaks; after that, only
     *     {@link #close()} may be called
     */
    @Nullable UndecodedMembers next();

    /**
     * The document's own fields and the counts of its content.
     *
     * @param members number of members that {@link UndecodedMembers#decode()} gave
     * @param values number of values in them
     * @param unrecognisedFields number of unknown fields in them
     * @throws IllegalStateException before {@link #next()} has returned null
     */
    ExportMetadata metadata(long members, long values, long unrecognisedFields);

    /**
     * Reads all members on the calling thread, from the next one to the end of the file.
     *
     * @param each takes every block, and the number of members so far
     * @return the document's own fields and the counts of what was read
     * @throws MemberportException as {@link #next()} and {@link UndecodedMembers#decode()} do
     */
    default ExportMetadata readToEnd(ObjLongConsumer<MemberBlock> each) {
        long members = 0;
        long values = 0;
        long unrecognised = 0;
        for (UndecodedMembers next = next(); next != null; next = next()) {
            MemberBlock block = next.decode();
            members += block.memberCount();
            values += block.valueCount();
            unrecognised += block.unrecognisedFieldCount();
            each.accept(block, members);
        }
        return metadata(members, values, unrecognised);
    }

    /**
     * A checksum of the uncompressed content, by which two passes show that they have read the same. A stream must give it if it
     * was opened by {@link ExportFileSource#openAhead()} or {@link ExportFileSource#openAgain()}.
     *
     * @throws IllegalStateException before {@link #next()} has returned null
     */
    long contentChecksum();

    /** Bytes read so far, as they come over the wire or off the disk. May be called from any thread. */
    long transferredBytes();

    /** Bytes the file has, as it comes over the wire or off the disk; -1 if unknown. May be called from any thread. */
    long expectedBytes();

    /**
     * Where the transfer was last resumed after it broke, as a byte of what comes over the wire, from 0; -1 if it has not
     * broken. May be called from any thread.
     */
    default long resumedAtByte() {
        return -1;
    }

    /**
     * Ends the transfer immediately, without reading the rest. Idempotent, and may be called from another thread
     * to make a blocked {@link #next()} fail.
     */
    @Override
    void close();

    /**
     * What a document says before its first member.
     *
     * @param batchId the batch's guid; null if it has not been there yet
     * @param sinceDatetime the instant an incremental export starts from; null if it has not been there yet
     * @param exportDate when the export started; null if it has not been there yet
     */
    record Head(
            @Nullable String batchId,
            @Nullable Instant sinceDatetime,
            @Nullable Instant exportDate) {

        /** Nothing has been said yet. */
        public static final Head UNKNOWN = new Head(null, null, null);
    }

    /** Bytes that hold whole members. */
    interface UndecodedMembers {

        /**
         * How many bytes of memory this holds on to until it is decoded, and its members afterwards: the length of their
         * JSON, or of the whole buffer that holds it. A caller that reads ahead bounds the sum.
         */
        long sizeBytes();

        /**
         * Decodes the members. May be called from any thread, and for several objects at once, in any order. A block may
         * turn out to be empty: its members then come with a later one.
         *
         * @throws MemberportException if a member is malformed, with its byte offset and index
         */
        MemberBlock decode();
    }
}
