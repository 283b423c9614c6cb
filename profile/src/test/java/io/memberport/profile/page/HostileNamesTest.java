package io.memberport.profile.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memberport.model.ExportMetadata;
import io.memberport.model.ProfileVariable;
import io.memberport.model.Sensitivity;
import io.memberport.profile.Content.Option;
import io.memberport.profile.Content.Options;
import io.memberport.profile.ExportProfile;
import io.memberport.profile.Finding;
import io.memberport.profile.ProfileComparison;
import io.memberport.profile.ProfileComparison.Difference;
import io.memberport.profile.ProfileComparison.Kind;
import io.memberport.profile.VariableProfile;
import io.memberport.profile.VariableProfile.DistinctCount;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Element;

/** Whatever Alida sends as a name: the page is what it would be with another one. */
class HostileNamesTest {

    private static final Set<String> INVISIBLE = Set.of("", " ", "\u200B\u202E\u00AD\u0000");

    static Stream<String> names() {
        return Stream.of(
                "</script><script>alert(1)</script>",
                "</style></title></bdi></details>",
                "\"><img src=x onerror=alert(1)>",
                "' onmouseover='alert(1)",
                "javascript:alert(1)",
                "<!-- ]]> &lt; &amp;amp; &#0;",
                "\u0627\u0644\u0627\u0633\u0645",
                "\u202Eevil\u2066 \u2069\u2069",
                "tab\tline\nreturn\r\u2028bell\u0007 nothing\0 delete\u007F\u0085",
                "half \uD800 pairs \uDC00",
                "\uFFFE\uFFFF\uD83F\uDFFE",
                "\uD83C\uDF82".repeat(10_000),
                "long".repeat(5_000),
                "",
                " ",
                "\u200B\u202E\u00AD\u0000");
    }

    @ParameterizedTest
    @MethodSource("names")
    void changeNothingButTheirText(String name) {
        Page page = page(name);

        assertEquals(structure(page(INVISIBLE.contains(name) ? null : "harmless")), structure(page));
        assertTrue(page.source().length() < 60_000, () -> "has " + page.source().length() + " characters");
        assertFalse(page.texts("//title").get(0).contains("alert"));
    }

    @ParameterizedTest
    @MethodSource("names")
    void leaveNoCharacterThatHarms(String name) {
        String source = page(name).source();

        assertEquals(
                List.of(),
                source.codePoints()
                        .filter(c -> (Character.isISOControl(c) && c != '\n')
                                || Character.getType(c) == Character.SURROGATE
                                || (c >= 0x2028 && c <= 0x202E)
                                || (c >= 0x2066 && c <= 0x2069)
                                || (c & 0xFFFE) == 0xFFFE)
                        .boxed()
                        .toList());
    }

    @Test
    void areIsolatedFromTheDirectionOfTheTextAroundThem() {
        String name = "\u0627\u0644\u0627\u0633\u0645";

        Page page = page(name);

        List<Element> all = page.elements("//*[text()='" + name + "']");
        assertTrue(all.size() >= 6, () -> all.size() + " places");
        for (Element element : all) {
            assertTrue(element.getTagName().equals("bdi") || element.hasAttribute("dir"), element.getTagName());
        }
    }

    @Test
    void areShortenedAndWholeInATitleUnlessTheyAreEndless() {
        String name = "What do you think of us? ".repeat(10);

        Element shown = Page.of(Profiles.of(Profiles.named(name)))
                .elements("//tbody//bdi")
                .get(0);

        assertEquals(name.substring(0, 99) + "…", shown.getTextContent());
        assertEquals(name, shown.getAttribute("title"));
        assertFalse(Page.of(Profiles.of(Profiles.named(name.repeat(80))))
                .elements("//tbody//bdi")
                .get(0)
                .hasAttribute("title"));
    }

    @Test
    void areSaidToBeMissing() {
        Page page = Page.of(Profiles.of(Profiles.named(null)));

        assertEquals(List.of("(no name)"), page.texts("//tbody//a"));
        assertEquals(List.of("(no name)"), page.texts("//details//h3"));
    }

    /** A page that has the name wherever there can be one. */
    private static Page page(@Nullable String name) {
        String text = name == null ? "" : name;
        ProfileVariable definition = ProfileVariable.of(text, name, text, Sensitivity.NOT_SENSITIVE);
        VariableProfile variable = new VariableProfile(
                definition,
                10,
                10,
                10,
                0,
                new DistinctCount(1, true),
                Profiles.bins(1),
                new Options(List.of(new Option(text, text, 10)), 0, 0, true));
        ExportMetadata export = Profiles.export(10).withBatchId(text);
        List<Finding> findings = new ArrayList<>();
        for (Finding.Kind kind : Finding.Kind.values()) {
            findings.add(new Finding(kind, text, 1, text));
        }
        ProfileVariable gone = ProfileVariable.of(text + "2", name, text, Sensitivity.NOT_SENSITIVE);
        ProfileComparison comparison = new ProfileComparison(
                null,
                true,
                10,
                List.of(
                        new Difference(Set.of(Kind.RENAMED, Kind.RETYPED), definition, definition, 1, 1),
                        new Difference(Set.of(Kind.GONE), gone, null, 1, 0)));
        return Page.of(new ExportProfile(export, 10, List.of(variable), findings, List.of()), comparison);
    }

    /** All elements with the names of their attributes; the title of a shortened name aside. */
    private static List<String> structure(Page page) {
        return page.elements("//*").stream()
                .map(element -> {
                    List<String> attributes = new ArrayList<>();
                    for (int i = 0; i < element.getAttributes().getLength(); i++) {
                        attributes.add(element.getAttributes().item(i).getNodeName());
                    }
                    attributes.remove("title");
                    return element.getTagName() + attributes;
                })
                .toList();
    }
}
