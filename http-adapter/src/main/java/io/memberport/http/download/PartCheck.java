package io.memberport.http.download;

import io.memberport.http.wire.ApiResponse;
import org.jspecify.annotations.Nullable;

/** Whether an answer holds the rest of the very file that was begun: the same strong entity tag, and the right bytes. */
final class PartCheck {

    private final FileVersion file;
    private final long firstByte;

    PartCheck(FileVersion file, long firstByte) {
        this.file = file;
        this.firstByte = firstByte;
    }

    /**
     * Finds the length of the whole file.
     *
     * @param answer to a request for the bytes from {@code firstByte} on, if the tag matches
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
        if (range == null || range.firstByte() != firstByte || !isLengthOf(answer, range)) {
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

    private static boolean isLengthOf(ApiResponse answer, ContentRange range) {
        long declared = answer.openBody().declaredBytes();
        return declared < 0 || declared == range.partBytes();
    }
}
