package io.memberport.site;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PageTest {

    /** What GitHub makes of them, which the links in the files rely on. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Exit codes | exit-codes",
                "`jdbc:` and a password, if any | jdbc-and-a-password-if-any",
                "What you can rely on | what-you-can-rely-on",
                "A/B – c | ab--c",
                "Größe: 1.5 | größe-15"
            })
    void hasTheAnchorsOfGitHub(String heading, String anchor) {
        Page page = Page.of("a.md", "# Title\n\n## " + heading + "\n\n## " + heading + "\n");

        assertEquals(
                new TreeSet<>(List.of("title", anchor, anchor + "-1")),
                new TreeSet<>(page.anchors().values()));
    }

    @ParameterizedTest
    @CsvSource({
        "README.md, index.html, ''",
        "docs/cli.md, docs/cli.html, ../",
        "samples/x/README.md, samples/x/index.html, ../../",
        ".github/SUPPORT.md, SUPPORT.html, ''"
    })
    void hasAnAddress(String path, String address, String toRoot) {
        Page page = Page.of(path, "# Title\n");

        assertEquals(address, page.address());
        assertEquals(toRoot, page.toRoot());
    }

    @Test
    void showsMarkupOfTheTextAsText() {
        Page page = Page.of("a.md", "# A `<b>` & \"c\"\n\n<script>alert(1)</script>\n\n| x |\n|---|\n| `a \\| b` |\n");
        String html = new Layout(new Navigation(Map.of()), false).of(page);

        assertFalse(html.contains("alert(1)</script>"));
        assertTrue(html.contains("<title>A &lt;b&gt; &amp; &quot;c&quot; · Memberport</title>"), html);
        assertTrue(html.contains("<code>a | b</code>"), html);
    }

    @Test
    void isCutIntoSectionsForTheSearch() {
        Page page = Page.of(
                "docs/a.md",
                "# Title\n\nFirst.\n\n## One\n\nText of `one`.\n\n### Two\n\n| a | b |\n|---|---|\n| c | d |\n");

        assertEquals(
                List.of(
                        new SearchIndex.Section("docs/a.html", "Title", "Title", "First. "),
                        new SearchIndex.Section("docs/a.html#one", "Title", "One", "Text of one. ")),
                SearchIndex.sectionsOf(page).subList(0, 2));
        String table = SearchIndex.sectionsOf(page).get(2).text();
        assertEquals("a b c d ", table);
    }

    @Test
    void isListedLastIfTheNavigationDoesNotNameIt() {
        List<Page> pages = List.of(Page.of("README.md", "# Start\n"), Page.of("docs/new.md", "# New thing\n"));

        Navigation navigation = Navigation.of("Begin\n  README.md Home\n  docs/gone.md Gone\n", pages);

        assertEquals(
                Map.of(
                        "Begin", List.of(new Navigation.Entry("index.html", "Home")),
                        "More", List.of(new Navigation.Entry("docs/new.html", "New thing"))),
                navigation.groups());
    }
}
