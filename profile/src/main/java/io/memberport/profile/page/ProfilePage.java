package io.memberport.profile.page;

import io.memberport.profile.ExportProfile;
import io.memberport.profile.ProfileComparison;
import java.io.IOException;
import java.io.InputStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A profile as one HTML file for people: it requests nothing, and can be read without its script, which sorts and searches. The same
 * profile gives the same characters.
 */
public final class ProfilePage {

    private static final String GENERATOR = "generator";
    private static final String MEMBERPORT = "Memberport";

    /** What says so stands in the head, before the style. */
    private static final int MOST_BYTES_BEFORE = 4096;

    private ProfilePage() {}

    /**
     * Whether a file is such a page, as its beginning says.
     *
     * @param file is read at its beginning only, and stays open
     */
    public static boolean isOne(InputStream file) throws IOException {
        String start = new String(file.readNBytes(MOST_BYTES_BEFORE), StandardCharsets.UTF_8);
        return start.contains("<meta name=\"" + GENERATOR + "\" content=\"" + MEMBERPORT + "\"/>");
    }

    /**
     * Writes the page.
     *
     * @param comparison how the profile differs from an earlier one; null if it was compared with none
     * @param out takes the page in UTF-8, which is what the page says of itself; is flushed and stays open
     */
    public static void write(ExportProfile profile, @Nullable ProfileComparison comparison, Writer out)
            throws IOException {
        InlineFile style = InlineFile.named("page.css");
        InlineFile script = InlineFile.named("page.js");
        Variables variables = new Variables(profile);
        Html html = new Html(out).doctype().open("html", "lang", "en");
        head(html, HeaderSection.title(profile), style, script);
        html.open("body").element("a", "Skip to the content", "class", "skip", "href", "#main");
        html.line();
        HeaderSection.write(html, profile, variables);
        navigation(html, comparison != null);
        html.open("main", "id", "main").line();
        SummarySection.write(html, profile, comparison, variables);
        FindingsSection.write(html, profile, variables);
        if (comparison != null) {
            ComparisonSection.write(html, profile, comparison, variables);
        }
        VariableTable.write(html, variables);
        VariableCards.write(html, profile, variables);
        OmissionsSection.write(html, profile, variables);
        TermsSection.write(html);
        html.close().line();
        html.open("script").inline(script).close();
        html.close().close().line();
        out.flush();
    }

    private static void head(Html html, String title, InlineFile style, InlineFile script) throws IOException {
        html.open("head").line();
        html.empty("meta", "charset", "utf-8").line();
        html.empty(
                        "meta",
                        "http-equiv",
                        "Content-Security-Policy",
                        "content",
                        "default-src 'none'; style-src " + style.source() + "; script-src " + script.source()
                                + "; base-uri 'none'; form-action 'none'")
                .line();
        meta(html, GENERATOR, MEMBERPORT);
        meta(html, "viewport", "width=device-width, initial-scale=1");
        meta(html, "color-scheme", "light dark");
        meta(html, "referrer", "no-referrer");
        meta(html, "robots", "noindex");
        html.element("title", title).line();
        html.open("style").inline(style).close().line();
        html.close().line();
    }

    private static void meta(Html html, String name, String content) throws IOException {
        html.empty("meta", "name", name, "content", content).line();
    }

    private static void navigation(Html html, boolean isCompared) throws IOException {
        html.open("nav", "aria-label", "On this page").open("ul");
        link(html, "#findings", "Worth a look");
        if (isCompared) {
            link(html, "#changes", "What changed");
        }
        link(html, "#variables", "All variables");
        link(html, "#details", "One by one");
        link(html, "#omissions", "What is not shown");
        link(html, "#terms", "Terms");
        html.close().close().line();
    }

    private static void link(Html html, String target, String text) throws IOException {
        html.open("li").element("a", text, "href", target).close();
    }
}
