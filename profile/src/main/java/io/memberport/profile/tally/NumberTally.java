package io.memberport.profile.tally;

import io.memberport.profile.Content.NumberRange;
import io.memberport.profile.Content.Numbers;
import io.memberport.profile.VariableProfile.Bin;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleToLongFunction;
import java.util.function.DoubleUnaryOperator;
import org.apache.datasketches.tdigest.TDigestDouble;
import org.jspecify.annotations.Nullable;

/**
 * What numbers are like: exactly as long as there are few different ones, as on a scale, and then by a t-digest. Of the same numbers in
 * the same order it says the same.
 */
final class NumberTally {

    private static final int MOST_EXACT = 128;
    private static final int MOST_BINS = 20;
    private static final short FINE = 100;
    private static final short COARSE = 20;

    /** Bounds of bins and estimates have so many digits behind those that tell one bin from the next. */
    private static final int SPARE_DIGITS = 2;

    private final SharedRoom room;
    private double[] values = new double[4];
    private long[] counts = new long[4];
    private int different;
    private @Nullable TDigestDouble digest;

    private long count;
    private double minimum = Double.POSITIVE_INFINITY;
    private double maximum = Double.NEGATIVE_INFINITY;

    NumberTally(SharedRoom room) {
        this.room = room;
    }

    /** Adds a finite number. */
    void add(double value) {
        count++;
        minimum = Math.min(minimum, value);
        maximum = Math.max(maximum, value);
        if (digest == null) {
            addExactly(value);
        } else {
            digest.update(value);
        }
    }

    private void addExactly(double value) {
        int index = Arrays.binarySearch(values, 0, different, value);
        if (index >= 0) {
            counts[index]++;
        } else if (different == MOST_EXACT) {
            digest = digest();
            digest.update(value);
        } else {
            insert(-index - 1, value);
        }
    }

    private void insert(int index, double value) {
        if (different == values.length) {
            values = Arrays.copyOf(values, different * 2);
            counts = Arrays.copyOf(counts, different * 2);
        }
        System.arraycopy(values, index, values, index + 1, different - index);
        System.arraycopy(counts, index, counts, index + 1, different - index);
        values[index] = value;
        counts[index] = 1;
        different++;
    }

    private TDigestDouble digest() {
        TDigestDouble all = new TDigestDouble(room.takeFineDigest() ? FINE : COARSE);
        for (int i = 0; i < different; i++) {
            for (long n = 0; n < counts[i]; n++) {
                all.update(values[i]);
            }
        }
        values = new double[0];
        counts = new long[0];
        return all;
    }

    Numbers result() {
        if (count == 0) {
            return new Numbers(0, null, List.of());
        }
        DoubleUnaryOperator quantile = quantiles();
        NumberRange range = new NumberRange(
                minimum,
                quantile.applyAsDouble(0.25),
                quantile.applyAsDouble(0.5),
                quantile.applyAsDouble(0.75),
                maximum);
        return new Numbers(count, range, histogram());
    }

    private DoubleUnaryOperator quantiles() {
        TDigestDouble estimates = digest;
        return estimates == null
                ? this::exactQuantile
                : share -> Math.max(minimum, Math.min(maximum, rounded(estimates.getQuantile(share), 2)));
    }

    /** The least value that at least this share of all values does not exceed. */
    private double exactQuantile(double share) {
        long rank = (long) Math.ceil(share * count);
        long seen = 0;
        for (int i = 0; i < different; i++) {
            seen += counts[i];
            if (seen >= rank) {
                return values[i];
            }
        }
        return maximum;
    }

    private List<Bin> histogram() {
        if (minimum == maximum) {
            return List.of(new Bin(minimum, maximum, count));
        }
        DoubleToLongFunction below = below();
        double[] bounds = bounds(digest == null ? Math.min(different, MOST_BINS) : MOST_BINS);
        List<Bin> bins = new ArrayList<>();
        long before = 0;
        for (int i = 1; i < bounds.length; i++) {
            long upTo = i == bounds.length - 1 ? count : Math.max(before, below.applyAsLong(bounds[i]));
            bins.add(new Bin(bounds[i - 1], bounds[i], upTo - before));
            before = upTo;
        }
        return bins;
    }

    /** How many values are below a bound. */
    private DoubleToLongFunction below() {
        TDigestDouble estimates = digest;
        return estimates == null
                ? this::exactlyBelow
                : bound -> Math.min(count, Math.round(estimates.getRank(bound) * count));
    }

    private long exactlyBelow(double bound) {
        long seen = 0;
        for (int i = 0; i < different && values[i] < bound; i++) {
            seen += counts[i];
        }
        return seen;
    }

    private double[] bounds(int bins) {
        double[] bounds = new double[bins + 1];
        for (int i = 0; i <= bins; i++) {
            // Not by the width, which can be beyond the range of doubles.
            double exact = minimum * ((double) (bins - i) / bins) + maximum * ((double) i / bins);
            bounds[i] = Math.max(minimum, Math.min(maximum, rounded(exact, 0)));
        }
        bounds[0] = minimum;
        bounds[bins] = maximum;
        return bounds;
    }

    /** Without the digits that say nothing where values are as far apart as these. */
    private double rounded(double value, int moreDigits) {
        double width = maximum / MOST_BINS - minimum / MOST_BINS;
        int digits = SPARE_DIGITS + moreDigits - (int) Math.floor(Math.log10(width));
        return new BigDecimal(value).setScale(digits, RoundingMode.HALF_EVEN).doubleValue();
    }
}
