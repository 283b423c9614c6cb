package io.memberport.http.download;

import io.memberport.http.wire.ApiResponse;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which part of a file a response holds, as its {@code Content-Range} says (RFC 9110, 14.4).
 *
 * @param firstByte from 0
 * @param lastByte inclusive
 * @param lengthBytes of the whole file
 */
record ContentRange(long firstByte, long lastByte, long lengthBytes) {

    private static final Pattern BYTES =
            Pattern.compile("bytes +([0-9]{1,18})-([0-9]{1,18})/([0-9]{1,18})", Pattern.CASE_INSENSITIVE);

    /** Null if there is none, or not exactly one, or one without the length of the file, or an impossible one. */
    static @Nullable ContentRange in(ApiResponse answer) {
        List<String> headers = answer.headers("Content-Range");
        Matcher parts = BYTES.matcher(headers.size() == 1 ? headers.get(0).strip() : "");
        if (!parts.matches()) {
            return null;
        }
        ContentRange range = new ContentRange(
                Long.parseLong(parts.group(1)), Long.parseLong(parts.group(2)), Long.parseLong(parts.group(3)));
        return range.isPossible() ? range : null;
    }

    private boolean isPossible() {
        return firstByte <= lastByte && lastByte < lengthBytes;
    }

    long partBytes() {
        return lastByte - firstByte + 1;
    }
}
