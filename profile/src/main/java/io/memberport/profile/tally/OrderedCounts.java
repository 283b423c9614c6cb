package io.memberport.profile.tally;

import java.util.Arrays;
import java.util.function.LongUnaryOperator;

/** A bounded number of keys in ascending order, and how often each occurs. If there are too many, keys are made coarser. */
final class OrderedCounts {

    private final int most;
    private long[] keys = new long[4];
    private long[] counts = new long[4];
    private int size;

    OrderedCounts(int most) {
        this.most = most;
    }

    /** Where a key is, added with a count of 0 if it is new; -1 if it is new and there is no room. */
    int place(long key) {
        int index = Arrays.binarySearch(keys, 0, size, key);
        if (index >= 0) {
            return index;
        }
        if (size == most) {
            return -1;
        }
        insert(-index - 1, key);
        return -index - 1;
    }

    private void insert(int index, long key) {
        if (size == keys.length) {
            int longer = Math.min(most, size * 2);
            keys = Arrays.copyOf(keys, longer);
            counts = Arrays.copyOf(counts, longer);
        }
        System.arraycopy(keys, index, keys, index + 1, size - index);
        System.arraycopy(counts, index, counts, index + 1, size - index);
        keys[index] = key;
        counts[index] = 0;
        size++;
    }

    void increment(int index) {
        counts[index]++;
    }

    /** Puts others in the place of the keys, in the same order, and counts those together that become equal. */
    void coarsen(LongUnaryOperator coarser) {
        int kept = 0;
        for (int i = 0; i < size; i++) {
            long key = coarser.applyAsLong(keys[i]);
            if (kept > 0 && keys[kept - 1] == key) {
                counts[kept - 1] += counts[i];
            } else {
                keys[kept] = key;
                counts[kept++] = counts[i];
            }
        }
        size = kept;
    }

    int size() {
        return size;
    }

    long key(int index) {
        return keys[index];
    }

    long count(int index) {
        return counts[index];
    }
}
