package io.memberport.profile.tally;

/**
 * How often which number occurs. As long as there are few different ones, as on a scale, it knows each. Then it counts those together whose
 * doubles begin with the same bits, that is, those of nearly the same size, and takes one bit less whenever there are too many counters. So
 * it says the same of the same numbers in any order, and a few huge numbers do not blur the others.
 */
final class NumberSketch {

    /** By the leading bits. */
    private final OrderedCounts counters;

    /** How many bits of a double are not looked at. */
    private int droppedBits;

    private long count;
    private double minimum = Double.POSITIVE_INFINITY;
    private double maximum = Double.NEGATIVE_INFINITY;
    private long whole;

    NumberSketch(int mostCounters) {
        this.counters = new OrderedCounts(mostCounters);
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
        int index = counters.place(bits >> droppedBits);
        while (index < 0) {
            droppedBits++;
            counters.coarsen(key -> key >> 1);
            index = counters.place(bits >> droppedBits);
        }
        counters.increment(index);
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
        while (before + counters.count(index) < rank) {
            before += counters.count(index++);
        }
        double from = from(index);
        double width = to(index) - from;
        return width == 0 ? from : from + width * ((rank - before - 0.5) / counters.count(index));
    }

    /** How many numbers are less than this one; about, if numbers are counted together. */
    long below(double bound) {
        long below = 0;
        int index = 0;
        while (index < counters.size() && to(index) < bound) {
            below += counters.count(index++);
        }
        if (index < counters.size() && from(index) < bound) {
            double share = (bound - from(index)) / (to(index) - from(index));
            below += Math.round(share * counters.count(index));
        }
        return below;
    }

    /** The least number that is not less than this one, which the maximum must not be; about, if numbers are counted together. */
    double leastFrom(double bound) {
        int index = 0;
        while (to(index) < bound) {
            index++;
        }
        return Math.max(bound, from(index));
    }

    /** The least number that can have been counted there. */
    private double from(int index) {
        return value(Math.max(counters.key(index) << droppedBits, bits(minimum)));
    }

    /** The greatest number that can have been counted there. */
    private double to(int index) {
        return value(Math.min(((counters.key(index) + 1) << droppedBits) - 1, bits(maximum)));
    }
}
