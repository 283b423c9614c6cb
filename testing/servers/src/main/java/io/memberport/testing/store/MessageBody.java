package io.memberport.testing.store;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** How the end of a request's or an answer's body is known, and with that how to pass it on as it is. */
record MessageBody(End end, long lengthBytes) {

    private static final int BLOCK_BYTES = 16 * 1024;
    private static final int MOST_LINE_BYTES = 8 * 1024;

    private enum End {
        AFTER_LENGTH,
        AFTER_LAST_CHUNK,
        WITH_CONNECTION
    }

    static MessageBody ofRequest(MessageHead head) throws IOException {
        return head.isChunked()
                ? new MessageBody(End.AFTER_LAST_CHUNK, 0)
                : new MessageBody(End.AFTER_LENGTH, head.contentLength());
    }

    static MessageBody ofAnswer(MessageHead head, RequestLine request) throws IOException {
        int status = head.status();
        if (request.method().equals("HEAD") || status < 200 || status == 204 || status == 304) {
            return new MessageBody(End.AFTER_LENGTH, 0);
        }
        if (head.isChunked() || head.hasContentLength()) {
            return ofRequest(head);
        }
        return new MessageBody(End.WITH_CONNECTION, 0);
    }

    boolean endsWithConnection() {
        return end == End.WITH_CONNECTION;
    }

    /**
     * Passes it on.
     *
     * @param mostBytes where to stop; what says where chunks begin is not counted
     * @param objections to be stopped by: an answer that is there already
     * @return whether that was all
     */
    boolean copy(InputStream in, OutputStream out, long mostBytes, InputStream objections) throws IOException {
        Copy copy = new Copy(in, out, mostBytes, objections);
        boolean whole =
                switch (end) {
                    case AFTER_LENGTH -> copy.bytes(lengthBytes);
                    case AFTER_LAST_CHUNK -> copy.chunks();
                    case WITH_CONNECTION -> copy.rest();
                };
        out.flush();
        return whole;
    }

    /** Passes it on to its end. */
    void copy(InputStream in, OutputStream out) throws IOException {
        copy(in, out, Long.MAX_VALUE, InputStream.nullInputStream());
    }

    /** One body while it passes. */
    private static final class Copy {

        private final InputStream in;
        private final OutputStream out;
        private final InputStream objections;
        private final byte[] block = new byte[BLOCK_BYTES];
        private long leftBytes;

        Copy(InputStream in, OutputStream out, long mostBytes, InputStream objections) {
            this.in = in;
            this.out = out;
            this.leftBytes = mostBytes;
            this.objections = objections;
        }

        boolean bytes(long lengthBytes) throws IOException {
            long missingBytes = lengthBytes;
            while (missingBytes > 0) {
                int count = next(missingBytes);
                if (count == 0) {
                    return false;
                }
                if (count < 0) {
                    throw new EOFException("a body without its end");
                }
                missingBytes -= count;
            }
            return true;
        }

        boolean rest() throws IOException {
            int count;
            do {
                count = next(Long.MAX_VALUE);
            } while (count > 0);
            return count < 0;
        }

        /** The sizes, extensions and fields after the last chunk go along. */
        boolean chunks() throws IOException {
            for (long size = chunkSize(line()); size > 0; size = chunkSize(line())) {
                if (!bytes(size)) {
                    return false;
                }
                line();
            }
            while (!line().isEmpty()) {
                // A field.
            }
            return true;
        }

        /** Passes a block on. Zero if it is not to be, negative if there is none. */
        private int next(long mostBytes) throws IOException {
            long count = Math.min(Math.min(mostBytes, leftBytes), BLOCK_BYTES);
            if (count == 0 || objections.available() > 0) {
                return 0;
            }
            int read = in.read(block, 0, (int) count);
            if (read > 0) {
                out.write(block, 0, read);
                leftBytes -= read;
                if (in.available() == 0) {
                    out.flush();
                }
            }
            return read;
        }

        /** Passes a line on, and gives it without its end. */
        private String line() throws IOException {
            ByteArrayOutputStream line = new ByteArrayOutputStream();
            int next;
            do {
                next = in.read();
                if (next < 0 || line.size() == MOST_LINE_BYTES) {
                    throw new EOFException("no end of a line in " + line.size() + " bytes");
                }
                line.write(next);
            } while (next != '\n');
            line.writeTo(out);
            return line.toString(ISO_8859_1).strip();
        }

        private static long chunkSize(String line) throws IOException {
            try {
                return Long.parseLong(line.split(";", 2)[0].strip(), 16);
            } catch (NumberFormatException e) {
                throw new IOException("not the size of a chunk", e);
            }
        }
    }
}
