package io.memberport.file.buffer;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What stands between two members of a document: from the closing brace of one to the colon after {@code memberId}, if the
 * next one begins with that. In well-formed JSON it cannot stand in a string, whose quotes would be escaped, nor overlap
 * one: after a string's last quote no name follows. So wherever it is found, an object ends and another one begins with
 * {@code memberId}, which need not be members.
 */
public final class MemberMark {

    private static final byte[] FIRST_FIELD = "\"memberId\"".getBytes(US_ASCII);

    /** Not more than some blanks. */
    private static final int LONGEST = 128;

    private final byte[] mark;
    private final int startAt;

    private MemberMark(byte[] mark, int startAt) {
        this.mark = mark;
        this.startAt = startAt;
    }

    /**
     * The mark between two members.
     *
     * @param end after the closing brace of one
     * @param start of the opening brace of the next, all of which is there
     * @return null if the next member begins with another field
     */
    public static @Nullable MemberMark between(byte[] bytes, int end, int start) {
        int name = afterBlanks(bytes, start + 1);
        int nameEnd = name + FIRST_FIELD.length;
        if (!Arrays.equals(bytes, name, Math.min(nameEnd, bytes.length), FIRST_FIELD, 0, FIRST_FIELD.length)) {
            return null;
        }
        int colon = afterBlanks(bytes, nameEnd);
        return colon - end > LONGEST
                ? null
                : new MemberMark(Arrays.copyOfRange(bytes, end - 1, colon + 1), start - end + 1);
    }

    private static int afterBlanks(byte[] bytes, int from) {
        int at = from;
        while (bytes[at] >= 0 && bytes[at] <= ' ') {
            at++;
        }
        return at;
    }

    /** The index after the brace with which the last mark in a range begins; -1 if there is none. */
    public int lastEnd(byte[] bytes, int from, int to) {
        for (int at = to - mark.length; at >= from; at--) {
            if (bytes[at] == '}' && Arrays.equals(bytes, at, at + mark.length, mark, 0, mark.length)) {
                return at + 1;
            }
        }
        return -1;
    }

    /** The index of the opening brace with which the first mark in a range ends; -1 if there is none. */
    public int firstStart(byte[] bytes, int from, int to) {
        for (int at = from; at <= to - mark.length; at++) {
            if (bytes[at] == '}' && Arrays.equals(bytes, at, at + mark.length, mark, 0, mark.length)) {
                return at + startAt;
            }
        }
        return -1;
    }
}
