package io.memberport.encoding.block;

import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import io.memberport.model.Text;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Bytes that grow as they are written, up to 2 GiB. Used by one thread at a time. Every method that adds to the content
 * throws a {@link MemberportException} of kind {@link FailureKind#TARGET} if it would become longer than that.
 */
public final class RowBuffer {

    /** At least this many bytes behind the content are there to be read, whatever they are. */
    static final int SLACK = 8;

    private static final int LARGEST = Integer.MAX_VALUE - 16;

    /** The capacity that nothing exceeds. */
    public static final int LARGEST_CAPACITY = LARGEST - SLACK;

    private byte[] bytes;
    private int size;

    /**
     * @param capacity bytes that fit in before it has to grow
     */
    public RowBuffer(int capacity) {
        this.bytes = new byte[capacity + SLACK];
    }

    /**
     * The array that holds the content from index 0, not a copy; it can be another one after each call that adds to the
     * content.
     */
    public byte[] bytes() {
        return bytes;
    }

    public int size() {
        return size;
    }

    /** Bytes that the content can have before it has to grow again; what this holds of the heap. */
    public int capacity() {
        return bytes.length - SLACK;
    }

    /** Forgets the content and keeps the memory. */
    public void clear() {
        size = 0;
    }

    /** A view of the content, good until the next call that changes it. */
    public ByteBuffer content() {
        return ByteBuffer.wrap(bytes, 0, size);
    }

    /**
     * Makes the content longer by bytes that the caller fills.
     *
     * @param length how many, in bytes
     * @return the index in {@link #bytes()} of the first of them
     */
    public int extend(int length) {
        int start = size;
        if (length > bytes.length - SLACK - start) {
            grow((long) start + length);
        }
        size = start + length;
        return start;
    }

    /** Takes back what was extended too far. */
    public void shrinkTo(int length) {
        size = Math.min(size, length);
    }

    /**
     * Grows now rather than in steps.
     *
     * @param capacity bytes that the content is expected to have in all
     */
    public void ensureCapacity(int capacity) {
        if (capacity > capacity()) {
            grow(capacity);
        }
    }

    public void append(byte b) {
        int at = extend(1);
        bytes[at] = b;
    }

    public void append(byte[] source) {
        append(source, 0, source.length);
    }

    /** Appends part of an array, which may be {@link #bytes()}. */
    public void append(byte[] source, int offset, int length) {
        int at = extend(length);
        System.arraycopy(source, offset, bytes, at, length);
    }

    /** Appends a text's UTF-8. */
    public void append(Text text) {
        int at = extend(text.length());
        text.copyTo(bytes, at);
    }

    /** Moves everything from an index on by one and puts a byte into the gap. */
    public void insert(int index, byte b) {
        int length = extend(1) - index;
        System.arraycopy(bytes, index, bytes, index + 1, length);
        bytes[index] = b;
    }

    /** A copy of the content from an index on. */
    public byte[] toByteArray(int from) {
        return Arrays.copyOfRange(bytes, from, size);
    }

    private void grow(long needed) {
        if (needed + SLACK > LARGEST) {
            throw new MemberportException(
                    FailureKind.TARGET,
                    "A single member makes rows of more than 2 GiB, which do not fit into memory. Write this export "
                            + "to a target that stores documents.");
        }
        long comfortable = Math.max(needed, bytes.length + (bytes.length >> 1)) + SLACK;
        bytes = Arrays.copyOf(bytes, (int) Math.min(LARGEST, comfortable));
    }
}
