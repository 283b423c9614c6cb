package io.memberport.profile.tally;

import io.memberport.profile.VariableProfile.Bin;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** How often which size occurs: each small one, and the others between powers of two. */
final class SizeTally {

    /** Sizes up to here are counted one by one. */
    private static final int LARGEST_SMALL = 15;

    private static final int FIRST_POWER = 4;

    /** First those of the small sizes, then those from each power of two on. */
    private long[] counts = new long[2];

    private int smallest = Integer.MAX_VALUE;
    private int largest;
    private long all;

    void add(int size) {
        int index = index(size);
        if (index >= counts.length) {
            counts = Arrays.copyOf(counts, index + 1);
        }
        counts[index]++;
        smallest = Math.min(smallest, size);
        largest = Math.max(largest, size);
        all++;
    }

    /** Takes back what was added; after that, {@link #smallest} and {@link #largest} can be those of sizes that were taken back. */
    void remove(int size) {
        counts[index(size)]--;
        all--;
    }

    private static int index(int size) {
        return size <= LARGEST_SMALL ? size : LARGEST_SMALL + 1 + power(size) - FIRST_POWER;
    }

    private static int power(int size) {
        return Integer.SIZE - 1 - Integer.numberOfLeadingZeros(size);
    }

    int smallest() {
        return all == 0 ? 0 : smallest;
    }

    int largest() {
        return largest;
    }

    /** One bin for each size if all are small, else one from each power of two on; none if there is no size. */
    List<Bin> bins() {
        List<Bin> bins = new ArrayList<>();
        if (all > 0 && largest <= LARGEST_SMALL) {
            for (int size = smallestCounted(); size <= largest; size++) {
                bins.add(new Bin(size, size, counts[size]));
            }
        } else if (all > 0) {
            addPowers(bins);
        }
        return bins;
    }

    /** The smallest size that there is; of large ones, the power of two from which on it is counted. */
    private int smallestCounted() {
        int index = 0;
        while (counts[index] == 0) {
            index++;
        }
        return index <= LARGEST_SMALL ? index : 1 << (index - LARGEST_SMALL - 1 + FIRST_POWER);
    }

    private void addPowers(List<Bin> bins) {
        if (counts[0] > 0) {
            bins.add(new Bin(0, 0, counts[0]));
        }
        for (int power = power(Math.max(1, smallestCounted())); power <= power(largest); power++) {
            int from = 1 << power;
            double to = power == power(largest) ? largest : 2.0 * from;
            bins.add(new Bin(from, to, between(from, 2L * from)));
        }
    }

    private long between(int from, long to) {
        if (from > LARGEST_SMALL) {
            return counts[index(from)];
        }
        long sum = 0;
        for (int size = from; size < to; size++) {
            sum += counts[size];
        }
        return sum;
    }
}
