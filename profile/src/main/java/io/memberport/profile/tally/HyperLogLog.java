package io.memberport.profile.tally;

/**
 * About how many different hashes there are, in two kilobytes: HyperLogLog (Flajolet and others, 2007), which keeps for each of 2048 parts of
 * the hashes the longest run of zero bits. It adds up while they come how likely each change was (Ting, "Streamed approximate counting of
 * distinct elements", 2014), which needs no correction at any size, and has a standard error of 1.8 %.
 */
final class HyperLogLog {

    private static final int INDEX_BITS = 11;
    private static final int REGISTERS = 1 << INDEX_BITS;

    private final byte[] registers = new byte[REGISTERS];

    /** How likely it is that the next new hash changes a register, times their number: the sum of 2 to the power of minus each. */
    private double sum = REGISTERS;

    private double estimate;

    /** Adds a hash whose bits are all as good as random. */
    void add(long hash) {
        int index = (int) (hash >>> (Long.SIZE - INDEX_BITS));
        int run = Long.numberOfLeadingZeros(hash << INDEX_BITS | 1L << (INDEX_BITS - 1)) + 1;
        int before = registers[index];
        if (run > before) {
            estimate += REGISTERS / sum;
            sum += powerOfHalf(run) - powerOfHalf(before);
            registers[index] = (byte) run;
        }
    }

    private static double powerOfHalf(int exponent) {
        return 1.0 / (1L << exponent);
    }

    long estimate() {
        return Math.round(estimate);
    }
}
