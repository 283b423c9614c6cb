package io.memberport.profile.page;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Names and labels as Alida sends them: in any script and direction, and of any length. */
final class Names {

    /** As many characters as a name is shown with in running text. */
    static final int SHORT = 100;

    /** The longest name that is there as a whole, when one points at it. */
    private static final int LONGEST_TITLE = 300;

    private Names() {}

    /** Writes a name or a label, isolated from the direction of the text around it. */
    static Html write(Html html, @Nullable String name) throws IOException {
        if (name == null || name.codePoints().allMatch(Names::isInvisible)) {
            return html.element("i", "(no name)");
        }
        String shown = shortened(name, SHORT);
        return shown.equals(name) || name.length() > LONGEST_TITLE
                ? html.element("bdi", shown)
                : html.element("bdi", shown, "title", name);
    }

    private static boolean isInvisible(int c) {
        return Character.isWhitespace(c)
                || Character.isSpaceChar(c)
                || Character.isISOControl(c)
                || Character.getType(c) == Character.FORMAT;
    }

    /** At most this many code points, the last of which is an ellipsis if some are left out. */
    static String shortened(String text, int most) {
        // Surrogates count twice here, so what is short enough by this is so by code points.
        if (text.length() <= most || text.codePointCount(0, text.length()) <= most) {
            return text;
        }
        return text.substring(0, text.offsetByCodePoints(0, most - 1)) + "…";
    }
}
