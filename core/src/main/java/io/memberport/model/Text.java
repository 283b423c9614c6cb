package io.memberport.model;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A piece of well-formed UTF-8, kept as the bytes it arrived in, so that a sink which writes text copies bytes and only
 * one which needs a {@code String}, a number or an instant pays for making it.
 *
 * <p>Equality is by content. {@link #toString()} shows the length only; use {@link #asString()} for the content.
 */
public final class Text {

    /** The text of length 0. */
    public static final Text EMPTY = new Text(new byte[0], 0, 0);

    private final byte[] bytes;
    private final int offset;
    private final int length;

    private Text(byte[] bytes, int offset, int length) {
        this.bytes = bytes;
        this.offset = offset;
        this.length = length;
    }

    /**
     * Encodes a string.
     *
     * @param string without unpaired surrogates, which UTF-8 cannot carry (they become {@code ?})
     */
    public static Text of(String string) {
        byte[] encoded = string.getBytes(StandardCharsets.UTF_8);
        return new Text(encoded, 0, encoded.length);
    }

    /**
     * Wraps part of an array without copying it.
     *
     * @param utf8 well-formed UTF-8 in the given range, which must not change from now on
     * @param offset index of the first byte
     * @param length number of bytes
     * @throws IndexOutOfBoundsException if the range is not within the array
     */
    public static Text wrap(byte[] utf8, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, utf8.length);
        return new Text(utf8, offset, length);
    }

    /** The length in bytes of UTF-8. */
    public int length() {
        return length;
    }

    public boolean isEmpty() {
        return length == 0;
    }

    /** The byte at an index from 0 to {@link #length()} - 1. */
    public byte byteAt(int index) {
        return bytes[offset + Objects.checkIndex(index, length)];
    }

    /** The index of the first byte, if they are in this array; -1 if they are in another. */
    int offsetIn(byte[] array) {
        return bytes == array ? offset : -1;
    }

    /** Copies all bytes to {@code target}, the first one to {@code target[at]}. */
    public void copyTo(byte[] target, int at) {
        System.arraycopy(bytes, offset, target, at, length);
    }

    /** Writes all bytes in one call. */
    public void writeTo(OutputStream out) throws IOException {
        out.write(bytes, offset, length);
    }

    /** The bytes as a read-only buffer that shares them; position 0, limit {@link #length()}. */
    public ByteBuffer asByteBuffer() {
        return ByteBuffer.wrap(bytes, offset, length).slice().asReadOnlyBuffer();
    }

    /** The content as a string; decodes at every call. */
    public String asString() {
        return new String(bytes, offset, length, StandardCharsets.UTF_8);
    }

    /** A text with the same content whose memory holds nothing else. */
    public Text compact() {
        return length == bytes.length ? this : new Text(Arrays.copyOfRange(bytes, offset, offset + length), 0, length);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Text that
                && Arrays.equals(bytes, offset, offset + length, that.bytes, that.offset, that.offset + that.length);
    }

    @Override
    public int hashCode() {
        int hash = 1;
        for (int i = offset; i < offset + length; i++) {
            hash = 31 * hash + bytes[i];
        }
        return hash;
    }

    /** The length, never the content, which may be personal data. */
    @Override
    public String toString() {
        return "Text[" + length + " bytes]";
    }
}
