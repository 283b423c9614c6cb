package io.memberport.site;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.geom.Rectangle2D;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DiagramTest {

    private static final Pattern BOX =
            Pattern.compile("<rect x=\"([-0-9]+)\" y=\"([-0-9]+)\" width=\"([0-9]+)\" height=\"([0-9]+)\"");

    private static List<Rectangle2D> boxesOf(String svg) {
        return BOX.matcher(svg)
                .results()
                .map(box -> (Rectangle2D) new Rectangle2D.Double(
                        Double.parseDouble(box.group(1)),
                        Double.parseDouble(box.group(2)),
                        Double.parseDouble(box.group(3)),
                        Double.parseDouble(box.group(4))))
                .toList();
    }

    /** In the order of rows: b and c between d, which needs them, and a. */
    @Test
    void drawsABoxForEachNameAndALineForEachArrow() {
        String svg = Diagram.svg("flowchart BT\n    b --> a\n    c --> a\n    d --> b\n    d --> c\n    d --> a\n");

        List<Rectangle2D> boxes = boxesOf(svg);
        assertEquals(4, boxes.size());
        assertEquals(5, svg.split("class=\"line\"", -1).length - 1);
        assertEquals(5, svg.split("class=\"tip\"", -1).length - 1);
        assertTrue(svg.contains("<title>b \u2192 a; c \u2192 a; d \u2192 b; d \u2192 c; d \u2192 a</title>"), svg);
        assertEquals(3, boxes.stream().mapToDouble(Rectangle2D::getY).distinct().count());
        IntStream.range(0, 4)
                .forEach(i -> IntStream.range(0, i)
                        .forEach(j -> assertFalse(boxes.get(i).intersects(boxes.get(j)), svg)));
    }

    @Test
    void showsTheTextsOfBoxesAndArrows() {
        String svg =
                Diagram.svg("flowchart LR\n    a[\"One<br>& two\"] -- \"in order\" --> b\n    a -. \"fails\" .-> c\n");

        for (String text : List.of("One", "&amp; two", "in order", "fails", "b", "c")) {
            assertTrue(svg.contains(">" + text + "</text>"), text);
        }
        assertEquals(1, svg.split("dotted", -1).length - 1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"sequenceDiagram", "flowchart BT\na --- b", "flowchart BT\na --> b\nb --> a"})
    void refusesWhatItCannotDraw(String mermaid) {
        assertThrows(IllegalArgumentException.class, () -> Diagram.svg(mermaid));
    }

    @Test
    void standsInThePageInPlaceOfItsText() {
        Page page = Page.of("a.md", "# Title\n\n```mermaid\nflowchart BT\n    b --> a\n```\n\n```sh\nrun\n```\n");

        String html = new Layout(new Navigation(Map.of()), false).of(page);

        assertEquals(2, boxesOf(html).size());
        assertFalse(html.contains("flowchart"), html);
        assertTrue(html.contains("<code class=\"language-sh\">run"), html);
    }
}
