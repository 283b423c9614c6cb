package io.memberport.http;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.NameValuePair;
import org.jspecify.annotations.Nullable;

/**
 * What a server answered: status, header, and either the small body or the body still to be read. One that is streamed
 * holds a connection until it is cancelled or read to its end.
 */
final class Answer {

    private static final byte[] NOTHING = {};

    private final ClassicHttpResponse response;
    private final byte[] body;
    private final @Nullable OpenBody openBody;
    private final boolean isTooLong;

    private Answer(ClassicHttpResponse response, byte[] body, @Nullable OpenBody openBody, boolean isTooLong) {
        this.response = response;
        this.body = body;
        this.openBody = openBody;
        this.isTooLong = isTooLong;
    }

    /** One whose small body is here: uncompressed, should it have come in gzip though nobody asked for that. */
    static Answer whole(ClassicHttpResponse response, byte[] body) {
        Answer asStored = new Answer(response, body, null, false);
        if (!StoredFile.encodingOf(asStored).equals("gzip")) {
            return asStored;
        }
        try (GZIPInputStream gzip = new GZIPInputStream(new ByteArrayInputStream(body))) {
            byte[] plain = gzip.readNBytes(Wire.LONGEST_DOCUMENT_BYTES + 1);
            return plain.length > Wire.LONGEST_DOCUMENT_BYTES
                    ? tooLong(response)
                    : new Answer(response, plain, null, false);
        } catch (IOException damaged) {
            // Whoever wants a document finds none in it.
            return asStored;
        }
    }

    static Answer tooLong(ClassicHttpResponse response) {
        return new Answer(response, NOTHING, null, true);
    }

    static Answer streamed(ClassicHttpResponse response, OpenBody openBody) {
        return new Answer(response, NOTHING, openBody, false);
    }

    int status() {
        return response.getCode();
    }

    boolean isSuccess() {
        return status() >= 200 && status() <= 299;
    }

    /** The body; empty if it was longer than a small document may be, or is left to be streamed. */
    byte[] body() {
        return body;
    }

    /** Whether there was more body than a small document may have. */
    boolean isTooLong() {
        return isTooLong;
    }

    /** The values of a header, in their order, each as its bytes were. */
    List<String> headers(String name) {
        return List.of(response.getHeaders(name)).stream()
                .map(NameValuePair::getValue)
                .filter(value -> value != null && !value.isEmpty())
                .toList();
    }

    /** Whether the body is still to be read. */
    boolean isStreamed() {
        return openBody != null;
    }

    /** The body still to be read. */
    OpenBody openBody() {
        if (openBody == null) {
            throw new IllegalStateException("not streamed");
        }
        return openBody;
    }

    /** Lets go of a body that nobody will read. */
    void discard() {
        if (openBody != null) {
            openBody.cancel();
        }
    }

    /** The status only: a header can carry a presigned link. */
    @Override
    public String toString() {
        return "Answer[" + status() + "]";
    }
}
