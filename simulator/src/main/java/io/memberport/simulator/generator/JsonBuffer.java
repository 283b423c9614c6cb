package io.memberport.simulator.generator;

import java.io.IOException;
import java.io.OutputStream;

/**
 * Ready-made pieces of JSON on their way to a stream. Pieces are copied into one array that is handed on when it is
 * nearly full, so memory does not grow with the document. Not safe for use by several threads.
 */
final class JsonBuffer {

    private static final int CAPACITY = 1 << 18;
    /** Room kept free, so that the small fixed-size pieces need no check of their own. */
    private static final int RESERVE = 64;

    private static final byte[] HEX_PAIRS = hexPairs();

    private final OutputStream out;
    private final byte[] bytes = new byte[CAPACITY + RESERVE];
    private int size;
    private long handedOn;

    JsonBuffer(OutputStream out) {
        this.out = out;
    }

    void put(byte[] piece) throws IOException {
        int length = piece.length;
        if (size + length > CAPACITY) {
            drain();
            if (length > CAPACITY) {
                out.write(piece);
                handedOn += length;
                return;
            }
        }
        System.arraycopy(piece, 0, bytes, size, length);
        size += length;
    }

    /** One ASCII character. */
    void put(char c) throws IOException {
        reserve();
        bytes[size++] = (byte) c;
    }

    /** The decimal digits of a number that is not negative, with leading zeros up to {@code minimumDigits}. */
    void putDigits(long number, int minimumDigits) throws IOException {
        reserve();
        int digits = minimumDigits;
        for (long limit = powerOfTen(minimumDigits); digits < 19 && number >= limit; limit *= 10) {
            digits++;
        }
        long rest = number;
        for (int i = size + digits - 1; i >= size; i--) {
            bytes[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        size += digits;
    }

    /** A random (version 4) guid made of these bits, without quotes; the same as {@link JsonLiterals#guid}. */
    void putGuid(long high, long low) throws IOException {
        reserve();
        long versioned = (high & ~0xF000L) | 0x4000L;
        long variant = (low & 0x3FFFFFFFFFFFFFFFL) | 0x8000000000000000L;
        putHex(versioned, 56, 32);
        bytes[size++] = '-';
        putHex(versioned, 24, 16);
        bytes[size++] = '-';
        putHex(versioned, 8, 0);
        bytes[size++] = '-';
        putHex(variant, 56, 48);
        bytes[size++] = '-';
        putHex(variant, 40, 0);
    }

    /** Bytes put so far. */
    long count() {
        return handedOn + size;
    }

    /** Hands on what is left and flushes the stream, which stays open. */
    void flush() throws IOException {
        drain();
        out.flush();
    }

    private void putHex(long bits, int firstShift, int lastShift) {
        for (int shift = firstShift; shift >= lastShift; shift -= 8) {
            int pair = ((int) (bits >>> shift) & 0xFF) << 1;
            bytes[size++] = HEX_PAIRS[pair];
            bytes[size++] = HEX_PAIRS[pair + 1];
        }
    }

    private void reserve() throws IOException {
        if (size > CAPACITY) {
            drain();
        }
    }

    private void drain() throws IOException {
        out.write(bytes, 0, size);
        handedOn += size;
        size = 0;
    }

    private static long powerOfTen(int exponent) {
        long power = 1;
        for (int i = 0; i < exponent; i++) {
            power *= 10;
        }
        return power;
    }

    private static byte[] hexPairs() {
        byte[] pairs = new byte[512];
        for (int i = 0; i < 256; i++) {
            pairs[2 * i] = (byte) Character.forDigit(i >>> 4, 16);
            pairs[2 * i + 1] = (byte) Character.forDigit(i & 0xF, 16);
        }
        return pairs;
    }
}
