package io.memberport.file.buffer;

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
public final class MemberFramer {

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
    public void start(int at) {
        startWithin(at, 0);
    }

    /** Begins within so many brackets, outside a string; the end is that of the outermost one. */
    public void startWithin(int at, int openBrackets) {
        depth = openBrackets;
        inString = false;
        escaped = false;
        position = at;
    }

    /** The bytes have been moved towards the beginning of the array, or to another one. */
    public void shift(int by) {
        position -= by;
    }

    /**
     * Goes on.
     *
     * @param limit end of the bytes there are
     * @return the index after the closing bracket, or -1 if it is not among the bytes there are
     */
    public int end(byte[] bytes, int limit) {
        int at = inString ? afterString(bytes, position, limit) : position;
        int open = depth;
        while (at < limit) {
            byte b = bytes[at++];
            if (b == '"') {
                at = afterString(bytes, at, limit);
            } else if ((b | 0x20) == '{') {
                open++;
            } else if ((b | 0x20) == '}' && --open == 0) {
                return at;
            }
        }
        position = limit;
        depth = open;
        return -1;
    }

    /** The index after the closing quote; or {@code limit}, and where the string was left is kept. */
    private int afterString(byte[] bytes, int from, int limit) {
        int at = escaped ? from + 1 : from;
        while (true) {
            at = nextQuoteOrBackslash(bytes, at, limit);
            if (at >= limit) {
                return leaveString(limit, at > limit);
            }
            if (bytes[at] == '"') {
                inString = false;
                escaped = false;
                return at + 1;
            }
            at += 2;
        }
    }

    private int leaveString(int limit, boolean afterBackslash) {
        inString = true;
        escaped = afterBackslash;
        return limit;
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
