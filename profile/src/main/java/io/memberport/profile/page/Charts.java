package io.memberport.profile.page;

import io.memberport.profile.Content.Period;
import io.memberport.profile.VariableProfile;
import io.memberport.profile.VariableProfile.Bin;
import java.io.IOException;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;

/** Charts as SVG that takes its colours from the style and stretches to the room that there is. One path each, because pages are large. */
final class Charts {

    private static final int HEIGHT = 100;
    private static final long PITCH = 10;
    private static final long WIDEST = 240 * PITCH;
    /** What is not nothing can be seen. */
    private static final int LEAST = 2;

    private Charts() {}

    /** A share as a bar. It says nothing by itself: the figure is beside it. */
    static Html bar(Html html, double share) throws IOException {
        double percent = Double.isNaN(share) ? 0 : 100 * Math.min(1, share);
        return html.open("svg", "class", "bar", "aria-hidden", "true")
                .empty("rect", "width", String.format(Locale.ROOT, "%.1f", percent) + "%")
                .close();
    }

    /**
     * Bars of equal width.
     *
     * @param words what it shows, for those who do not see it
     */
    static Html histogram(Html html, List<Bin> bins, String words) throws IOException {
        long most = bins.stream().mapToLong(Bin::count).max().orElse(0);
        StringBuilder path = new StringBuilder();
        for (int i = 0; i < bins.size(); i++) {
            bar(path, i * PITCH, PITCH - 1, height(bins.get(i).count(), most));
        }
        return chart(html, "chart", bins.size() * PITCH, words, path);
    }

    /** Bars where they belong in time. */
    static Html timeline(Html html, List<Period> periods, String words) throws IOException {
        YearMonth first = periods.get(0).first();
        long months = monthsUpTo(first, periods.get(periods.size() - 1));
        double pitch = Math.min(PITCH, (double) WIDEST / months);
        long most = periods.stream().mapToLong(Period::count).max().orElse(0);
        StringBuilder path = new StringBuilder();
        for (Period period : periods) {
            long x = Math.round(first.until(period.first(), ChronoUnit.MONTHS) * pitch);
            long end = Math.round(monthsUpTo(first, period) * pitch);
            bar(path, x, Math.max(PITCH / 3, end - x - 1), height(period.count(), most));
        }
        return chart(html, "chart", Math.round(months * pitch), words, path);
    }

    private static long monthsUpTo(YearMonth first, Period last) {
        return first.until(last.last(), ChronoUnit.MONTHS) + 1;
    }

    /** How full all variables are, side by side; those that are protected are drawn apart. */
    static Html fills(Html html, List<VariableProfile> variables, long members, String words) throws IOException {
        StringBuilder open = new StringBuilder();
        StringBuilder kept = new StringBuilder();
        for (int i = 0; i < variables.size(); i++) {
            VariableProfile variable = variables.get(i);
            bar(
                    variable.isProtected() ? kept : open,
                    i * PITCH,
                    PITCH - (variables.size() > WIDEST / PITCH ? 0 : 2),
                    height(variable.filledMembers(), members));
        }
        return svg(html, "fills", variables.size() * PITCH, words)
                .empty("path", "d", open.toString())
                .empty("path", "class", "kept", "d", kept.toString())
                .close();
    }

    private static long height(long count, long most) {
        return count == 0 ? 0 : Math.max(LEAST, Math.round((double) HEIGHT * count / most));
    }

    private static void bar(StringBuilder path, long x, long width, long height) {
        if (height > 0) {
            path.append('M').append(x).append(' ').append(HEIGHT).append("v-").append(height);
            path.append('h').append(width).append('v').append(height).append('z');
        }
    }

    private static Html chart(Html html, String kind, long width, String words, CharSequence path) throws IOException {
        return svg(html, kind, width, words).empty("path", "d", path.toString()).close();
    }

    private static Html svg(Html html, String kind, long width, String words) throws IOException {
        return html.open(
                "svg",
                "class",
                kind,
                "viewBox",
                "0 0 " + width + " " + HEIGHT,
                "preserveAspectRatio",
                "none",
                "role",
                "img",
                "aria-label",
                words);
    }
}
