package io.memberport.encoding.column;

import io.memberport.model.ProfileVariable;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The rule by which a variable's column is named where engines of SQL read it, the same for all of them: the variable's name in lower case, each
 * run of characters other than letters and digits (with the marks upon them) of the Basic Multilingual Plane made one
 * {@code _}, none at the ends, {@code v_} before a digit, {@code _} after a reserved word. Where that is taken, with the
 * first eight characters of the variable's id after it; then with the whole id; then with a number after that. A variable
 * without a name is called {@code variable_} and the same parts of its id.
 *
 * <p>No name is longer than {@value #LONGEST_BYTES} bytes of UTF-8, in lower or upper case, which is what PostgreSQL takes
 * and less than what others take. What is too long loses its end; what follows it stays whole.
 *
 * <p>Immutable.
 */
final class SqlName {

    static final int LONGEST_BYTES = 63;

    private static final String NAMELESS = "variable";
    private static final int SHORT_ID = 8;

    /** More than a guid has; leaves room for a number, and for something of the name. */
    private static final int LONGEST_ID_BYTES = 40;

    /** Letters and marks that show nothing: names that differ by them alone look the same. */
    private static final Pattern UNSEEN =
            Pattern.compile("[\\u034F\\u115F\\u1160\\u17B4\\u17B5\\u180B-\\u180F\\u3164\\uFE00-\\uFE0F\\uFFA0]");

    private static final char SHARP_S = 'ß';

    private static final Pattern DIACRITICS = Pattern.compile("[\\u0300-\\u036F]+");

    private final String base;
    private final String id;
    private final int firstAttempt;

    private SqlName(String base, String id, int firstAttempt) {
        this.base = base;
        this.id = id;
        this.firstAttempt = firstAttempt;
    }

    static SqlName of(ProfileVariable variable) {
        String name = cleaned(variable.name());
        String id = cut(cleaned(variable.id()), LONGEST_ID_BYTES);
        if (name.isEmpty()) {
            return new SqlName(NAMELESS, id, 1);
        }
        return new SqlName(Character.isDigit(name.charAt(0)) ? "v_" + name : name, id, 0);
    }

    /** The name to try after a number of others were taken; one that was tried before may come again. */
    String candidate(int taken) {
        int attempt = firstAttempt + taken;
        String suffix =
                switch (attempt) {
                    case 0 -> "";
                    case 1 -> suffix(ending(id, Math.min(SHORT_ID, id.length())));
                    case 2 -> suffix(id);
                    default -> suffix(id) + suffix(String.valueOf(attempt - 1));
                };
        String candidate = cut(base, LONGEST_BYTES - sizeBytes(suffix)) + suffix;
        return ReservedWords.contains(candidate) ? candidate + "_" : candidate;
    }

    private static String suffix(String part) {
        return part.isEmpty() ? "" : "_" + part;
    }

    /**
     * What names have in common if they count as the same anywhere: they share one of these at least. Databases ignore case
     * each in its own way, so that in some {@code ß} is {@code ss} and in MariaDB {@code s}.
     */
    static Set<String> keys(String name) {
        return Set.of("case " + caseKey(name), "general " + generalKey(name));
    }

    /** For databases that ignore case. MariaDB before 11.5 ignores accents here and there, too (MDEV-23465). */
    private static String caseKey(String name) {
        String folded = Normalizer.normalize(name, Normalizer.Form.NFC)
                .toUpperCase(Locale.ROOT)
                .toLowerCase(Locale.ROOT);
        String bare = DIACRITICS
                .matcher(Normalizer.normalize(folded, Normalizer.Form.NFD))
                .replaceAll("");
        return Normalizer.normalize(bare, Normalizer.Form.NFC);
    }

    /** For {@code utf8mb3_general_ci}, by which MariaDB tells the columns of large tables apart: it folds letter by letter. */
    private static String generalKey(String name) {
        String bare = DIACRITICS
                .matcher(Normalizer.normalize(name, Normalizer.Form.NFKD))
                .replaceAll("");
        StringBuilder key = new StringBuilder(bare.length());
        for (int i = 0; i < bare.length(); i++) {
            char c = bare.charAt(i);
            key.append(c == SHARP_S ? 'S' : Character.toUpperCase(c));
        }
        return key.toString();
    }

    private static String cleaned(@Nullable String text) {
        if (text == null) {
            return "";
        }
        String folded = Normalizer.normalize(
                Normalizer.normalize(text, Normalizer.Form.NFC).toLowerCase(Locale.ROOT), Normalizer.Form.NFC);
        String seen = UNSEEN.matcher(folded).replaceAll(" ");
        StringBuilder cleaned = new StringBuilder(seen.length());
        boolean inWord = false;
        for (int i = 0; i < seen.length(); i++) {
            char c = seen.charAt(i);
            boolean starts = Character.isLetterOrDigit(c);
            if (starts && !inWord && !cleaned.isEmpty()) {
                cleaned.append('_');
            }
            // A mark with nothing under it would be upon the underscore.
            inWord = starts || (inWord && isMark(c));
            if (inWord) {
                cleaned.append(c);
            }
        }
        return cleaned.toString();
    }

    /** The longest beginning that is not too long. */
    private static String cut(String cleaned, int longestBytes) {
        int end = 0;
        for (int size = 0; end < cleaned.length(); end++) {
            size += sizeBytes(cleaned.charAt(end));
            if (size > longestBytes) {
                break;
            }
        }
        return ending(cleaned, end);
    }

    /** The beginning that ends at an index, or before it where a letter would lose its marks or a {@code _} be last. */
    private static String ending(String cleaned, int end) {
        int whole = end;
        while (whole > 0 && whole < cleaned.length() && isMark(cleaned.charAt(whole))) {
            whole--;
        }
        // More marks than there is room for: then some of them.
        String beginning = cleaned.substring(0, whole == 0 ? end : whole);
        return beginning.endsWith("_") ? beginning.substring(0, beginning.length() - 1) : beginning;
    }

    private static int sizeBytes(String text) {
        return text.chars().map(c -> sizeBytes((char) c)).sum();
    }

    /** In lower or upper case, whichever takes more. */
    private static int sizeBytes(char c) {
        if (c < 0x80) {
            return 1;
        }
        String upper = String.valueOf(c).toUpperCase(Locale.ROOT);
        return Math.max(utf8Bytes(c), upper.chars().map(SqlName::utf8Bytes).sum());
    }

    private static int utf8Bytes(int c) {
        return c < 0x80 ? 1 : c < 0x800 ? 2 : 3;
    }

    private static boolean isMark(char c) {
        return switch (Character.getType(c)) {
            case Character.NON_SPACING_MARK, Character.COMBINING_SPACING_MARK, Character.ENCLOSING_MARK -> true;
            default -> false;
        };
    }
}
