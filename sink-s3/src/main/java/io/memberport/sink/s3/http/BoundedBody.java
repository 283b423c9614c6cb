package io.memberport.sink.s3.http;

import java.io.FilterInputStream;
import java.io.IOException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.AbortableInputStream;

/**
 * The body of an answer, up to a length that none of a store's has. The SDK holds the whole of a listing or an error in memory,
 * element by element, and reads what is left of a body before it lets go of a connection: both have no end if the body has none.
 */
public final class BoundedBody extends FilterInputStream {

    /** In the message of the failure: the SDK keeps no types of its exceptions, and parsers of XML drop causes. */
    public static final String ENDLESS = "the answer does not end";

    private final AbortableInputStream body;
    private final long mostBytes;
    private final long mostTags;
    private long count;
    private long tags;

    /**
     * @param mostBytes one more is a failure
     * @param mostTags one more is a failure; a tag is what begins with {@code <}
     */
    BoundedBody(AbortableInputStream body, long mostBytes, long mostTags) {
        super(body);
        this.body = body;
        this.mostBytes = mostBytes;
        this.mostTags = mostTags;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        int read = super.read(bytes, offset, length);
        for (int at = offset; at < offset + read; at++) {
            tags += bytes[at] == '<' ? 1 : 0;
        }
        count += Math.max(0, read);
        if (count > mostBytes || tags > mostTags) {
            body.abort();
            throw SdkClientException.create(ENDLESS);
        }
        return read;
    }

    @Override
    public long skip(long wanted) throws IOException {
        return Math.max(0, read(new byte[(int) Math.min(8192, wanted)]));
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    /** Reads the little that is left, so that the connection can be used again. */
    @Override
    public void close() throws IOException {
        try {
            byte[] rest = new byte[8192];
            while (read(rest, 0, rest.length) >= 0) {
                // Counted.
            }
        } catch (IOException | SdkClientException broken) {
            body.abort();
        }
        super.close();
    }
}
