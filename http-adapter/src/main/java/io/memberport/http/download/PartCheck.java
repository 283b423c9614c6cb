package io.memberport.http.download;

import io.memberport.http.wire.ApiResponse;
import org.jspecify.annotations.Nullable;

/** Whether an answer holds the rest of the very file that was begun: the same strong entity tag, and the right bytes. */
final class PartCheck {

    private final FileVersion file;
    private final long firstByte;
    private final long endByte;

    PartCheck(FileVersion file, long firstByte, long endByte) {
        this.file = file;
        this.firstByte = firstByte;
        this.endByte = endByte;
    }

    /**
     * Finds the length of the whole file.
     *
     * @param answer to a request for these bytes, if the tag matches
     * @throws DifferentFileException if the answer proves nothing, or that it is another file
     */
    long lengthBytesIn(ApiResponse answer) throws DifferentFileException {
        String objection = objectionTo(answer.status());
        if (objection != null) {
            throw new DifferentFileException(objection);
        }
        if (!file.entityTag().equals(answer.strongTag())
                || !file.contentEncoding().equals(answer.encoding())) {
            throw new DifferentFileException("the server sends another file now");
        }
        ContentRange range = ContentRange.in(answer);
        if (range == null || range.firstByte() != firstByte || !isEndOf(range) || !isLengthOf(answer, range)) {
            throw new DifferentFileException("the server sends other bytes than it is asked for");
        }
        if (file.lengthBytes() >= 0 && file.lengthBytes() != range.lengthBytes()) {
            throw new DifferentFileException("the file has another length now");
        }
        return range.lengthBytes();
    }

    private @Nullable String objectionTo(int status) {
        return switch (status) {
            case 206 -> null;
            case 200 -> "the server sends the whole file when it is asked for the rest";
            case 412 -> "the server says that it is another file now";
            default -> "the server says that the file has no byte " + firstByte;
        };
    }

    /** A part of the rest is part of the rest, too: the next part is asked for when it has been read. */
    private boolean isEndOf(ContentRange range) {
        return endByte < 0 || range.lastByte() == endByte - 1;
    }

    private static boolean isLengthOf(ApiResponse answer, ContentRange range) {
        long declared = answer.openBody().declaredBytes();
        return declared < 0 || declared == range.partBytes();
    }
}
