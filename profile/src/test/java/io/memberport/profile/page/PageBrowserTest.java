package io.memberport.profile.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.memberport.profile.ExportProfile;
import io.memberport.profile.Finding;
import io.memberport.profile.ProfileComparison;
import io.memberport.profile.ProfileComparison.Difference;
import io.memberport.profile.ProfileComparison.Kind;
import io.memberport.profile.VariableProfile;
import io.memberport.testing.browser.Browser;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The page as a browser shows it. Only in the thorough build, and only where there is a Chromium. */
@Timeout(value = 5, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class PageBrowserTest {

    private static final String AXE =
            "/META-INF/resources/webjars/axe-core/" + System.getProperty("memberport.axe") + "/axe.min.js";
    private static final int DESK = 1280;
    private static final int HEIGHT = 900;

    @TempDir
    static Path folder;

    private static @Nullable Browser started;

    @BeforeAll
    static void start() throws Exception {
        started = Browser.start(folder.resolve("profile"));
        write("page.html", withEverything());
        write("large.html", LargePageTest.large(2_000));
    }

    private static void write(String name, ExportProfile profile) throws IOException {
        VariableProfile first = profile.variables().get(0);
        ProfileComparison comparison = new ProfileComparison(
                null,
                true,
                900,
                List.of(new Difference(EnumSet.allOf(Kind.class), first.definition(), first.definition(), 0.4, 0.9)));
        Files.writeString(folder.resolve(name), Page.of(profile, comparison).source());
    }

    private static ExportProfile withEverything() {
        List<VariableProfile> variables = Profiles.mixed().variables();
        return Profiles.of(
                variables,
                Arrays.stream(Finding.Kind.values())
                        .map(kind ->
                                new Finding(kind, variables.get(1).definition().id(), 12, "a".repeat(60)))
                        .toArray(Finding[]::new));
    }

    @AfterAll
    static void stop() throws Exception {
        if (started != null) {
            started.close();
        }
    }

    @BeforeEach
    void open() throws Exception {
        browser().screen(DESK, HEIGHT);
        browser().media("screen", "light");
        browser().open(folder.resolve("page.html"));
    }

    @AfterEach
    void complainsOfNothing() {
        assertEquals(List.of(), browser().complaints());
    }

    @ParameterizedTest
    @CsvSource({"light," + DESK, "dark," + DESK, "light," + Browser.PHONE, "dark," + Browser.PHONE})
    void canBeUsedByEverybody(String scheme, int width) throws Exception {
        browser().screen(width, HEIGHT);
        browser().media("screen", scheme);
        browser().evaluate(axe());

        JsonNode result = browser().evaluate("""
                axe.run({runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"]}).then((result) => ({
                  kept: result.passes.map((rule) => rule.id),
                  broken: result.violations.flatMap((rule) => rule.nodes.map((node) => rule.id + ": " + node.html)),
                }))""");

        assertEquals("[]", result.path("broken").toString());
        for (String rule : List.of("color-contrast", "heading-order", "region", "svg-img-alt", "label")) {
            assertTrue(result.path("kept").toString().contains('"' + rule + '"'), rule);
        }
    }

    private static String axe() throws IOException {
        try (InputStream file = Objects.requireNonNull(PageBrowserTest.class.getResourceAsStream(AXE))) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8) + "; 0";
        }
    }

    @Test
    void fitsAPhone() throws Exception {
        browser().screen(Browser.PHONE, HEIGHT);

        assertEquals(Browser.PHONE, number("document.documentElement.scrollWidth"));
    }

    @Test
    void sortsByTheKeyboard() throws Exception {
        browser().evaluate("document.querySelector('th:nth-child(5) button').focus()");
        browser().press("Enter");
        assertEquals("Mood,Income,Health", firstNames());
        assertEquals("ascending", text("document.querySelector('th:nth-child(5)').ariaSort"));

        browser().press("Enter");
        assertEquals("Member since,Full name,Age group", firstNames());
        assertEquals("descending", text("document.querySelector('[aria-sort]').ariaSort"));

        browser().evaluate("document.querySelector('th:nth-child(1) button').click()");
        assertEquals("Full name,Loyalty points,Member since", firstNames());
        browser().evaluate("document.querySelector('th:nth-child(2) button').click()");
        assertEquals("Age group,Customer number,Full name", firstNames());
        assertEquals(1, number("document.querySelectorAll('[aria-sort]').length"));
    }

    private static String firstNames() throws IOException {
        return text("[...document.querySelectorAll('tbody a')].slice(0, 3).map((a) => a.textContent).join()");
    }

    @Test
    void findsVariables() throws Exception {
        browser().evaluate("document.getElementById('search').focus()");
        browser().send("Input.insertText", Map.of("text", "NUMBER custom"));

        assertEquals("Customer number", shown("tbody tr:not([hidden]) a"));
        assertEquals("Customer number", shown("details:not([hidden]) h3"));
        assertEquals("1 of 9", text("document.getElementById('shown').value"));
    }

    @Test
    void showsOneTypeAlone() throws Exception {
        browser().evaluate("""
                document.getElementById("type").value = "Multiple choice";
                document.getElementById("type").dispatchEvent(new Event("input"))""");
        assertEquals("Interests,Health", shown("tbody tr:not([hidden]) a"));

        browser().evaluate("""
                document.getElementById("sensitivity").value = "Sensitive";
                document.getElementById("sensitivity").dispatchEvent(new Event("input"))""");
        assertEquals("Health", shown("tbody tr:not([hidden]) a"));
    }

    private static String shown(String selector) throws IOException {
        return text("[...document.querySelectorAll('" + selector + "')].map((e) => e.textContent).join()");
    }

    @Test
    void opensTheCardThatALinkLeadsTo() throws Exception {
        browser().evaluate("document.getElementById('toggle').click()");
        assertEquals(0, number("document.querySelectorAll('details[open]').length"));

        browser().evaluate("document.querySelectorAll('tbody a')[2].click()");
        // The event comes after the click.
        browser().evaluate("new Promise((seen) => setTimeout(seen))");

        assertEquals("v3", text("[...document.querySelectorAll('details[open]')].map((e) => e.id).join()"));
    }

    @Test
    void printsAllCardsAndNoControls() throws Exception {
        browser().evaluate("document.getElementById('toggle').click()");
        browser().media("print", "light");

        assertEquals("false", text("String(document.getElementById('controls').checkVisibility())"));
        assertEquals("false", text("String(document.querySelector('nav').checkVisibility())"));
        assertTrue(number("document.querySelector('#v2 .chart').getBoundingClientRect().height") > 20);
        assertTrue(number("document.querySelector('#v5 .bars').getBoundingClientRect().height") > 20);
    }

    /** Frames cannot be counted reliably; that it ends at all within the time of a test can. */
    @Test
    void searchesAndSortsTwoThousandVariables() throws Exception {
        browser().open(folder.resolve("large.html"));

        browser().evaluate("document.querySelector('th:nth-child(5) button').click()");
        browser().evaluate("document.getElementById('search').focus()");
        browser().send("Input.insertText", Map.of("text", "number 1234"));

        assertEquals("1 of 2000", text("document.getElementById('shown').value"));
        assertEquals("Variable with the number 1234", shown("details:not([hidden]) h3"));
    }

    private static Browser browser() {
        return Objects.requireNonNull(started);
    }

    private static String text(String expression) throws IOException {
        return browser().evaluate(expression).asText();
    }

    private static int number(String expression) throws IOException {
        return browser().evaluate(expression).asInt();
    }
}
