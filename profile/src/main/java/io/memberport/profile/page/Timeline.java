package io.memberport.profile.page;

import io.memberport.profile.Content.Period;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/**
 * Where the bars of periods are in a chart. If the span is long, as with a date that stands for “unknown”, times without values are cut
 * short, so that the bars keep a width that can be seen.
 *
 * @param places of the periods, from 0 on, in units of one period
 * @param cuts in the middle of each time that is cut short
 */
record Timeline(List<Integer> places, List<Double> cuts) {

    /** Twice as many as there are periods at most, so that room is left between them. */
    private static final int MOST_PLACES = 240;

    /** How many periods without values are left of a time that is cut short; fewer if there are many such times. */
    private static final int LONGEST_GAP = 12;

    /** All periods are equally long. There is at least one. */
    static Timeline of(List<Period> periods) {
        long[] gaps = gaps(periods);
        long longest = Long.MAX_VALUE;
        if (width(gaps, longest) > MOST_PLACES) {
            longest = LONGEST_GAP;
            while (longest > 1 && width(gaps, longest) > MOST_PLACES) {
                longest--;
            }
        }
        List<Integer> places = new ArrayList<>(List.of(0));
        List<Double> cuts = new ArrayList<>();
        for (long gap : gaps) {
            int last = places.get(places.size() - 1);
            int next = last + 1 + (int) Math.min(gap, longest);
            if (gap > longest) {
                cuts.add((last + next) / 2.0);
            }
            places.add(next);
        }
        return new Timeline(places, cuts);
    }

    /** How many periods are left out before each but the first. */
    private static long[] gaps(List<Period> periods) {
        Period first = periods.get(0);
        long length = first.first().until(first.last(), ChronoUnit.MONTHS) + 1;
        long[] gaps = new long[periods.size() - 1];
        for (int i = 0; i < gaps.length; i++) {
            gaps[i] = periods.get(i).first().until(periods.get(i + 1).first(), ChronoUnit.MONTHS) / length - 1;
        }
        return gaps;
    }

    private static long width(long[] gaps, long longest) {
        long width = 1;
        for (long gap : gaps) {
            width += 1 + Math.min(gap, longest);
        }
        return width;
    }

    int width() {
        return places.get(places.size() - 1) + 1;
    }
}
