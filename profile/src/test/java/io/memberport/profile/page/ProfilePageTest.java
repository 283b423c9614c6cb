package io.memberport.profile.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memberport.model.ExportMetadata;
import io.memberport.profile.ExportProfile;
import io.memberport.profile.ProfileComparison;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Element;

class ProfilePageTest {

    private static final ProfileComparison NO_DIFFERENCE = new ProfileComparison(null, true, 1_000, List.of());

    @Test
    void requestsNothing() {
        Page page = Page.of(Profiles.mixed(), NO_DIFFERENCE);

        assertEquals(List.of(), page.elements("//@src/.. | //link | //img | //iframe | //object | //use | //base"));
        assertEquals(List.of(), page.elements("//@href[not(starts-with(., '#'))]/.."));
        for (String loading : List.of("http:", "https:", "url(", "@import", "fetch(", "import(", "XMLHttpRequest")) {
            assertFalse(page.source().contains(loading), loading);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"style", "script"})
    void letsInItsOwnStyleAndScriptAlone(String element) throws Exception {
        Page page = Page.of(Profiles.mixed());

        String begin = "<" + element + ">";
        String content = page.source()
                .substring(
                        page.source().indexOf(begin) + begin.length(),
                        page.source().indexOf("</" + element + ">"));
        String hash = Base64.getEncoder()
                .encodeToString(MessageDigest.getInstance("SHA-256").digest(content.getBytes(StandardCharsets.UTF_8)));
        String policy = page.elements("//meta[@http-equiv='Content-Security-Policy']")
                .get(0)
                .getAttribute("content");
        assertTrue(policy.startsWith("default-src 'none';"), policy);
        assertTrue(policy.contains("; " + element + "-src 'sha256-" + hash + "'"), policy);
        assertFalse(policy.contains("unsafe"), policy);
        assertEquals(1, page.elements("//" + element).size());
        assertEquals(List.of(), page.elements("//@style/.. | //@onclick/.. | //@onload/.. | //@onerror/.."));
    }

    @Test
    void isTheSameForTheSameProfile() {
        assertEquals(
                Page.of(Profiles.mixed(), NO_DIFFERENCE).source(),
                Page.of(Profiles.mixed(), NO_DIFFERENCE).source());
    }

    @Test
    void leadsFromTheTableToEachVariable() {
        Page page = Page.of(Profiles.mixed(), NO_DIFFERENCE);

        Set<String> ids = new HashSet<>();
        for (Element element : page.elements("//*[@id]")) {
            assertTrue(ids.add(element.getAttribute("id")), element.getAttribute("id"));
        }
        for (Element link : page.elements("//a")) {
            assertTrue(ids.contains(link.getAttribute("href").substring(1)), link.getAttribute("href"));
        }
        List<String> named = page.elements("//tbody//a").stream()
                .map(link -> link.getAttribute("href").substring(1))
                .flatMap(id -> page.texts("//details[@id='" + id + "']/summary/h3").stream())
                .toList();
        assertEquals(page.texts("//tbody//a"), named);
        assertEquals(Profiles.mixed().variables().size(), named.size());
    }

    @Test
    void isCompleteWithoutItsScript() {
        Page page = Page.of(Profiles.mixed());

        assertEquals(
                Profiles.mixed().variables().size(),
                page.elements("//details[@open]").size());
        assertEquals(List.of(), page.elements("//button[not(ancestor::form[@hidden])]"));
        assertEquals(List.of(), page.elements("//input[not(ancestor::form[@hidden])]"));
        assertEquals(1, page.elements("//form[@hidden]").size());
    }

    @Test
    void saysInTheHeaderWhichExportItIs() {
        Page page = Page.of(Profiles.mixed());

        assertEquals(List.of("Profile of the export of 2026-03-01"), page.texts("//header/h1"));
        assertEquals(page.texts("//header/h1"), page.texts("/html/head/title"));
        String header = String.join("\n", page.texts("//header//p | //header//div"));
        for (String fact : List.of(
                "Full export",
                "started 2026-03-01 04:12 UTC",
                "last synchronised 2026-02-28 23:50 UTC",
                "0b6b3a1e-9f0c-4f6e-8f6f-2d7d8f6a1c11",
                "Members1,000",
                "Variables9",
                "Sensitive2",
                "Values12,345",
                "Size2.35 MB")) {
            assertTrue(header.contains(fact), fact + " in " + header);
        }
    }

    @Test
    void saysInWordsWhatThereIs() {
        assertEquals(
                List.of(
                        "1,000 members have 9 variables with 12,345 values. 2 variables are sensitive; their values are not"
                                + " shown. The export does not say of 2 variables whether they are sensitive, so the page treats"
                                + " them as if they were. On average, 54.8 % of the members have a value of a variable; most have"
                                + " Member since (100 %), fewest have Mood (0.3 %). Nothing unusual was found. No variable has"
                                + " changed since the earlier export."),
                Page.of(Profiles.mixed(), NO_DIFFERENCE).texts("//section[1]/p"));
    }

    @Test
    void tellsOfAnExportWithoutMembers() {
        Page page = Page.of(Profiles.empty());

        assertTrue(page.texts("//section[1]").get(0).contains("The export has no members."));
        assertTrue(page.section("variables").contains("The export has no variables."));
        assertFalse(page.source().contains("NaN"));
        assertEquals(List.of(), page.elements("//svg"));
    }

    @Test
    void tellsThatFiguresOfAnIncrementalExportAreOfItsMembers() {
        ExportMetadata full = Profiles.export(40);
        ExportMetadata changes = new ExportMetadata(
                null, Instant.parse("2026-02-01T00:00:00Z"), null, null, full.contentSha256(), 1_200, 40, 99, 0);

        Page page = Page.of(new ExportProfile(changes, 10, List.of(), List.of(), List.of()));

        assertEquals(List.of("Profile of an export"), page.texts("//h1"));
        assertEquals(
                List.of("Incremental export: members that changed since 2026-02-01 00:00 UTC"),
                page.texts("//p[@class='origin']"));
        assertTrue(page.texts("//section[1]").get(0).contains("of these members, not of the whole community"));
    }
}
