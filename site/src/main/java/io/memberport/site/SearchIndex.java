package io.memberport.site;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.commonmark.node.Heading;
import org.commonmark.node.Node;

/** What the search finds: the sections of all pages. A script has them, because a page in a folder may read nothing else. */
final class SearchIndex {

    /**
     * What is below a heading, up to the next one.
     *
     * @param address of the section
     * @param page the title of its page
     * @param heading its own
     * @param text without marks
     */
    record Section(String address, String page, String heading, String text) {}

    private SearchIndex() {}

    static List<Section> sectionsOf(Page page) {
        List<Section> sections = new ArrayList<>();
        String heading = page.title();
        String address = page.address();
        StringBuilder text = new StringBuilder();
        for (Node node = page.document().getFirstChild(); node != null; node = node.getNext()) {
            if (node instanceof Heading next && node.getPrevious() != null) {
                sections.add(new Section(address, page.title(), heading, text.toString()));
                heading = Page.textOf(next);
                address = page.address() + "#" + page.anchors().get(next);
                text.setLength(0);
            } else if (!(node instanceof Heading)) {
                text.append(Page.textOf(node)).append(' ');
            }
        }
        sections.add(new Section(address, page.title(), heading, text.toString()));
        return sections;
    }

    static String script(List<Section> sections) {
        return sections.stream()
                .map(section ->
                        "[" + quoted(section.address()) + "," + quoted(section.page()) + "," + quoted(section.heading())
                                + "," + quoted(section.text().strip()) + "]")
                .collect(Collectors.joining(",\n", "const searchIndex = [\n", "\n];\n"));
    }

    private static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                quoted.append('\\').append(c);
            } else if (c < ' ' || c == '\u2028' || c == '\u2029') {
                quoted.append(' ');
            } else {
                quoted.append(c);
            }
        }
        return quoted.append('"').toString();
    }
}
