package io.memberport.site;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * Where the parts of a {@link Diagram} are. Boxes stand in rows, one above the other, so that every arrow leads from its row to one
 * that is further up, or down if the diagram leads down; where it passes a row on its way, it has a place between the boxes there.
 */
final class Drawing {

    private static final int LINE = 19;
    private static final double LETTER = 8;
    private static final int PADDING = 13;
    private static final int GAP = 18;
    private static final int PASSAGE_WIDTH = 8;
    private static final int BETWEEN_ROWS = 56;
    private static final int TIP = 8;
    private static final int SWEEPS = 12;
    /** From the middle of a line of text to the line that letters stand on. */
    private static final int BASE = 5;

    private final Diagram diagram;
    /** From the ends of the arrows to their beginnings. */
    private final List<List<Place>> rows = new ArrayList<>();

    private final Map<String, Place> boxes = new HashMap<>();
    private final List<Way> ways = new ArrayList<>();

    /** A box, or where an arrow passes a row. */
    private static final class Place {

        private final List<String> text;
        private final int row;
        private final double width;
        private final double height;
        private final List<Place> neighbours = new ArrayList<>();
        private double x;
        private double y;

        Place(List<String> text, int row, double width, double height) {
            this.text = text;
            this.row = row;
            this.width = width;
            this.height = height;
        }

        double middle() {
            return x + width / 2;
        }
    }

    /** An arrow with the places from its beginning to its end. */
    private record Way(Diagram.Arrow arrow, List<Place> places) {

        Place last() {
            return places.get(places.size() - 1);
        }
    }

    private record Point(double x, double y) {

        @Override
        public String toString() {
            return Math.round(x) + " " + Math.round(y);
        }
    }

    Drawing(Diagram diagram) {
        this.diagram = diagram;
        for (List<String> names : diagram.ranks()) {
            List<Place> row = new ArrayList<>();
            for (String name : names) {
                List<String> text = diagram.text(name);
                row.add(new Place(text, rows.size(), widthOf(text) + 2 * PADDING, text.size() * LINE + PADDING));
                boxes.put(name, row.get(row.size() - 1));
            }
            rows.add(row);
        }
        diagram.arrows().forEach(this::lead);
        for (int sweep = 0; sweep < SWEEPS; sweep++) {
            order(sweep % 2 == 0);
        }
        stack();
    }

    private static double widthOf(List<String> text) {
        return text.stream().mapToInt(String::length).max().orElse(0) * LETTER;
    }

    private Place box(String name) {
        return Objects.requireNonNull(boxes.get(name), name);
    }

    private void lead(Diagram.Arrow arrow) {
        List<Place> places = new ArrayList<>(List.of(box(arrow.from())));
        for (int row = places.get(0).row - 1; row > box(arrow.to()).row; row--) {
            Place passage = new Place(List.of(), row, PASSAGE_WIDTH, 0);
            rows.get(row).add(passage);
            places.add(passage);
        }
        places.add(box(arrow.to()));
        for (int i = 1; i < places.size(); i++) {
            places.get(i - 1).neighbours.add(places.get(i));
            places.get(i).neighbours.add(places.get(i - 1));
        }
        ways.add(new Way(arrow, places));
    }

    /** Each place goes where its neighbours are on average, in the row before it. */
    private void order(boolean forward) {
        rows.forEach(Drawing::pack);
        for (int i = 1; i < rows.size(); i++) {
            List<Place> row = rows.get(forward ? i : rows.size() - 1 - i);
            List<Place> before = rows.get(forward ? i - 1 : rows.size() - i);
            Map<Place, Double> wanted = row.stream()
                    .collect(Collectors.toMap(
                            place -> place,
                            place -> place.neighbours.stream()
                                    .filter(before::contains)
                                    .mapToDouble(Place::middle)
                                    .average()
                                    .orElse(place.middle())));
            row.sort(Comparator.comparing(wanted::get));
            pack(row);
        }
    }

    /** One beside the other, the middle of all at zero. */
    private static void pack(List<Place> row) {
        double x = -widthOfRow(row) / 2;
        for (Place place : row) {
            place.x = x;
            x += place.width + GAP;
        }
    }

    private static double widthOfRow(List<Place> row) {
        return row.stream().mapToDouble(place -> place.width).sum() + (row.size() - 1) * GAP;
    }

