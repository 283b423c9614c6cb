package io.memberport.sink.s3;

import java.io.FilterInputStream;
import java.io.IOException;
import software.amazon.awssdk.http.AbortableInputStream;

/**
 * The body of an answer, up to a length that none of a store's has. The SDK holds the whole of a listing or an error in memory,
 * and reads what is left of a body before it lets go of a connection: both have no end if the body has none.
 */
final class BoundedBody extends FilterInputStream {

    private final AbortableInputStream body;
    private final long mostBytes;
    private long count;

    /**
     * A body.
     *
     * @param mostBytes one more is a failure
     */
    BoundedBody(AbortableInputStream body, long mostBytes) {
        super(body);
        this.body = body;
        this.mostBytes = mostBytes;
    }

    @Override
    public int read() throws IOException {
        int octet = super.read();
        counted(octet < 0 ? 0 : 1);
        return octet;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        int read = super.read(bytes, offset, length);
        counted(read);
        return read;
    }

    @Override
    public long skip(long wanted) throws IOException {
        long skipped = super.skip(wanted);
        counted(skipped);
        return skipped;
    }

    private void counted(long more) throws EndlessAnswerException {
        count += Math.max(0, more);
        if (count > mostBytes) {
            body.abort();
            throw new EndlessAnswerException(mostBytes);
        }
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
        } catch (IOException broken) {
            body.abort();
        }
        super.close();
    }

    /** More came than any answer of a store has. */
    static final class EndlessAnswerException extends IOException {

        private static final long serialVersionUID = 1L;

        EndlessAnswerException(long mostBytes) {
            super("more than " + mostBytes + " bytes came");
        }
    }
}
