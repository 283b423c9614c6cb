package io.memberport.site;

import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Image;
import org.commonmark.node.Link;

/** Leads the links of the files to pages of the site, and what is not on it to the repository. */
final class Links {

    private final Repository repository;
    private final String home;
    private final boolean hasApi;
    private final Set<String> files = new TreeSet<>();

    Links(Repository repository, String home, boolean hasApi) {
        this.repository = repository;
        this.home = home;
        this.hasApi = hasApi;
    }

    /** The pictures that pages show, and the HTML files that they lead to, by their path in the repository. */
    Set<String> files() {
        return files;
    }

    /** Changes the links of a page. */
    void resolve(Page page) {
        page.document().accept(new AbstractVisitor() {
            @Override
            public void visit(Link link) {
                visitChildren(link);
                link.setDestination(destination(page, link.getDestination()));
            }

            @Override
            public void visit(Image image) {
                files.add(pathOf(page, image.getDestination()));
                image.setDestination(page.toRoot() + pathOf(page, image.getDestination()));
            }
        });
    }

    private String destination(Page page, String given) {
        if (given.matches("[a-z]+:.*") || given.startsWith("#")) {
            return given;
        }
        String[] parts = given.split("#", 2);
        String anchor = parts.length == 2 ? "#" + parts[1] : "";
        String path = pathOf(page, parts[0]);
        String readme = path.isEmpty() ? "README.md" : path + "/README.md";
        if (repository.hasPage(path)) {
            return page.toRoot() + Page.addressOf(path) + anchor;
        }
        if (repository.hasPage(readme)) {
            return page.toRoot() + Page.addressOf(readme) + anchor;
        }
        if (path.endsWith(".html") && repository.isFile(path)) {
            files.add(path);
            return page.toRoot() + path + anchor;
        }
        if (hasApi && path.equals("target/site/api")) {
            return page.toRoot() + "api/index.html";
        }
        return home + (repository.isFolder(path) ? "/tree/main/" : "/blob/main/") + path + anchor;
    }

    private static String pathOf(Page page, String relative) {
        return Path.of(page.path())
                .resolveSibling(relative)
                .normalize()
                .toString()
                .replace('\\', '/');
    }
}
