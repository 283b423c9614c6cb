package io.memberport.profile.page;

import java.io.IOException;
import java.io.Writer;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Writes elements, attributes and text. Everything is escaped here, so no caller can forget it: what has a meaning in HTML, and what
 * would harm the text around it (control characters, halves of surrogate pairs, marks that turn the direction of text).
 *
 * <p>The result is well-formed XML, too.
 */
final class Html {

    private static final String REPLACEMENT = "\uFFFD";
    private static final int LINE_SEPARATOR = 0x2028;
    private static final int PARAGRAPH_SEPARATOR = 0x2029;
    /** The last two code points of each plane are no characters. */
    private static final int LAST_OF_PLANE = 0xFFFE;

    private final Writer out;
    private final Deque<String> open = new ArrayDeque<>();

    Html(Writer out) {
        this.out = out;
    }

    /** The first line of a page. */
    Html doctype() throws IOException {
        out.write("<!DOCTYPE html>\n");
        return this;
    }

    /**
     * Begins an element, which {@link #close()} ends.
     *
     * @param attributes names and values in turn
     */
    Html open(String element, String... attributes) throws IOException {
        begin(element, attributes);
        out.write('>');
        open.push(element);
        return this;
    }

    Html close() throws IOException {
        out.write("</");
        out.write(open.pop());
        out.write('>');
        return this;
    }

    /** An element that has text alone. */
    Html element(String element, String text, String... attributes) throws IOException {
        return open(element, attributes).text(text).close();
    }

    /** An element that has nothing and is not closed, as {@code meta}, or a shape. */
    Html empty(String element, String... attributes) throws IOException {
        begin(element, attributes);
        out.write("/>");
        return this;
    }

    /** The content of {@code style} and {@code script}, which is not escaped. */
    Html inline(InlineFile file) throws IOException {
        out.write(file.text());
        return this;
    }

    /** Breaks the line, for those who read the source. */
    Html line() throws IOException {
        out.write('\n');
        return this;
    }

    Html text(String text) throws IOException {
        int done = 0;
        for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
            String harmless = harmless(text.codePointAt(i));
            if (harmless != null) {
                out.write(text, done, i - done);
                out.write(harmless);
                done = i + Character.charCount(text.codePointAt(i));
            }
        }
        out.write(text, done, text.length() - done);
        return this;
    }

    /** What stands for a character; null if it stands for itself. */
    private static @Nullable String harmless(int c) {
        return switch (c) {
            case '&' -> "&amp;";
            case '<' -> "&lt;";
            case '>' -> "&gt;";
            case '"' -> "&quot;";
            case '\t', '\n', '\r', LINE_SEPARATOR, PARAGRAPH_SEPARATOR -> " ";
            default -> {
                if (turnsDirection(c)) {
                    yield "";
                }
                if (isNoCharacter(c)) {
                    yield REPLACEMENT;
                }
                yield null;
            }
        };
    }

    private static boolean isNoCharacter(int c) {
        return Character.isISOControl(c)
                || Character.getType(c) == Character.SURROGATE
                || (c & LAST_OF_PLANE) == LAST_OF_PLANE;
    }

    /** Embeddings, overrides and isolates; {@code bdi} and {@code dir} do their work. */
    private static boolean turnsDirection(int c) {
        return (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
    }

    private void begin(String element, String... attributes) throws IOException {
        out.write('<');
        out.write(element);
        for (int i = 0; i < attributes.length; i += 2) {
            out.write(' ');
            out.write(attributes[i]);
            out.write("=\"");
            text(attributes[i + 1]);
            out.write('"');
        }
    }
}
