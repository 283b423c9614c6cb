package io.memberport.profile.page;

import io.memberport.profile.Content.Period;
import io.memberport.profile.VariableProfile;
import io.memberport.profile.VariableProfile.Bin;
import java.io.IOException;
import java.util.List;
import java.util.Locale;

/**
 * Charts as SVG that takes its colours from the style and stretches to the room that there is. Because pages are large, the bars of a
 * chart are one path of upright strokes, a unit apart; the style turns it over, so that they begin at 0.
 */
final class Charts {

    private static final int HEIGHT = 100;
    /** What is not nothing can be seen. */
    private static final int LEAST = 2;

    private Charts() {}

    /** A share as a bar. It says nothing by itself: the figure is beside it. */
    static Html bar(Html html, double share) throws IOException {
        double percent = Double.isNaN(share) ? 0 : 100 * Math.min(1, share);
        return html.open("svg", "aria-hidden", "true")
                .empty("rect", "width", String.format(Locale.ROOT, "%.1f", percent) + "%")
                .close();
    }

    /**
     * Bars side by side.
     *
     * @param words what it shows, for those who do not see it
     */
    static Html histogram(Html html, List<Bin> bins, String words) throws IOException {
        long most = bins.stream().mapToLong(Bin::count).max().orElse(0);
        StringBuilder path = new StringBuilder();
        for (int i = 0; i < bins.size(); i++) {
            bar(path, i, bins.get(i).count(), most);
        }
        return svg(html, "chart", bins.size(), words)
                .empty("path", "d", path.toString())
                .close();
    }

    /** Bars where they belong in time, and a line wherever time is cut short. */
    static Html timeline(Html html, List<Period> periods, Timeline timeline, String words) throws IOException {
        long most = periods.stream().mapToLong(Period::count).max().orElse(0);
        StringBuilder bars = new StringBuilder();
        for (int i = 0; i < periods.size(); i++) {
            bar(bars, timeline.places().get(i), periods.get(i).count(), most);
        }
        svg(html, "chart", timeline.width(), words).empty("path", "d", bars.toString());
        if (!timeline.cuts().isEmpty()) {
            StringBuilder lines = new StringBuilder();
            timeline.cuts()
                    .forEach(x -> lines.append('M').append(x).append(" 0V").append(HEIGHT));
            html.empty("path", "class", "cut", "d", lines.toString());
        }
        return html.close();
    }

    /** How full all variables are, side by side; those that are protected are drawn apart. */
    static Html fills(Html html, List<VariableProfile> variables, long members, String words) throws IOException {
        StringBuilder shown = new StringBuilder();
        StringBuilder kept = new StringBuilder();
        for (int i = 0; i < variables.size(); i++) {
            VariableProfile variable = variables.get(i);
            bar(variable.isProtected() ? kept : shown, i, variable.filledMembers(), members);
        }
        return svg(html, "chart fills", variables.size(), words)
                .empty("path", "d", shown.toString())
                .empty("path", "class", "kept", "d", kept.toString())
                .close();
    }

    private static void bar(StringBuilder path, long x, long count, long most) {
        if (count > 0) {
            long height = Math.max(LEAST, Math.round((double) HEIGHT * count / most));
            path.append('M').append(x).append(" 0V").append(height);
        }
    }

    private static Html svg(Html html, String kind, long bars, String words) throws IOException {
        return html.open(
                "svg",
                "class",
                kind,
                "viewBox",
                "-.5 0 " + bars + " " + HEIGHT,
                "preserveAspectRatio",
                "none",
                "role",
                "img",
                "aria-label",
                words);
    }
}
