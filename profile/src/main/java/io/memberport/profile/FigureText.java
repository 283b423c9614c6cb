package io.memberport.profile;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;

/** Figures of a profile as people read them, by the same rules on the page, in the dictionary and on a terminal. */
public final class FigureText {

    private static final MathContext ESTIMATE = new MathContext(3);
    private static final double LEAST_PERCENT = 0.1;
    private static final double MOST_PERCENT = 99.9;

    private FigureText() {}

    /** With commas between thousands. */
    public static String count(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }

    /** A number of things, with their word in the singular or in the plural. */
    public static String count(long count, String one, String several) {
        return count(count) + " " + (count == 1 ? one : several);
    }

    /** A number that is an estimate, without the digits behind the third. */
    public static long rounded(long estimate) {
        return new BigDecimal(estimate).round(ESTIMATE).longValue();
    }

    /** A share in percent, with one decimal. It is 0 or 100 only if it is exactly that. */
    public static double percent(double share) {
        double rounded = Math.round(share * 1_000) / 10.0;
        return share > 0 && share < 1 ? Math.max(LEAST_PERCENT, Math.min(MOST_PERCENT, rounded)) : rounded;
    }

    /** A share in percent, without the sign: {@code 0}, {@code <0.1}, {@code 33.3}, {@code >99.9}, {@code 100}. */
    public static String percentText(double share) {
        if (share == 0 || share == 1) {
            return String.format(Locale.ROOT, "%.0f", share * 100);
        }
        boolean isUnder = share < LEAST_PERCENT / 100;
        boolean isOver = share > MOST_PERCENT / 100;
        return (isUnder ? "<" : isOver ? ">" : "") + String.format(Locale.ROOT, "%.1f", percent(share));
    }
}
