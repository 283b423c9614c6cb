package io.memberport.simulator.generator;

/**
 * What decides about a member: one sequence of numbers for what it says, another for how that is written down, so that
 * the same export in another shape says the same.
 */
record RandomStreams(SplitMix64 content, SplitMix64 layout) {

    static RandomStreams unseeded() {
        return new RandomStreams(new SplitMix64(0), new SplitMix64(0));
    }

    /** A seed of its own for each purpose and number. */
    static long seedOf(long seed, String purpose, long number) {
        return SplitMix64.combine(SplitMix64.combine(seed, purpose.hashCode()), number);
    }

    static String guidOf(long seed, String purpose, long number) {
        SplitMix64 random = new SplitMix64(seedOf(seed, purpose, number));
        return JsonLiterals.guid(random.next(), random.next());
    }

    void reseed(long seed) {
        content.reseed(seed);
        layout.reseed(~seed);
    }
}
