package io.memberport.site;

import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.commonmark.Extension;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Heading;
import org.commonmark.node.Node;
import org.commonmark.parser.Parser;

/**
 * A Markdown file, parsed.
 *
 * @param path in the repository
 * @param document its content
 * @param anchors the name of each heading, by which links reach it
 */
record Page(String path, Node document, Map<Heading, String> anchors) {

    static final List<Extension> EXTENSIONS = List.of(TablesExtension.create());

    private static final Parser PARSER = Parser.builder().extensions(EXTENSIONS).build();

    static Page of(String path, String markdown) {
        Node document = PARSER.parse(markdown);
        Map<Heading, String> anchors = new HashMap<>();
        Map<String, Integer> used = new HashMap<>();
        document.accept(new AbstractVisitor() {
            @Override
            public void visit(Heading heading) {
                String anchor = anchorOf(textOf(heading));
                int before = used.merge(anchor, 1, Integer::sum) - 1;
                anchors.put(heading, before == 0 ? anchor : anchor + "-" + before);
            }
        });
        return new Page(path, document, Collections.unmodifiableMap(anchors));
    }

    /** As GitHub makes them, for the links in the files are made for these. */
    static String anchorOf(String heading) {
        return heading.strip()
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N}\\p{M}_ -]", "")
                .replace(' ', '-');
    }

    /** The text of a node without its marks. */
    static String textOf(Node node) {
        PlainText text = new PlainText();
        node.accept(text);
        return text.toString();
    }

    /** Its first heading. */
    String title() {
        Node first = document.getFirstChild();
        return first instanceof Heading ? textOf(first) : path;
    }

    /** Where it is on the site; a README is the page of its folder. */
    String address() {
        return addressOf(path);
    }

    static String addressOf(String path) {
        return path.replaceFirst("(^|/)README\\.md$", "$1index.md")
                .replaceFirst("^\\.github/", "")
                .replaceFirst("\\.md$", ".html");
    }

    /** What leads from this page to the root of the site. */
    String toRoot() {
        return "../".repeat((int) address().chars().filter(c -> c == '/').count());
    }
}
