package io.memberport.profile.tally;

import io.memberport.profile.Content.NumberRange;
import io.memberport.profile.Content.Numbers;
import io.memberport.profile.VariableProfile.Bin;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;

/** What numbers are like. */
final class NumberTally {

    private static final int FINE = 512;
    private static final int COARSE = 128;

    /** Rather fewer bins, so that their bounds are round numbers. */
    private static final int MOST_BINS = 20;

    private static final double[] ROUND_STEPS = {1, 2, 5, 10};

    /** What is further from the middle 98 % than these are wide goes into one bin at the end. */
    private static final double FAR_SHARE = 0.01;

    private static final MathContext ESTIMATE = new MathContext(4);

    private final SharedRoom room;
    private final boolean isFine;
    private final NumberSketch sketch;

    NumberTally(SharedRoom room) {
        this.room = room;
        this.isFine = room.takeFineSketch();
        this.sketch = new NumberSketch(isFine ? FINE : COARSE);
    }

    /** Gives back the room, because nothing of the numbers may be told. */
    void drop() {
        if (isFine) {
            room.giveBackFineSketch();
        }
    }

    /** Adds a finite number that is not -0.0. */
    void add(double value) {
        sketch.add(value);
    }

    Numbers result() {
        if (sketch.count() == 0) {
            return new Numbers(0, true, null, List.of());
        }
        NumberRange range =
                new NumberRange(sketch.minimum(), quantile(0.25), quantile(0.5), quantile(0.75), sketch.maximum());
        return new Numbers(sketch.count(), sketch.isExact(), range, histogram());
    }

    private double quantile(double share) {
        double quantile = sketch.quantile(share);
        return sketch.isExact()
                ? quantile
                : clipped(new BigDecimal(quantile).round(ESTIMATE).doubleValue());
    }

    private double clipped(double value) {
        return Math.max(sketch.minimum(), Math.min(sketch.maximum(), value));
    }

    private List<Bin> histogram() {
        double low = sketch.quantile(FAR_SHARE);
        double high = sketch.quantile(1 - FAR_SHARE);
        double width = high - low;
        boolean hasFarLow = width > 0 && low - sketch.minimum() > width;
        boolean hasFarHigh = width > 0 && sketch.maximum() - high > width;
        List<Double> bounds = bounds(hasFarLow ? low : sketch.minimum(), hasFarHigh ? high : sketch.maximum());
        if (sketch.minimum() < bounds.get(0)) {
            bounds.add(0, sketch.minimum());
        }
        return bins(bounds, hasFarHigh && bounds.get(bounds.size() - 1) <= sketch.maximum());
    }

    /** Multiples of a round number, the first not above the one end, the last above the other; twice the same if that is all there is. */
    private List<Double> bounds(double low, double high) {
        List<Double> bounds = new ArrayList<>();
        if (low == high) {
            bounds.addAll(List.of(low, high));
            return bounds;
        }
        BigDecimal step = step(low, high);
        long multiple = (long) Math.floor(low / step.doubleValue());
        double bound = Math.min(low, times(step, multiple));
        bounds.add(bound);
        while (bound <= high && bound < Double.MAX_VALUE) {
            double next = times(step, ++multiple);
            if (next > bound) {
                bound = next;
                bounds.add(bound);
            }
        }
        return bounds;
    }

    private static double times(BigDecimal step, long multiple) {
        double product = step.multiply(BigDecimal.valueOf(multiple)).doubleValue();
        return Math.max(-Double.MAX_VALUE, Math.min(Double.MAX_VALUE, product));
    }

    private BigDecimal step(double low, double high) {
        // At least the distance of neighbouring doubles: so the multiples of a step are whole numbers that a long
        // holds.
        double ulp = Math.ulp(Math.max(Math.abs(low), Math.abs(high)));
        // Not by their difference, which can be beyond the range of doubles.
        double least = Math.max(Math.max(high / MOST_BINS - low / MOST_BINS, ulp), Double.MIN_NORMAL);
        if (least < 1 && sketch.whole() > (1 - FAR_SHARE) * sketch.count()) {
            return BigDecimal.ONE;
        }
        int exponent = (int) Math.floor(Math.log10(least));
        for (double factor : ROUND_STEPS) {
            BigDecimal step = BigDecimal.valueOf(factor).scaleByPowerOfTen(exponent);
            if (step.doubleValue() >= least) {
                return step;
            }
        }
        return BigDecimal.ONE.scaleByPowerOfTen(exponent + 2);
    }

    /** Each number of a scale has a bin of its own. Those that are far above have one, which begins with the least of them. */
    private List<Bin> bins(List<Double> bounds, boolean hasFarHigh) {
        List<Bin> bins = new ArrayList<>();
        int last = bounds.size() - 1;
        long before = 0;
        for (int i = 1; i <= last; i++) {
            double from = bounds.get(i - 1);
            double to = bounds.get(i);
            long upTo = i == last && !hasFarHigh ? sketch.count() : Math.max(before, sketch.below(to));
            boolean isOne = sketch.whole() == sketch.count() && to - from == 1;
            bins.add(new Bin(from, isOne ? from : to, upTo - before));
            before = upTo;
        }
        if (hasFarHigh) {
            double from = sketch.leastFrom(bounds.get(last));
            bins.add(new Bin(from, sketch.maximum(), sketch.count() - before));
        }
        return bins;
    }
}
