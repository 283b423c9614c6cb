package io.memberport.site;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.memberport.testing.browser.Browser;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The site as a browser shows it, opened from the folder. Only in the thorough build, and only where there is a Chromium. */
@Timeout(value = 5, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class BrowserTest {

    private static final int HEIGHT = 800;
    private static final double READABLE = 4.5;

    /** The lowest contrast of any text that can be seen with what is behind it (WCAG 2, 1.4.3). */
    private static final String LOWEST_CONTRAST = """
            (() => {
              const canvas = document.createElement("canvas").getContext("2d", {willReadFrequently: true});
              const rgb = (color) => {
                canvas.clearRect(0, 0, 1, 1);
                canvas.fillStyle = color;
                canvas.fillRect(0, 0, 1, 1);
                return canvas.getImageData(0, 0, 1, 1).data;
              };
              const light = (color) => {
                const [r, g, b] = [...rgb(color)].slice(0, 3).map((c) => c / 255)
                  .map((c) => c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
                return 0.2126 * r + 0.7152 * g + 0.0722 * b;
              };
              const behind = (element) => {
                for (let e = element; e; e = e.parentElement) {
                  const color = getComputedStyle(e).backgroundColor;
                  if (rgb(color)[3] === 255) return color;
                }
                return "white";
              };
              const texts = [...document.querySelectorAll("body *")].filter((e) =>
                e.checkVisibility() && [...e.childNodes].some((n) => n.nodeType === 3 && n.data.trim()));
              return Math.min(...texts.map((e) => {
                const [a, b] = [light(getComputedStyle(e).color), light(behind(e))];
                return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
              }));
            })()""";

    @TempDir
    static Path profile;

    private static @Nullable Browser started;

    @BeforeAll
    static void start() throws Exception {
        started = Browser.start(profile);
    }

    @AfterAll
    static void stop() throws Exception {
        if (started != null) {
            started.close();
        }
    }

    private static Browser browser() {
        return Objects.requireNonNull(started);
    }

    @Test
    void showsEachPageOnAPhoneWithoutComplaint() throws Exception {
        browser().screen(Browser.PHONE, HEIGHT);
        browser().media("screen", "light");
        List<String> faults = new ArrayList<>();
        for (Path page : SiteFiles.pages()) {
            browser().open(page);
            int width =
                    browser().evaluate("document.documentElement.scrollWidth").asInt();
            if (width > Browser.PHONE) {
                faults.add(page + " is " + width + " wide");
            }
            browser().complaints().forEach(complaint -> faults.add(page + ": " + complaint));
        }

        assertEquals(List.of(), faults);
    }

    @Test
    void showsTheJavadocWithoutComplaint() throws Exception {
        browser().screen(1280, HEIGHT);
        for (String page : List.of("api/index.html", "api/io/memberport/export/MemberExport.html")) {
            browser().open(SiteFiles.FOLDER.resolve(page));
            assertEquals(List.of(), browser().complaints());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"light", "dark"})
    void isReadableInLightAndDark(String scheme) throws Exception {
        browser().screen(1280, HEIGHT);
        browser().media("screen", scheme);
        for (String page : List.of("index.html", "docs/cli.html", "docs/databases.html")) {
            browser().open(SiteFiles.FOLDER.resolve(page));
            double contrast = browser().evaluate(LOWEST_CONTRAST).asDouble();
            assertTrue(contrast >= READABLE, () -> page + " has a contrast of " + contrast);
        }
    }

    @Test
    void isFoundByTheKeyboardAlone() throws Exception {
        browser().screen(1280, HEIGHT);
        browser().open(SiteFiles.FOLDER.resolve(Path.of("docs", "csv.html")));
        browser().press("/");
        browser().send("Input.insertText", Map.of("text", "exit codes"));
        JsonNode first = browser().evaluate("""
                        new Promise((found) => {
                          const look = () => {
                            const link = document.querySelector("#found a");
                            link ? found(link.getAttribute("href")) : setTimeout(look, 20);
                          };
                          look();
                        })""");
        assertEquals("../docs/cli.html#exit-codes", first.asText());

        browser().press("ArrowDown");
        assertEquals(
                "../docs/cli.html#exit-codes",
                browser()
                        .evaluate("document.activeElement.getAttribute('href')")
                        .asText());
        browser().press("Escape");
        assertTrue(browser().evaluate("document.getElementById('found').hidden").asBoolean());
        assertEquals(List.of(), browser().complaints());
    }

    @Test
    void printsTheTextAlone() throws Exception {
        browser().screen(1280, HEIGHT);
        browser().open(SiteFiles.FOLDER.resolve("index.html"));
        browser().media("print", "light");
        try {
            JsonNode shown = browser()
                    .evaluate("['header', '.menu', 'main'].map((s) => document.querySelector(s).checkVisibility())");
            assertEquals("[false,false,true]", shown.toString());
        } finally {
            browser().media("screen", "light");
        }
    }
}