    /** The rows above each other, with room for the texts of the arrows between them. */
    private void stack() {
        double y = 0;
        for (int i = 0; i < rows.size(); i++) {
            int number = diagram.isUpward() ? i : rows.size() - 1 - i;
            double height = rows.get(number).stream()
                    .mapToDouble(place -> place.height)
                    .max()
                    .orElse(0);
            for (Place place : rows.get(number)) {
                place.y = y + (height - place.height) / 2;
            }
            int lines = ways.stream()
                    .filter(way -> way.places.get(0).row == number)
                    .mapToInt(way -> way.arrow.text().size())
                    .max()
                    .orElse(0);
            y += height + BETWEEN_ROWS + lines * LINE;
        }
    }

    String svg() {
        List<Place> places = rows.stream().flatMap(List::stream).toList();
        long width =
                Math.round(rows.stream().mapToDouble(Drawing::widthOfRow).max().orElse(0)) + 4;
        long height = Math.round(places.stream()
                        .mapToDouble(place -> place.y + place.height)
                        .max()
                        .orElse(0))
                + 2;
        String parts = ways.stream().map(this::drawn).collect(Collectors.joining())
                + places.stream().map(Drawing::drawn).collect(Collectors.joining());
        return "<svg class=\"diagram\" role=\"img\" viewBox=\"" + -width / 2 + " -1 " + width + " " + height
                + "\" width=\"" + width + "\">\n<title>" + Layout.escaped(inWords()) + "</title>\n" + parts
                + "</svg>\n";
    }

    private String inWords() {
        return diagram.arrows().stream()
                .map(arrow -> String.join(" ", diagram.text(arrow.from())) + " \u2192 "
                        + String.join(" ", diagram.text(arrow.to())))
                .collect(Collectors.joining("; "));
    }

    private static String drawn(Place place) {
        return place.text.isEmpty()
                ? ""
                : "<rect x=\"%.0f\" y=\"%.0f\" width=\"%.0f\" height=\"%.0f\" rx=\"6\"/>\n"
                                .formatted(place.x, place.y, place.width, place.height)
                        + drawn(place.text, place.middle(), place.y + place.height / 2);
    }

    /** Lines of text around a point. */
    private static String drawn(List<String> text, double x, double y) {
        double first = y - (text.size() - 1) * LINE / 2.0 + BASE;
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < text.size(); i++) {
            lines.append("<text x=\"%.0f\" y=\"%.0f\">%s</text>\n"
                    .formatted(x, first + i * LINE, Layout.escaped(text.get(i))));
        }
        return lines.toString();
    }

    private String drawn(Way way) {
        int down = diagram.isUpward() ? -1 : 1;
        Point begin = port(way, true);
        Point end = port(way, false);
        List<Point> points = new ArrayList<>(List.of(begin));
        way.places.subList(1, way.places.size() - 1).forEach(place -> points.add(new Point(place.middle(), place.y)));
        points.add(new Point(end.x, end.y - down * TIP));
        StringBuilder line = new StringBuilder("M" + begin);
        for (int i = 1; i < points.size(); i++) {
            Point from = points.get(i - 1);
            Point to = points.get(i);
            double half = (from.y + to.y) / 2;
            line.append("C" + new Point(from.x, half) + " " + new Point(to.x, half) + " " + to);
        }
        return "<path class=\"line" + (way.arrow.isDotted() ? " dotted" : "") + "\" d=\"" + line + "\"/>\n"
                + "<path class=\"tip\" d=\"M" + end + "l-4 " + -down * TIP + "h8z\"/>\n"
                + drawn(way.arrow.text(), end.x, (begin.y + end.y) / 2);
    }

    /** Where an arrow leaves a box or reaches it. Those of one box are spread over it, in the order of where they lead. */
    private Point port(Way way, boolean isBegin) {
        Place box = isBegin ? way.places.get(0) : way.last();
        List<Way> all = ways.stream()
                .filter(other -> (isBegin ? other.places.get(0) : other.last()) == box)
                .sorted(Comparator.comparingDouble(other ->
                        other.places.get(isBegin ? 1 : other.places.size() - 2).middle()))
                .toList();
        double x = box.x + box.width * (all.indexOf(way) + 1) / (all.size() + 1);
        return new Point(x, diagram.isUpward() == isBegin ? box.y : box.y + box.height);
    }
}
