package io.memberport.site;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A flowchart of Mermaid's, drawn. Code hosts draw the text themselves, by a script that a page here would have to bring. Knows
 * what our pages use: boxes with lines of text, and arrows with and without a text; anything else is refused.
 */
final class Diagram {

    private static final String BOX = "([a-zA-Z0-9-]+)(?:\\[\"([^\"]*)\"\\])?";
    private static final Pattern ARROW = Pattern.compile(BOX + " (?:-->|(--|-\\.) \"([^\"]*)\" (?:-->|\\.->)) " + BOX);

    private final boolean isUpward;
    private final Map<String, List<String>> boxes = new LinkedHashMap<>();
    private final List<Arrow> arrows = new ArrayList<>();

    /** From one box to another. */
    record Arrow(String from, String to, List<String> text, boolean isDotted) {}

    private Diagram(boolean isUpward) {
        this.isUpward = isUpward;
    }

    /** Draws the text of a diagram as SVG, with the colours of the page around it. */
    static String svg(String mermaid) {
        List<String> lines = mermaid.lines().map(String::strip).toList();
        if (!List.of("flowchart BT", "flowchart LR").contains(lines.get(0))) {
            throw new IllegalArgumentException("A diagram that cannot be drawn: " + lines.get(0));
        }
        Diagram diagram = new Diagram(lines.get(0).endsWith("BT"));
        lines.stream().skip(1).filter(line -> !line.isEmpty()).forEach(diagram::add);
        return new Drawing(diagram).svg();
    }

    private void add(String line) {
        Matcher arrow = ARROW.matcher(line);
        if (!arrow.matches()) {
            throw new IllegalArgumentException("A line of a diagram that cannot be drawn: " + line);
        }
        box(arrow.group(1), arrow.group(2));
        box(arrow.group(5), arrow.group(6));
        List<String> text = arrow.group(4) == null ? List.of() : lines(arrow.group(4));
        arrows.add(new Arrow(arrow.group(1), arrow.group(5), text, "-.".equals(arrow.group(3))));
    }

    private void box(String name, @Nullable String text) {
        if (text != null) {
            boxes.put(name, lines(text));
        } else {
            boxes.putIfAbsent(name, List.of(name));
        }
    }

    private static List<String> lines(String text) {
        return Arrays.asList(text.split("<br>"));
    }

    /** Whether arrows lead up; if not, they lead down, because a page has more room below than beside. */
    boolean isUpward() {
        return isUpward;
    }

    /** The lines in a box. */
    List<String> text(String box) {
        return boxes.getOrDefault(box, List.of(box));
    }

    List<Arrow> arrows() {
        return arrows;
    }

    /** The boxes by their distance from the ends of the arrows, the ends first. */
    List<List<String>> ranks() {
        Map<String, Integer> ranks = new LinkedHashMap<>();
        boxes.keySet().forEach(box -> rank(box, ranks, 0));
        return ranks.values().stream()
                .distinct()
                .sorted(Comparator.naturalOrder())
                .map(rank -> boxes.keySet().stream()
                        .filter(box -> rank.equals(ranks.get(box)))
                        .collect(Collectors.toList()))
                .toList();
    }

    private int rank(String box, Map<String, Integer> ranks, int depth) {
        if (depth > boxes.size()) {
            throw new IllegalArgumentException("The arrows of a diagram lead in a circle.");
        }
        Integer known = ranks.get(box);
        if (known != null) {
            return known;
        }
        int rank = arrows.stream()
                .filter(arrow -> arrow.from().equals(box))
                .mapToInt(arrow -> rank(arrow.to(), ranks, depth + 1) + 1)
                .max()
                .orElse(0);
        ranks.put(box, rank);
        return rank;
    }
}
