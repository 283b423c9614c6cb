package io.memberport.file.buffer;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * The bytes of a document that have been read and not been dealt with: those from {@link #from} to {@link #limit} of {@link
 * #bytes}, an array that is not changed any more once the next one has been started.
 */
public final class ReadBuffer {

    /** Gives bytes, as a source of bytes does. */
    @FunctionalInterface
    public interface Source {
        int read(byte[] target, int offset, int length);
    }

    private final Source source;
    private final ContentDigest digest;
    private final int ordinaryBytes;

    /** What has been read before, and is read again before anything else. */
    private final Deque<ByteBuffer> again = new ArrayDeque<>();

    private byte[] bytes;
    private int from;
    private int limit;
    private long offset;
    private boolean ended;

    /**
     * @param digest of all that is read
     * @param ordinaryBytes size of an array that need not be larger
     */
    public ReadBuffer(Source source, ContentDigest digest, int ordinaryBytes) {
        this.source = source;
        this.digest = digest;
        this.ordinaryBytes = ordinaryBytes;
        this.bytes = new byte[ordinaryBytes];
    }

    public byte[] bytes() {
        return bytes;
    }

    public int from() {
        return from;
    }

    public int limit() {
        return limit;
    }

    public int length() {
        return limit - from;
    }

    /** Position in the document of the first byte of {@link #bytes}. */
    public long offset() {
        return offset;
    }

    /** Position in the document of the first byte that has not been dealt with. */
    public long position() {
        return offset + from;
    }

    /** Position in the document of the first byte that has not been read. */
    public long end() {
        return offset + limit;
    }

    /** Whether there is nothing behind {@link #limit} in the document. */
    public boolean isAtEnd() {
        return ended;
    }

    /** Says that the bytes before an index have been dealt with. */
    public void advance(int index) {
        from = index;
    }

    /** Reads on if all bytes have been dealt with. */
    public void fillIfEmpty() {
        if (from == limit && !ended) {
            refill();
        }
    }

    /** Takes an array of an ordinary size, or one that has room for as much again as is left, and reads until it is full. */
    public void refill() {
        refill(Math.max(ordinaryBytes, length() + ordinaryBytes / 2));
    }

    /**
     * Takes a new array, because others may still be reading from the present one, moves to its beginning what has not been dealt
     * with, and reads until it is full.
     */
    public void refill(int size) {
        byte[] fresh = new byte[size];
        System.arraycopy(bytes, from, fresh, 0, length());
        offset += from;
        limit -= from;
        from = 0;
        bytes = fresh;
        fill();
    }

    /**
     * Goes back to read bytes again.
     *
     * @param start position in the document of the first of them
     * @param before those from there to {@link #position}
     */
    public void readAgain(long start, List<ByteBuffer> before) {
        again.addAll(before);
        again.add(ByteBuffer.wrap(bytes, from, length()));
        jump(start);
    }

    /** Forgets what has been read, because the source goes on at another byte of the document. */
    public void jump(long position) {
        bytes = new byte[ordinaryBytes];
        offset = position;
        from = 0;
        limit = 0;
        ended = false;
        fill();
    }

    private void fill() {
        while (limit < bytes.length && !ended) {
            if (again.isEmpty()) {
                readNew();
            } else {
                readAgain(again.element());
            }
        }
    }

    private void readNew() {
        int read = source.read(bytes, limit, bytes.length - limit);
        if (read < 0) {
            ended = true;
        } else {
            digest.update(bytes, limit, read);
            limit += read;
        }
    }

    private void readAgain(ByteBuffer known) {
        int length = Math.min(known.remaining(), bytes.length - limit);
        known.get(bytes, limit, length);
        limit += length;
        if (!known.hasRemaining()) {
            again.remove();
        }
    }
}
