package io.memberport.testkit;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** How two collections differ in which elements they have how often. */
final class Difference {

    private static final int MOST_SHOWN = 5;
    private static final int LONGEST_SHOWN = 300;

    private Difference() {}

    /**
     * Compares.
     *
     * @param what one element is called
     * @return one line for each difference, the first few of them; empty if there is none
     */
    static <T> List<String> between(String what, Collection<T> expected, Collection<T> found) {
        Map<T, Integer> surplus = new HashMap<>();
        found.forEach(element -> surplus.merge(element, 1, Integer::sum));
        expected.forEach(element -> surplus.merge(element, -1, Integer::sum));
        List<String> lines = new ArrayList<>();
        surplus.forEach((element, count) -> {
            if (count != 0) {
                lines.add((count < 0 ? "missing " : "unexpected ") + what + " (" + Math.abs(count) + " times): "
                        + shortened(String.valueOf(element)));
            }
        });
        lines.sort(null);
        return lines.size() <= MOST_SHOWN
                ? lines
                : join(lines.subList(0, MOST_SHOWN), "and " + (lines.size() - MOST_SHOWN) + " more");
    }

    private static List<String> join(List<String> some, String last) {
        List<String> all = new ArrayList<>(some);
        all.add(last);
        return all;
    }

    private static String shortened(String text) {
        return text.length() <= LONGEST_SHOWN ? text : text.substring(0, LONGEST_SHOWN) + "…";
    }
}
