package io.memberport.site;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The whole site, the Javadoc included if it was made: no link leads nowhere, and no page requests anything from elsewhere. */
class LinksTest {

    private static final Pattern REQUEST_OF_STYLES = Pattern.compile("url\\(|@import");
    private static final Pattern SECTION = Pattern.compile("^\\[\"([^\"]*)\"", Pattern.MULTILINE);

    @Test
    void leadSomewhere() {
        List<Path> pages = SiteFiles.ending(".html");

        assertTrue(pages.size() > 50, () -> "few pages: " + pages);
        assertEquals(
                List.of(),
                pages.stream()
                        // Java 17 writes one that leads nowhere.
                        .filter(page -> !page.endsWith("constant-values.html"))
                        .flatMap(page -> SiteFiles.broken(page).stream())
                        .toList());
    }

    @Test
    void areFoundIfTheyLeadNowhere() {
        Path page = SiteFiles.FOLDER.resolve("index.html");

        assertTrue(SiteFiles.isThere(page, "docs/cli.html#exit-codes"));
        assertFalse(SiteFiles.isThere(page, "docs/cli.html#exit-coeds"));
        assertFalse(SiteFiles.isThere(page, "docs/clo.html"));
    }

    @Test
    void requestNothingFromElsewhere() {
        for (Path page : SiteFiles.ending(".html")) {
            String html = SiteFiles.text(page);
            List<String> requested = Stream.of(
                            SiteFiles.values(html, "link", "href"),
                            SiteFiles.values(html, "script", "src"),
                            SiteFiles.values(html, "img", "src"))
                    .flatMap(List::stream)
                    .filter(address -> !address.startsWith("data:"))
                    .toList();

            assertEquals(SiteFiles.isCopied(page), requested.isEmpty(), page::toString);
            for (String address : requested) {
                assertTrue(SiteFiles.isThere(page, address), () -> page + " requests " + address);
            }
        }
    }

    @Test
    void ofTheStylesRequestNothing() {
        String styles = SiteFiles.text(SiteFiles.FOLDER.resolve("site.css"));

        assertFalse(REQUEST_OF_STYLES.matcher(styles).find());
    }

    @Test
    void ofTheSearchLeadSomewhere() {
        Path index = SiteFiles.FOLDER.resolve("search-index.js");
        List<String> sections = SECTION.matcher(SiteFiles.text(index))
                .results()
                .map(section -> section.group(1))
                .toList();

        assertTrue(sections.size() > 200, () -> sections.size() + " sections");
        for (String section : sections) {
            assertTrue(SiteFiles.isThere(index, section), section);
        }
    }

    /** Each page but single decisions is in the navigation, and there is a page for each entry. */
    @Test
    void beginAtTheNavigation() {
        Path start = SiteFiles.FOLDER.resolve("index.html");
        Set<Path> reached = SiteFiles.values(SiteFiles.text(start).split("</nav>", 2)[0], "a", "href").stream()
                .filter(link -> !link.startsWith("#"))
                .map(link -> start.resolveSibling(link).normalize())
                .collect(Collectors.toSet());

        List<Path> missing = SiteFiles.pages().stream()
                .filter(page -> !page.toString().matches(".*decisions.\\d.*"))
                .filter(page -> !reached.contains(page))
                .toList();

        assertEquals(List.of(), missing);
        assertTrue(reached.stream().allMatch(Files::exists));
    }
}
