package io.memberport.http.wire;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.NameValuePair;
import org.jspecify.annotations.Nullable;

/**
 * What a server answered: status, header, and either the small body or the body still to be read. One that is streamed
 * holds a connection until it is cancelled or read to its end.
 */
public final class ApiResponse {

    private static final byte[] NOTHING = {};
    private static final Set<String> CHANGE_NOTHING = Set.of("", "identity", "none", "aws-chunked");
    private static final Pattern STRONG_TAG = Pattern.compile("\"[\\x21\\x23-\\x7e\\x80-\\xff]*\"");

    private final ClassicHttpResponse response;
    private final byte[] body;
    private final @Nullable OpenBody openBody;
    private final boolean isTooLong;

    private ApiResponse(ClassicHttpResponse response, byte[] body, @Nullable OpenBody openBody, boolean isTooLong) {
        this.response = response;
        this.body = body;
        this.openBody = openBody;
        this.isTooLong = isTooLong;
    }

    /** One whose small body is here: uncompressed if it came in gzip, which was not asked for. */
    static ApiResponse whole(ClassicHttpResponse response, byte[] body) {
        ApiResponse asStored = new ApiResponse(response, body, null, false);
        if (!asStored.encoding().equals("gzip")) {
            return asStored;
        }
        try (GZIPInputStream gzip = new GZIPInputStream(new ByteArrayInputStream(body))) {
            byte[] plain = gzip.readNBytes(HttpExchanges.LONGEST_DOCUMENT_BYTES + 1);
            return plain.length > HttpExchanges.LONGEST_DOCUMENT_BYTES
                    ? tooLong(response)
                    : new ApiResponse(response, plain, null, false);
        } catch (IOException damaged) {
            // A reader of documents finds none in it.
            return asStored;
        }
    }

    static ApiResponse tooLong(ClassicHttpResponse response) {
        return new ApiResponse(response, NOTHING, null, true);
    }

    static ApiResponse streamed(ClassicHttpResponse response, OpenBody openBody) {
        return new ApiResponse(response, NOTHING, openBody, false);
    }

    public int status() {
        return response.getCode();
    }

    boolean isSuccess() {
        return status() >= 200 && status() <= 299;
    }

    /** The body; empty if it was longer than a small document may be, or is left to be streamed. */
    public byte[] body() {
        return body;
    }

    /** Whether there was more body than a small document may have. */
    public boolean isTooLong() {
        return isTooLong;
    }

    /** The values of a header, in their order, each as its bytes were. */
    public List<String> headers(String name) {
        return List.of(response.getHeaders(name)).stream()
                .map(NameValuePair::getValue)
                .filter(value -> value != null && !value.isEmpty())
                .toList();
    }

    /** The strong entity tag; null if there is none, if it is weak or if there is more than one. */
    public @Nullable String strongTag() {
        List<String> tags = headers("ETag");
        return tags.size() == 1 && isStrongTag(tags.get(0)) ? tags.get(0) : null;
    }

    public static boolean isStrongTag(String tag) {
        return STRONG_TAG.matcher(tag).matches();
    }

    /**
     * How the body is compressed, empty if it is not. Names of encodings are not case-sensitive, and {@code x-gzip} is {@code
     * gzip} (RFC 9110, 8.4.1). Stores also hand out words that were meant for the upload, and change nothing: {@code
     * aws-chunked}.
     */
    public String encoding() {
        return headers("Content-Encoding").stream()
                .flatMap(list -> Stream.of(list.split(",", -1)))
                .map(word -> word.strip().toLowerCase(Locale.ROOT))
                .filter(word -> !CHANGE_NOTHING.contains(word))
                .map(word -> word.equals("x-gzip") ? "gzip" : word)
                .collect(Collectors.joining(","));
    }

    /** Whether the body is still to be read. */
    boolean isStreamed() {
        return openBody != null;
    }

    /** The body still to be read. */
    public OpenBody openBody() {
        if (openBody == null) {
            throw new IllegalStateException("not streamed");
        }
        return openBody;
    }

    /** Lets go of a body that will not be read. */
    public void discard() {
        if (openBody != null) {
            openBody.cancel();
        }
    }

    /** The status only: a header can carry a presigned link. */
    @Override
    public String toString() {
        return "ApiResponse[" + status() + "]";
    }
}
