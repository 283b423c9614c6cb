package io.memberport.simulator.generator;

/**
 * The SplitMix64 sequence, written out because the JDK's own generators promise the same numbers only within one version.
 */
final class SplitMix64 {

    private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

    private long state;

    SplitMix64(long seed) {
        state = seed;
    }

    /** Starts again as if newly made from this seed. */
    void reseed(long seed) {
        state = seed;
    }

    long next() {
        state += GOLDEN_GAMMA;
        return mix(state);
    }

    /** A number from 0 to {@code bound - 1}. */
    int below(int bound) {
        return (int) (((next() >>> 32) * bound) >>> 32);
    }

    /** A number that depends on both arguments and looks like neither. */
    static long combine(long seed, long salt) {
        return mix(mix(seed + GOLDEN_GAMMA) ^ (salt * GOLDEN_GAMMA + 0x632BE59BD9B4E019L));
    }

    private static long mix(long z) {
        long a = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        long b = (a ^ (a >>> 27)) * 0x94D049BB133111EBL;
        return b ^ (b >>> 31);
    }
}
