package io.memberport.profile.tally;

import java.util.Arrays;

/**
 * How often which number occurs. As long as there are few different ones, as on a scale, it knows each. Then it counts those together whose
 * doubles begin with the same bits, that is, those of nearly the same size, and takes one bit less whenever there are too many counters. So
 * it says the same of the same numbers in any order, and a few huge numbers do not blur the others.
 */
final class NumberSketch {

    private final int mostCounters;

    /** The leading bits, in ascending order, and how many numbers have them. */
    private long[] keys = new long[4];

    private long[] counts = new long[4];
    private int size;

    /** How many bits of a double are not looked at. */
    private int droppedBits;

    private long count;
    private double minimum = Double.POSITIVE_INFINITY;
    private double maximum = Double.NEGATIVE_INFINITY;
    private long whole;

    NumberSketch(int mostCounters) {
        this.mostCounters = mostCounters;
    }

    /** Adds a finite number that is not -0.0. */
    void add(double value) {
        count++;
        minimum = Math.min(minimum, value);
        maximum = Math.max(maximum, value);
        whole += value == Math.rint(value) ? 1 : 0;
        count(bits(value));
    }

    private void count(long bits) {
        int index = indexOf(bits);
        while (index < 0 && size == mostCounters) {
            dropBit();
            index = indexOf(bits);
        }
        if (index >= 0) {
            counts[index]++;
        } else {
            insert(-index - 1, bits >> droppedBits);
        }
    }

    /** Where it is counted, or where a counter for it belongs, as {@link Arrays#binarySearch} says it. */
    private int indexOf(long bits) {
        return Arrays.binarySearch(keys, 0, size, bits >> droppedBits);
    }

    /** In the order of the numbers. */
    private static long bits(double value) {
        return inOrder(Double.doubleToLongBits(value));
    }

    private static double value(long bits) {
        return Double.longBitsToDouble(inOrder(bits));
    }

    /** Turns the bits of negative numbers around, and back. */
    private static long inOrder(long bits) {
        return bits ^ (bits >> (Long.SIZE - 1) & Long.MAX_VALUE);
    }

    private void insert(int index, long key) {
        if (size == keys.length) {
            keys = Arrays.copyOf(keys, size * 2);
            counts = Arrays.copyOf(counts, size * 2);
        }
        System.arraycopy(keys, index, keys, index + 1, size - index);
        System.arraycopy(counts, index, counts, index + 1, size - index);
        keys[index] = key;
        counts[index] = 1;
        size++;
    }

    private void dropBit() {
        droppedBits++;
        int kept = 0;
        for (int i = 0; i < size; i++) {
            long key = keys[i] >> 1;
            if (kept > 0 && keys[kept - 1] == key) {
                counts[kept - 1] += counts[i];
            } else {
                keys[kept] = key;
                counts[kept++] = counts[i];
            }
        }
        size = kept;
    }

    /** Whether each number is counted by itself. */
    boolean isExact() {
        return droppedBits == 0;
    }

    long count() {
        return count;
    }

    double minimum() {
        return minimum;
    }

    double maximum() {
        return maximum;
    }

    /** How many of the numbers are whole. */
    long whole() {
        return whole;
    }

    /** The least number that at least this share of all numbers does not exceed; about, if numbers are counted together. */
    double quantile(double share) {
        long rank = Math.max(1, (long) Math.ceil(share * count));
        long before = 0;
        int index = 0;
        while (before + counts[index] < rank) {
            before += counts[index++];
        }
        double from = from(index);
        double width = to(index) - from;
        return width == 0 ? from : from + width * ((rank - before - 0.5) / counts[index]);
    }

    /** How many numbers are less than this one; about, if numbers are counted together. */
    long below(double bound) {
        long below = 0;
        int index = 0;
        while (index < size && to(index) < bound) {
            below += counts[index++];
        }
        if (index < size && from(index) < bound) {
            double share = (bound - from(index)) / (to(index) - from(index));
            below += Math.round(share * counts[index]);
        }
        return below;
    }

    /** The least number that can have been counted there. */
    private double from(int index) {
        return value(Math.max(keys[index] << droppedBits, bits(minimum)));
    }

    /** The greatest number that can have been counted there. */
    private double to(int index) {
        return value(Math.min(((keys[index] + 1) << droppedBits) - 1, bits(maximum)));
    }
}
