package io.memberport.profile.tally;

/**
 * Which hashes have come, in four megabytes, whatever their number (Bloom, 1970). It never takes a hash that has come for a new one. It
 * takes a new one for one that has come: of a million hashes about one in six thousand, of ten millions a quarter.
 */
final class BloomFilter {

    private static final int BITS = 1 << 25;
    private static final int BITS_OF_HASH = 4;

    private final long[] words = new long[BITS / Long.SIZE];

    /** Adds a hash whose bits are all as good as random; true only if it has not come before. */
    boolean add(long hash) {
        int bit = (int) hash;
        // Odd, so that the bits of a hash are different ones.
        int step = (int) (hash >>> Integer.SIZE) | 1;
        boolean isNew = false;
        for (int i = 0; i < BITS_OF_HASH; i++) {
            int word = (bit & (BITS - 1)) / Long.SIZE;
            // A shift takes the last six bits.
            long mask = 1L << bit;
            isNew |= (words[word] & mask) == 0;
            words[word] |= mask;
            bit += step;
        }
        return isNew;
    }
}
