package io.memberport.simulator;

/**
 * What decides about a member: one sequence of numbers for what it says, another for how that is written down, so that
 * the same export in another shape says the same.
 */
record Dice(SplitMix64 content, SplitMix64 layout) {

    static Dice unseeded() {
        return new Dice(new SplitMix64(0), new SplitMix64(0));
    }

    void reseed(long seed) {
        content.reseed(seed);
        layout.reseed(~seed);
    }
}
