package io.memberport.testing.store;

import java.util.function.Predicate;

/**
 * What a request wants.
 *
 * @param method such as PUT
 * @param target path and query as they were sent, with everything that is encoded
 */
public record RequestLine(String method, String target) {

    /**
     * Matches by method and part of the target.
     *
     * @param part such as {@code partNumber=} for the parts of uploads, with PUT, or {@code uploadId=} for their
     *     completion, with POST
     */
    public static Predicate<RequestLine> having(String method, String part) {
        return request -> request.method().equals(method) && request.target().contains(part);
    }

    /** Such as {@code /bucket/key}. */
    public String path() {
        return target.split("\\?", 2)[0];
    }

    /** What is after the question mark; empty if there is none. */
    public String query() {
        return target.substring(Math.min(path().length() + 1, target.length()));
    }
}
