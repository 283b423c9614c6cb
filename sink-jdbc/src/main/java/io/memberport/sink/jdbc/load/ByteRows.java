package io.memberport.sink.jdbc.load;

import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import io.memberport.model.Text;
import java.util.Arrays;

/** Bytes that grow as they are written, numbers in network order. Used by one thread at a time. */
public final class ByteRows {

    private static final int LARGEST = Integer.MAX_VALUE - 16;

    private byte[] bytes;
    private int size;

    public ByteRows(int capacity) {
        bytes = new byte[capacity];
    }

    public byte[] bytes() {
        return bytes;
    }

    public int size() {
        return size;
    }

    public int capacity() {
        return bytes.length;
    }

    public void clear() {
        size = 0;
    }

    public void putShort(int value) {
        int at = extend(2);
        bytes[at] = (byte) (value >> 8);
        bytes[at + 1] = (byte) value;
    }

    public void putInt(int value) {
        int at = extend(4);
        setInt(at, value);
    }

    void setInt(int at, int value) {
        bytes[at] = (byte) (value >> 24);
        bytes[at + 1] = (byte) (value >> 16);
        bytes[at + 2] = (byte) (value >> 8);
        bytes[at + 3] = (byte) value;
    }

    public void putLong(long value) {
        int at = extend(8);
        setInt(at, (int) (value >> 32));
        setInt(at + 4, (int) value);
    }

    public void putByte(int value) {
        int at = extend(1);
        bytes[at] = (byte) value;
    }

    public void put(Text text) {
        int at = extend(text.length());
        text.copyTo(bytes, at);
    }

    public void put(byte[] source, int offset, int length) {
        int at = extend(length);
        System.arraycopy(source, offset, bytes, at, length);
    }

    /** Whether a byte is among those from an index on. */
    public boolean hasSince(int from, byte wanted) {
        for (int i = from; i < size; i++) {
            if (bytes[i] == wanted) {
                return true;
            }
        }
        return false;
    }

    /** Forgets what is behind an index. */
    public void cutTo(int length) {
        size = length;
    }

    private int extend(int length) {
        int start = size;
        if (length > bytes.length - start) {
            grow((long) start + length);
        }
        size = start + length;
        return start;
    }

    private void grow(long needed) {
        if (needed > LARGEST) {
            throw new MemberportException(
                    FailureKind.TARGET,
                    "A single member makes rows of more than 2 GiB, which no database accepts at once.");
        }
        bytes = Arrays.copyOf(bytes, (int) Math.min(LARGEST, Math.max(needed, bytes.length + (bytes.length >> 1))));
    }
}
