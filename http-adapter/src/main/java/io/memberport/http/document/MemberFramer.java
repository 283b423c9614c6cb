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
    private int position;

    /** Begins at an opening bracket. */
    void start(int at) {
        depth = 0;
        inString = false;
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
        boolean string = inString;
        while (at < limit) {
            if (string) {
                at = afterString(bytes, at, limit);
                if (at < 0) {
                    position = -at;
                    inString = true;
                    depth = open;
                    return -1;
                }
                string = false;
                continue;
            }
            byte b = bytes[at++];
            if (b == '"') {
                string = true;
            } else if ((b | 0x20) == '{') {
                open++;
            } else if ((b | 0x20) == '}' && --open == 0) {
                return at;
            }
        }
        position = at;
        inString = false;
        depth = open;
        return -1;
    }

    /** The index after the closing quote, or minus the index where to go on once there are more bytes. */
    private static int afterString(byte[] bytes, int from, int limit) {
        int at = from;
        while (true) {
            while (at + Long.BYTES <= limit) {
                long word = (long) LONGS.get(bytes, at);
                long hit = zeroBytes(word ^ QUOTES) | zeroBytes(word ^ BACKSLASHES);
                if (hit != 0) {
                    at += Long.numberOfTrailingZeros(hit) >>> 3;
                    break;
                }
                at += Long.BYTES;
            }
            if (at >= limit) {
                return -at;
            }
            byte b = bytes[at];
            if (b == '"') {
                return at + 1;
            }
            if (b != '\\') {
                at++;
            } else if (at + 1 < limit) {
                at += 2;
            } else {
                return -at;
            }
        }
    }

    /** The high bit of the lowest byte that is zero, and perhaps of some above it. */
    private static long zeroBytes(long word) {
        return (word - ONES) & ~word & HIGH_BITS;
    }
}
