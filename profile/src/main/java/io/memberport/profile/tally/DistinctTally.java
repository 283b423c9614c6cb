package io.memberport.profile.tally;

import io.memberport.profile.VariableProfile.DistinctCount;
import org.apache.datasketches.hll.HllSketch;
import org.apache.datasketches.hll.TgtHllType;
import org.jspecify.annotations.Nullable;

/**
 * How many different hashes there are: exactly up to a bound, beyond it by HyperLogLog, with a standard error below 2 %. Of the same
 * hashes in the same order it says the same.
 */
final class DistinctTally {

    private static final int MOST_EXACT = 6_000;
    private static final int LOG_REGISTERS = 12;

    private final SharedRoom room;
    private @Nullable HashSet64 exact;
    private @Nullable HllSketch sketch;

    DistinctTally(SharedRoom room) {
        this.room = room;
    }

    void add(long hash) {
        if (sketch != null) {
            sketch.update(hash);
            return;
        }
        if (exact == null) {
            exact = new HashSet64();
        }
        if (exact.isFull() && !mayGrow(exact)) {
            sketch = sketchOf(exact);
            exact = null;
            sketch.update(hash);
        } else {
            exact.add(hash);
        }
    }

    private boolean mayGrow(HashSet64 hashes) {
        return hashes.size() < MOST_EXACT && room.takeHashSlots(hashes.capacity());
    }

    private HllSketch sketchOf(HashSet64 hashes) {
        HllSketch all = new HllSketch(LOG_REGISTERS, TgtHllType.HLL_4);
        hashes.forEach(all::update);
        room.giveBackHashSlots(hashes.capacity());
        return all;
    }

    DistinctCount result() {
        if (sketch != null) {
            return new DistinctCount(Math.round(sketch.getEstimate()), false);
        }
        return new DistinctCount(exact == null ? 0 : exact.size(), true);
    }
}
