package io.memberport.sink.csv;

import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import io.memberport.model.Text;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** Bytes that grow as they are written. Used by one thread at a time. */
final class RowBuffer {

    /** At least this many bytes behind the content are there to be read, whatever they are. */
    static final int SLACK = 8;

    private static final int LARGEST = Integer.MAX_VALUE - 16;

    private byte[] bytes;
    private int size;

    RowBuffer(int capacity) {
        this.bytes = new byte[capacity + SLACK];
    }

    /** The array that holds the content from index 0; another one after each call that adds to it. */
    byte[] bytes() {
        return bytes;
    }

    int size() {
        return size;
    }

    int capacity() {
        return bytes.length - SLACK;
    }

    void clear() {
        size = 0;
    }

    ByteBuffer content() {
        return ByteBuffer.wrap(bytes, 0, size);
    }

    /**
     * Makes the content longer by bytes that the caller fills.
     *
     * @return the index of the first of them
     */
    int extend(int length) {
        int start = size;
        if (length > bytes.length - SLACK - start) {
            grow((long) start + length);
        }
        size = start + length;
        return start;
    }

    /** Takes back what was extended too far. */
    void shrinkTo(int length) {
        size = Math.min(size, length);
    }

    void ensureCapacity(int capacity) {
        if (capacity > capacity()) {
            grow(capacity);
        }
    }

    void append(byte b) {
        int at = extend(1);
        bytes[at] = b;
    }

    void append(byte[] source) {
        append(source, 0, source.length);
    }

    /** Appends part of an array, which may be {@link #bytes()}. */
    void append(byte[] source, int offset, int length) {
        int at = extend(length);
        System.arraycopy(source, offset, bytes, at, length);
    }

    void append(Text text) {
        int at = extend(text.length());
        text.copyTo(bytes, at);
    }

    /** Moves everything from an index on by one and puts a byte into the gap. */
    void insert(int index, byte b) {
        int length = extend(1) - index;
        System.arraycopy(bytes, index, bytes, index + 1, length);
        bytes[index] = b;
    }

    byte[] toByteArray(int from) {
        return Arrays.copyOfRange(bytes, from, size);
    }

    private void grow(long needed) {
        if (needed + SLACK > LARGEST) {
            throw new MemberportException(
                    FailureKind.TARGET,
                    "A single member makes rows of more than 2 GiB, which the CSV sink cannot hold. Take this export"
                            + " to a target that keeps documents.");
        }
        long comfortable = Math.max(needed, bytes.length + (bytes.length >> 1)) + SLACK;
        bytes = Arrays.copyOf(bytes, (int) Math.min(LARGEST, comfortable));
    }
}
