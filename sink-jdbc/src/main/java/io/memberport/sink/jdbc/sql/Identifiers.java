package io.memberport.sink.jdbc.sql;

import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import io.memberport.model.Text;
import java.nio.charset.StandardCharsets;

/**
 * The ids that every database holds: {@value #LONGEST} characters at most, none of them U+0000. Nothing is put in the
 * place of an id that is another, for it could be the id of something else.
 */
public final class Identifiers {

    /** How long an id may be, in characters of Unicode: what fits into the keys of every database. */
    public static final int LONGEST = 255;

    /** The same where a database counts UTF-16 units, of which a character has one or two. */
    public static final int LONGEST_UNITS = 2 * LONGEST;

    private Identifiers() {}

    /**
     * The same id.
     *
     * @param what whose id it is: "member"
     * @throws MemberportException of kind {@link FailureKind#TARGET} if it is none that every database holds
     */
    public static Text checked(Text id, String what) {
        if (!isOne(id)) {
            throw refused("The export has a " + what + " whose id", isShort(id));
        }
        return id;
    }

    /** Whether every database holds it. */
    public static boolean isOne(Text id) {
        return isShort(id) && !hasNul(id);
    }

    private static boolean isShort(Text id) {
        return id.length() <= LONGEST || characters(id) <= LONGEST;
    }

    /**
     * The same name.
     *
     * @param whose how it is called: "The export's batch id"
     * @throws MemberportException of kind {@link FailureKind#TARGET} if it is none that every database holds
     */
    public static String checked(String name, String whose) {
        boolean isShort = name.codePointCount(0, name.length()) <= LONGEST;
        boolean isText =
                name.indexOf(0) < 0 && StandardCharsets.UTF_8.newEncoder().canEncode(name);
        if (!isShort || !isText) {
            throw refused(whose, isShort);
        }
        return name;
    }

    private static MemberportException refused(String whose, boolean isShort) {
        return new MemberportException(
                FailureKind.TARGET,
                whose
                        + (isShort
                                ? " has the character U+0000 or half a surrogate pair in it"
                                : " is longer than " + LONGEST + " characters")
                        + ", which a database cannot hold. Nothing was committed. Write such an export to files or to object"
                        + " storage, and ask the vendor about the id.");
    }

    /**
     * Refuses the name of a schema that a database would cut off, or does not know, so that it could mean another one.
     *
     * @param length its length as the database counts
     * @param unit of both lengths, for the message
     */
    public static void requireShortSchema(int length, int longest, String unit) {
        if (length > longest) {
            throw new MemberportException(
                    FailureKind.CONFIGURATION,
                    "The option schema is a name of " + length + " " + unit + "; the database keeps " + longest
                            + " at most. Name a schema with a shorter name.");
        }
    }

    /** The first characters, as many as there are and no more than so many. */
    public static String beginning(String name, int characters) {
        return name.codePointCount(0, name.length()) <= characters
                ? name
                : name.substring(0, name.offsetByCodePoints(0, characters));
    }

    /** Bytes of UTF-8 that begin a character. */
    private static int characters(Text text) {
        int characters = 0;
        for (int i = 0; i < text.length(); i++) {
            if ((text.byteAt(i) & 0xC0) != 0x80) {
                characters++;
            }
        }
        return characters;
    }

    private static boolean hasNul(Text text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.byteAt(i) == 0) {
                return true;
            }
        }
        return false;
    }
}
