package io.memberport.http.wire;

import io.memberport.port.Deadline;
import java.nio.charset.StandardCharsets;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.io.entity.StringEntity;
import org.jspecify.annotations.Nullable;

/**
 * One thing to ask of a server, credentials aside.
 *
 * @param task completes "Could not …" in messages
 * @param method GET or POST
 * @param link where to send it
 * @param body what to send; null for nothing
 * @param isRepeatable whether a second request does no harm if the first one arrived
 * @param isStreamed whether the body of a success is left unread, for the caller to read or to cancel
 * @param batchId the batch concerned
 * @param rest which part of the file is asked for; null for all of it
 * @param deadline by when it must be answered, retries included; null if there is none but the timeouts
 */
public record ApiRequest(
        String task,
        String method,
        Link link,
        @Nullable Body body,
        boolean isRepeatable,
        boolean isStreamed,
        @Nullable String batchId,
        @Nullable Rest rest,
        @Nullable Deadline deadline) {

    /**
     * A part of a file, on condition that it is still the same one.
     *
     * @param firstByte from 0
     * @param endByte the byte after the part; -1 for the rest of the file
     * @param entityTag strong, quotes included
     */
    public record Rest(long firstByte, long endByte, String entityTag) {}

    /** A request body, small. */
    record Body(HttpEntity entity) {

        /** Bodies carry credentials. */
        @Override
        public String toString() {
            return "Body[" + entity.getContentType() + "]";
        }
    }

    public static ApiRequest get(String task, Link link) {
        return new ApiRequest(task, "GET", link, null, true, false, null, null, null);
    }

    public static ApiRequest post(String task, Link link, String contentType, String text) {
        return new ApiRequest(
                task,
                "POST",
                link,
                new Body(new StringEntity(text, ContentType.create(contentType, StandardCharsets.UTF_8))),
                true,
                false,
                null,
                null,
                null);
    }

    public static ApiRequest post(String task, Link link, String contentType, byte[] bytes) {
        Body body = new Body(new ByteArrayEntity(bytes, ContentType.parse(contentType)));
        return new ApiRequest(task, "POST", link, body, true, false, null, null, null);
    }

    /** The same task somewhere else. */
    public ApiRequest at(Link newLink) {
        return new ApiRequest(task, method, newLink, body, isRepeatable, isStreamed, batchId, rest, deadline);
    }

    public ApiRequest onlyOnce() {
        return new ApiRequest(task, method, link, body, false, isStreamed, batchId, rest, deadline);
    }

    public ApiRequest streamed() {
        return new ApiRequest(task, method, link, body, isRepeatable, true, batchId, rest, deadline);
    }

    public ApiRequest about(String newBatchId) {
        return new ApiRequest(task, method, link, body, isRepeatable, isStreamed, newBatchId, rest, deadline);
    }

    public ApiRequest of(Rest newRest) {
        return new ApiRequest(task, method, link, body, isRepeatable, isStreamed, batchId, newRest, deadline);
    }

    public ApiRequest by(@Nullable Deadline newDeadline) {
        return new ApiRequest(task, method, link, body, isRepeatable, isStreamed, batchId, rest, newDeadline);
    }
}
