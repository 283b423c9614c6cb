package io.memberport.profile.page;

import io.memberport.profile.FigureText;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Instant;
import java.time.Month;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Figures as people read them, the same in every place of the world. */
final class Figures {

    /** What stands for a figure that there is not. */
    static final String NONE = "–";

    private static final String SPACE = "\u00A0";
    private static final MathContext EXACT = new MathContext(12);
    private static final MathContext SIZE = new MathContext(3);
    private static final MathContext QUANTILE = new MathContext(4);
    private static final int MOST_PLAIN_DIGITS = 15;
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("uuuu-MM-dd", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter YEAR = DateTimeFormatter.ofPattern("uuuu", Locale.ROOT);
    private static final DateTimeFormatter MONTH = DateTimeFormatter.ofPattern("uuuu-MM", Locale.ROOT);

    private Figures() {}

    static String count(long count) {
        return FigureText.count(count);
    }

    /** A number of things, with their word in the singular or in the plural. */
    static String count(long count, String one, String several) {
        return FigureText.count(count, one, several);
    }

    /** A number that is an estimate unless it is exact. */
    static String count(long count, boolean isExact) {
        return isExact ? count(count) : "about " + count(FigureText.rounded(count));
    }

    /** A share, which is 0 or 100 % only if it is exactly that. */
    static String percent(double share) {
        return Double.isNaN(share) ? NONE : FigureText.percentText(share) + SPACE + "%";
    }

    /** Not a number if there is nothing of which it could be a share. */
    static double share(long part, long whole) {
        return whole == 0 ? Double.NaN : (double) part / whole;
    }

    static String average(long sum, long count) {
        return String.format(Locale.ROOT, "%,.1f", (double) sum / count);
    }

    static String bytes(long bytes) {
        String units = "kMGT";
        double size = bytes;
        int unit = -1;
        while (size >= 999.5 && unit < units.length() - 1) {
            size /= 1000;
            unit++;
        }
        return unit < 0
                ? count(bytes) + SPACE + "bytes"
                : new BigDecimal(size).round(SIZE).toPlainString() + SPACE + units.charAt(unit) + "B";
    }

    /** With up to twelve digits. */
    static String number(double number) {
        return number(number, EXACT);
    }

    static String range(double from, double to) {
        return from == to ? number(from) : number(from) + "–" + number(to);
    }

    /** A number that is an estimate, of four digits, unless it is exact. */
    static String number(double number, boolean isExact) {
        return isExact ? number(number) : "about " + number(number, QUANTILE);
    }

    private static String number(double number, MathContext digits) {
        if (Double.isNaN(number) || Double.isInfinite(number)) {
            return number > 0 ? "more than a double holds" : "less than a double holds";
        }
        if (number == 0) {
            return "0";
        }
        BigDecimal rounded = BigDecimal.valueOf(number).round(digits).stripTrailingZeros();
        int exponent = rounded.precision() - rounded.scale() - 1;
        if (exponent >= MOST_PLAIN_DIGITS || exponent < -MOST_PLAIN_DIGITS / 3) {
            return rounded.scaleByPowerOfTen(-exponent).toPlainString() + SPACE + "×" + SPACE + "10^" + exponent;
        }
        return String.format(Locale.ROOT, "%,." + Math.max(0, rounded.scale()) + "f", rounded);
    }

    /** To the minute, in UTC. */
    static String time(Instant time) {
        return TIME.format(time) + " UTC";
    }

    /** The day in UTC. */
    static String date(Instant time) {
        return DATE.format(time);
    }

    /** A month or months, or a year or years if they are whole. */
    static String period(YearMonth first, YearMonth last) {
        boolean areYears = first.getMonth() == Month.JANUARY && last.getMonth() == Month.DECEMBER;
        String from = areYears ? YEAR.format(first) : MONTH.format(first);
        String to = areYears ? YEAR.format(last) : MONTH.format(last);
        return from.equals(to) ? from : from + " to " + to;
    }
}
