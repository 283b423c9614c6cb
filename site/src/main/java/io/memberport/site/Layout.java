package io.memberport.site;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.CustomBlock;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.Heading;
import org.commonmark.node.Node;
import org.commonmark.renderer.NodeRenderer;
import org.commonmark.renderer.html.HtmlRenderer;

/** Pages as HTML: the text, and around it the navigation, the search and the headings of the page. */
final class Layout {

    private static final String TEMPLATE = Site.resource("page.html");
    private static final int CHAPTER = 2;
    private static final int FEWEST_CHAPTERS = 3;

    private final Navigation navigation;
    private final boolean hasApi;

    Layout(Navigation navigation, boolean hasApi) {
        this.navigation = navigation;
        this.hasApi = hasApi;
    }

    String of(Page page) {
        Map<String, String> parts = Map.of(
                "title", escaped(page.title()),
                "root", page.toRoot(),
                "navigation", navigation(page),
                "content", content(page),
                "chapters", chapters(page));
        String html = TEMPLATE;
        for (Map.Entry<String, String> part : parts.entrySet()) {
            html = html.replace("{{" + part.getKey() + "}}", part.getValue());
        }
        return html;
    }

    /** Stands in a page in the place of the text of a diagram. */
    private static final class DrawnDiagram extends CustomBlock {

        private final String svg;

        DrawnDiagram(String mermaid) {
            this.svg = Diagram.svg(mermaid);
        }
    }

    private static void draw(Node document) {
        document.accept(new AbstractVisitor() {
            @Override
            public void visit(FencedCodeBlock code) {
                if ("mermaid".equals(code.getInfo())) {
                    code.insertBefore(new DrawnDiagram(code.getLiteral()));
                    code.unlink();
                }
            }
        });
    }

    /** Tables and code can be wider than a small screen; each scrolls by itself, by the keyboard, too. */
    private static String content(Page page) {
        HtmlRenderer renderer = HtmlRenderer.builder()
                .extensions(Page.EXTENSIONS)
                .nodeRendererFactory(context -> new NodeRenderer() {
                    @Override
                    public Set<Class<? extends Node>> getNodeTypes() {
                        return Set.of(DrawnDiagram.class);
                    }

                    @Override
                    public void render(Node node) {
                        context.getWriter().raw(((DrawnDiagram) node).svg);
                    }
                })
                .escapeHtml(true)
                .attributeProviderFactory(context -> (node, tag, attributes) -> {
                    String anchor = node instanceof Heading ? page.anchors().get(node) : null;
                    if (anchor != null) {
                        attributes.put("id", anchor);
                    }
                    if (tag.equals("pre")) {
                        attributes.put("tabindex", "0");
                    }
                })
                .build();
        draw(page.document());
        return renderer.render(page.document())
                .replace("<table>", "<div class=\"table\" tabindex=\"0\" role=\"region\" aria-label=\"Table\"><table>")
                .replace("</table>", "</table></div>");
    }

    private String navigation(Page page) {
        String groups = navigation.groups().entrySet().stream()
                .map(group -> "<h2>" + escaped(group.getKey()) + "</h2>\n<ul>\n" + entries(page, group.getValue())
                        + "</ul>\n")
                .collect(Collectors.joining());
        String api = "<h2>Reference</h2>\n<ul>\n<li><a href=\"" + page.toRoot()
                + "api/index.html\">Javadoc</a></li>\n</ul>\n";
        return hasApi ? groups + api : groups;
    }

    private static String entries(Page page, List<Navigation.Entry> entries) {
        return entries.stream()
                .map(entry -> "<li><a href=\"" + page.toRoot() + entry.address() + "\""
                        + (entry.address().equals(page.address()) ? " aria-current=\"page\"" : "") + ">"
                        + escaped(entry.name()) + "</a></li>\n")
                .collect(Collectors.joining());
    }

    private static String chapters(Page page) {
        StringBuilder list = new StringBuilder();
        int chapters = 0;
        for (Node node = page.document().getFirstChild(); node != null; node = node.getNext()) {
            String anchor = node instanceof Heading heading && heading.getLevel() == CHAPTER
                    ? page.anchors().get(heading)
                    : null;
            if (anchor != null) {
                chapters++;
                list.append("<li><a href=\"#").append(anchor).append("\">");
                list.append(escaped(Page.textOf(node))).append("</a></li>\n");
            }
        }
        return chapters < FEWEST_CHAPTERS
                ? ""
                : "<nav class=\"chapters\" aria-labelledby=\"chapters\">\n<h2 id=\"chapters\">On this page</h2>\n<ul>\n"
                        + list + "</ul>\n</nav>\n";
    }

    static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
