package io.memberport.profile.tally;

import io.memberport.profile.VariableProfile.DistinctCount;
import org.jspecify.annotations.Nullable;

/** How many different hashes there are: exactly up to a bound, and beyond it about. */
final class DistinctTally {

    /** As large as the sketch that comes after it, so it needs no room that is shared. */
    private static final int OWN_SLOTS = 256;

    /** Room for some 1,500 hashes. Larger sets of many variables would not fit into the caches of a processor. */
    private static final int MOST_SLOTS = 2_048;

    private final SharedRoom room;
    private @Nullable HashSet64 exact = new HashSet64();
    private @Nullable HyperLogLog sketch;

    DistinctTally(SharedRoom room) {
        this.room = room;
    }

    void add(long hash) {
        if (exact == null) {
            sketch().add(hash);
        } else if (!exact.isFull()) {
            exact.add(hash);
        } else if (!exact.contains(hash)) {
            addToFull(exact, hash);
        }
    }

    private void addToFull(HashSet64 hashes, long hash) {
        int slots = hashes.capacity();
        if (slots < OWN_SLOTS || (slots < MOST_SLOTS && room.takeHashSlots(slots))) {
            hashes.add(hash);
            return;
        }
        if (slots > OWN_SLOTS) {
            room.giveBackHashSlots(slots - OWN_SLOTS);
        }
        hashes.forEach(sketch()::add);
        sketch().add(hash);
        exact = null;
    }

    private HyperLogLog sketch() {
        if (sketch == null) {
            sketch = new HyperLogLog();
        }
        return sketch;
    }

    DistinctCount result() {
        return exact == null ? new DistinctCount(sketch().estimate(), false) : new DistinctCount(exact.size(), true);
    }
}
