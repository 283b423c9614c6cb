package io.memberport.encoding.csv;

import io.memberport.model.ProfileVariable;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The rule by which a variable's column is named: its name with every run of white space and control characters made one
 * space, or its id if nothing is left of that; where that name is taken, the name with the first eight characters of the
 * id in parentheses; then with the whole id; then with a number after that.
 *
 * <p>Names count as the same if they differ only in case or in the composition of accents, because many readers of a
 * file do not tell such names apart.
 */
final class ColumnName {

    private static final Pattern BLANKS = Pattern.compile("[\\p{IsWhite_Space}\\p{Cntrl}\\u001C-\\u001F\\uFEFF]+");
    private static final int SHORT_ID = 8;

    private ColumnName() {}

    /** The name to try after a number of others were taken. */
    static String candidate(ProfileVariable variable, int attempt) {
        String id = clean(variable.id());
        String name = clean(variable.name());
        String base = name.isEmpty() ? id : name;
        return switch (attempt) {
            case 0 -> base;
            case 1 -> base + " (" + shortened(id) + ")";
            case 2 -> base + " (" + id + ")";
            default -> base + " (" + id + ") " + (attempt - 1);
        };
    }

    private static String clean(@Nullable String name) {
        return name == null ? "" : BLANKS.matcher(name).replaceAll(" ").strip();
    }

    private static String shortened(String id) {
        return id.codePointCount(0, id.length()) <= SHORT_ID ? id : id.substring(0, id.offsetByCodePoints(0, SHORT_ID));
    }

    /**
     * What two names have in common if they count as the same. A name before which the formula guard puts an apostrophe
     * also counts as the name with it, so that switching the guard makes no two columns alike.
     */
    static Set<String> keys(String name) {
        byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
        return FormulaGuard.applies(bytes, 0, bytes.length) ? Set.of(key(name), key("'" + name)) : Set.of(key(name));
    }

    private static String key(String name) {
        String folded = Normalizer.normalize(name, Normalizer.Form.NFC)
                .toUpperCase(Locale.ROOT)
                .toLowerCase(Locale.ROOT);
        return Normalizer.normalize(folded, Normalizer.Form.NFC);
    }
}
