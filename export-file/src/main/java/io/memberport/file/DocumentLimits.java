package io.memberport.file;

/**
 * Limits of an export file, so that a damaged or hostile file causes an error, not a full disk or an exhausted heap.
 * They are generous for every export that the vendor is known to make. A file that exceeds a limit fails with the kind
 * {@link io.memberport.error.FailureKind#MALFORMED_EXPORT}, and a restart does not help.
 *
 * @param documentBytes maximum size of a file, both compressed and uncompressed; from 1 KiB
 * @param compressionRatio maximum number of bytes of JSON for each byte of gzip, from 1 to 10,000; gzip cannot exceed
 *     1032. Checked while the file is read, over the whole file so far, except for its first MiB of JSON
 * @param memberBytes maximum length of one member's JSON, from 1 KiB to 1 GiB; some members of that length must fit
 *     into memory
 * @param nesting deepest nesting of arrays and objects, from 32 to 1000; counted separately in each member
 * @param headerFieldBytes longest text or number outside {@code members}, and longest name of a field anywhere, from 1
 *     KiB to 1 GiB. The unknown names of one object are kept until its end, so this is also the maximum for all of them
 *     together, with 64 bytes added for each
 */
public record DocumentLimits(
        long documentBytes, int compressionRatio, int memberBytes, int nesting, int headerFieldBytes) {

    private static final int KIB = 1 << 10;
    private static final int GIB = 1 << 30;
    private static final int LARGEST_RATIO = 10_000;

    /** The least that is never less than what {@link MemberScanner} reads by itself. */
    private static final int LEAST_NESTING = 32;

    private static final int MOST_NESTING = 1000;

    /** A file of 1 TiB, compressed 500:1; members of 8 MiB, 64 levels, and header fields of 1 MiB. */
    public static final DocumentLimits DEFAULT = new DocumentLimits(1L << 40, 500, 8 << 20, 64, 1 << 20);

    /**
     * Checks the limits.
     *
     * @throws IllegalArgumentException if one is out of its range
     */
    public DocumentLimits {
        require("a file's longest length in bytes", documentBytes, KIB, Long.MAX_VALUE);
        require("a compression ratio", compressionRatio, 1, LARGEST_RATIO);
        require("a member's longest length in bytes", memberBytes, KIB, GIB);
        require("a deepest nesting", nesting, LEAST_NESTING, MOST_NESTING);
        require("a header field's longest length in bytes", headerFieldBytes, KIB, GIB);
    }

    private static void require(String what, long limit, long least, long most) {
        if (limit < least || limit > most) {
            throw new IllegalArgumentException(
                    what + " is " + (most == Long.MAX_VALUE ? "at least " + least : "from " + least + " to " + most));
        }
    }

    public DocumentLimits withDocumentBytes(long newDocumentBytes) {
        return new DocumentLimits(newDocumentBytes, compressionRatio, memberBytes, nesting, headerFieldBytes);
    }

    public DocumentLimits withCompressionRatio(int newCompressionRatio) {
        return new DocumentLimits(documentBytes, newCompressionRatio, memberBytes, nesting, headerFieldBytes);
    }

    public DocumentLimits withMemberBytes(int newMemberBytes) {
        return new DocumentLimits(documentBytes, compressionRatio, newMemberBytes, nesting, headerFieldBytes);
    }

    public DocumentLimits withNesting(int newNesting) {
        return new DocumentLimits(documentBytes, compressionRatio, memberBytes, newNesting, headerFieldBytes);
    }

    public DocumentLimits withHeaderFieldBytes(int newHeaderFieldBytes) {
        return new DocumentLimits(documentBytes, compressionRatio, memberBytes, nesting, newHeaderFieldBytes);
    }

    /** What is wrong with an object that has more {@link FieldNames} than may be kept. */
    String tooManyNames() {
        return "the names of the unknown fields of this object are together longer than " + headerFieldBytes
                + " bytes, the most that is accepted";
    }
}
