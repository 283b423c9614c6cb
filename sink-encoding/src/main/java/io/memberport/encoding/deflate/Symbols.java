package io.memberport.encoding.deflate;

/** How deflate writes lengths and distances: a symbol, and some extra bits (RFC 1951, 3.2.5). */
final class Symbols {

    private static final int FIRST_LENGTH = 257;
    private static final int NEAR = 256;

    private static final int[] LENGTH_BASES = new int[29];
    private static final byte[] LENGTH_EXTRAS = new byte[29];
    private static final short[] OF_LENGTH = new short[BlockMatcher.LONGEST + 1];
    private static final int[] DISTANCE_BASES = new int[30];
    private static final byte[] DISTANCE_EXTRAS = new byte[30];
    /** Of distances up to 256, then of each further group of 128. */
    private static final byte[] OF_DISTANCE = new byte[2 * NEAR];

    static {
        int length = 3;
        for (int symbol = 0; symbol < 28; symbol++) {
            LENGTH_EXTRAS[symbol] = (byte) Math.max(0, (symbol >> 2) - 1);
            LENGTH_BASES[symbol] = length;
            for (int end = length + (1 << LENGTH_EXTRAS[symbol]); length < end; length++) {
                OF_LENGTH[length] = (short) (FIRST_LENGTH + symbol);
            }
        }
        LENGTH_BASES[28] = BlockMatcher.LONGEST;
        OF_LENGTH[BlockMatcher.LONGEST] = FIRST_LENGTH + 28;
        int distance = 1;
        for (int symbol = 0; symbol < 30; symbol++) {
            DISTANCE_EXTRAS[symbol] = (byte) Math.max(0, (symbol >> 1) - 1);
            DISTANCE_BASES[symbol] = distance;
            for (int end = distance + (1 << DISTANCE_EXTRAS[symbol]); distance < end; distance++) {
                OF_DISTANCE[slot(distance)] = (byte) symbol;
            }
        }
    }

    private Symbols() {}

    private static int slot(int distance) {
        return distance <= NEAR ? distance - 1 : NEAR + ((distance - 1) >>> 7);
    }

    static int ofLength(int length) {
        return OF_LENGTH[length];
    }

    static int baseOfLength(int symbol) {
        return LENGTH_BASES[symbol - FIRST_LENGTH];
    }

    static int extraOfLength(int symbol) {
        return LENGTH_EXTRAS[symbol - FIRST_LENGTH];
    }

    static int ofDistance(int distance) {
        return OF_DISTANCE[slot(distance)];
    }

    static int baseOfDistance(int symbol) {
        return DISTANCE_BASES[symbol];
    }

    static int extraOfDistance(int symbol) {
        return DISTANCE_EXTRAS[symbol];
    }
}
