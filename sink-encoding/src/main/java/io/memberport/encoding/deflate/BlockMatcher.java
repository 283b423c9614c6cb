package io.memberport.encoding.deflate;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Finds what in a block repeats something before it. A token is a byte, or a repetition: its length in the upper half, how far back it
 * is in the lower. Used by one thread at a time.
 */
final class BlockMatcher {

    static final int SHORTEST = 4;
    static final int LONGEST = 258;
    private static final int WINDOW_BITS = 15;

    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private static final int HASH_BITS = 15;
    private static final int NOWHERE = -(1 << WINDOW_BITS) - 1;

    /** The last place of each hash. */
    private final int[] places = new int[1 << HASH_BITS];

    private byte[] bytes = {};
    private int end;
    private int at;

    void start(byte[] block, int size) {
        bytes = block;
        end = size;
        at = 0;
        Arrays.fill(places, NOWHERE);
    }

    boolean isAtEnd() {
        return at == end;
    }

    /**
     * Goes on until the block ends or the tokens are full.
     *
     * @return how many tokens there are
     */
    int next(int[] tokens) {
        int count = 0;
        int i = at;
        int last = end - Long.BYTES;
        while (count < tokens.length && i < last) {
            int start = (int) INTS.get(bytes, i);
            int slot = slot(start);
            int place = places[slot];
            places[slot] = i;
            int length = lengthAt(place, i, start);
            if (length == 0) {
                tokens[count++] = bytes[i++] & 0xff;
            } else {
                tokens[count++] = (length << 16) | (i - place);
                i += length;
                // What is within repetitions is not looked up again, but for where they end.
                places[slot((int) INTS.get(bytes, i - SHORTEST))] = i - SHORTEST;
            }
        }
        while (count < tokens.length && i < end && i >= last) {
            tokens[count++] = bytes[i++] & 0xff;
        }
        at = i;
        return count;
    }

    private static int slot(int start) {
        return (start * 0x9E3779B1) >>> (Integer.SIZE - HASH_BITS);
    }

    /** How much of what is at a place is there again, 0 if it is too little or too far away. */
    private int lengthAt(int place, int i, int start) {
        if ((i - place - 1) >>> WINDOW_BITS != 0 || (int) INTS.get(bytes, place) != start) {
            return 0;
        }
        int most = Math.min(LONGEST, end - i);
        int length = SHORTEST;
        while (length + Long.BYTES <= most) {
            long difference = (long) LONGS.get(bytes, place + length) ^ (long) LONGS.get(bytes, i + length);
            if (difference != 0) {
                return length + (Long.numberOfTrailingZeros(difference) >>> 3);
            }
            length += Long.BYTES;
        }
        while (length < most && bytes[place + length] == bytes[i + length]) {
            length++;
        }
        return length;
    }
}
