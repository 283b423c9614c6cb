package io.memberport.http.document;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Finds where a JSON object or array ends, without looking at what it means: brackets are counted outside strings, and
 * strings are skipped eight bytes at a time. It can stop at the end of the bytes there are and go on when there are more.
 *
 * <p>What it finds is right for well-formed JSON. It needs not be for anything else, because a strict parser reads
 * every piece afterwards and must arrive at the very same end.
 */
final class MemberFramer {

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGH_BITS = 0x8080808080808080L;
    private static final long QUOTES = '"' * ONES;
    private static final long BACKSLASHES = '\\' * ONES;

    private int depth;
    private boolean inString;
    private boolean escaped;
    private int position;

    /** Begins at an opening bracket. */
    void start(int at) {
        depth = 0;
        inString = false;
        escaped = false;
        position = at;
    }

    /** The bytes have been moved towards the beginning of the array, or to another one. */
    void shift(int by) {
        position -= by;
    }

    /**
     * Goes on.
     *
     * @param limit end of the bytes there are
     * @return the index after the closing bracket, or -1 if it is not among the bytes there are
     */
    int end(byte[] bytes, int limit) {
        int at = position;
        int open = depth;
        while (at < limit) {
            if (inString) {
                at = skipString(bytes, at, limit);
                continue;
            }
            byte b = bytes[at++];
            if (b == '"') {
                inString = true;
            } else if ((b | 0x20) == '{') {
                open++;
            } else if ((b | 0x20) == '}' && --open == 0) {
                return at;
            }
        }
        position = at;
        depth = open;
        return -1;
    }

    /** The index after the closing quote, or {@code limit} if that is not among the bytes. */
    private int skipString(byte[] bytes, int from, int limit) {
        int at = from;
        if (escaped) {
            escaped = false;
            at++;
        }
        while (at < limit) {
            at = nextQuoteOrBackslash(bytes, at, limit);
            if (at == limit) {
                return limit;
            }
            if (bytes[at] == '"') {
                inString = false;
                return at + 1;
            }
            escaped = at + 1 == limit;
            at = Math.min(at + 2, limit);
        }
        return at;
    }

    private static int nextQuoteOrBackslash(byte[] bytes, int from, int limit) {
        int at = from;
        for (; at + Long.BYTES <= limit; at += Long.BYTES) {
            long word = (long) LONGS.get(bytes, at);
            long hit = zeroBytes(word ^ QUOTES) | zeroBytes(word ^ BACKSLASHES);
            if (hit != 0) {
                return at + (Long.numberOfTrailingZeros(hit) >>> 3);
            }
        }
        while (at < limit && bytes[at] != '"' && bytes[at] != '\\') {
            at++;
        }
        return at;
    }

    /** The high bit of the lowest byte that is zero, and perhaps of some above it. */
    private static long zeroBytes(long word) {
        return (word - ONES) & ~word & HIGH_BITS;
    }
}
