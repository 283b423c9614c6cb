package io.memberport.profile.tally;

import io.memberport.profile.Finding;
import java.util.function.LongPredicate;

/**
 * How many hashes occur more than once: exactly up to some hundred thousand different ones. Of more, it keeps those that end in a
 * number of zero bits, one bit more whenever they have become too many, and estimates from these.
 */
final class RepetitionTally {

    private static final int MOST_KEPT = Finding.MEMBERS_TOLD_APART;

    private final HashSet64 seen = new HashSet64();
    private final HashSet64 repeated = new HashSet64();
    private int zeroBits;

    void add(long hash) {
        if (!isKept(hash)) {
            return;
        }
        if (!seen.add(hash)) {
            repeated.add(hash);
        }
        if (seen.size() == MOST_KEPT) {
            zeroBits++;
            LongPredicate kept = this::isKept;
            seen.retain(kept);
            repeated.retain(kept);
        }
    }

    private boolean isKept(long hash) {
        return Long.numberOfTrailingZeros(hash) >= zeroBits;
    }

    long result() {
        return (long) repeated.size() << zeroBits;
    }
}
