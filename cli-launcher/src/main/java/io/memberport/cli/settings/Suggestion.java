package io.memberport.cli.settings;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** What the user may have meant. */
public final class Suggestion {

    private Suggestion() {}

    /** {@code (did you mean 'layout'?)} with a blank before it, or nothing if no candidate is near. */
    public static String among(Collection<String> candidates, String given) {
        return nearest(candidates, given)
                .map(nearest -> " (did you mean '" + nearest + "'?)")
                .orElse("");
    }

    /** The candidate that is nearest; empty if none is near. Capitals are not looked at. */
    public static Optional<String> nearest(Collection<String> candidates, String given) {
        return candidates.stream()
                .filter(candidate -> lettersBetween(candidate, given) <= Math.max(1, candidate.length() / 3))
                .min(Comparator.comparingInt(candidate -> lettersBetween(candidate, given)));
    }

    /** How many letters two words differ by, capitals not looked at. */
    public static int lettersBetween(String a, String b) {
        return distance(a.toLowerCase(Locale.ROOT), b.toLowerCase(Locale.ROOT));
    }

    /** The number of letters to insert, remove, replace or swap with their neighbour. */
    private static int distance(String a, String b) {
        int[][] d = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                d[i][j] = i == 0 ? j : j == 0 ? i : nearest(d, a, b, i, j);
            }
        }
        return d[a.length()][b.length()];
    }

    private static int nearest(int[][] d, String a, String b, int i, int j) {
        int replaced = d[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        int best = Math.min(replaced, Math.min(d[i - 1][j], d[i][j - 1]) + 1);
        boolean swapped = i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
        return swapped ? Math.min(best, d[i - 2][j - 2] + 1) : best;
    }
}
