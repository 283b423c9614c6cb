package io.memberport.cli.terminal;

import java.util.NavigableMap;
import java.util.TreeMap;

/** How many columns of a terminal a text takes: two for wide characters, as of Chinese, none for marks put on others. */
public final class DisplayWidth {

    private static final String ELLIPSIS = "\u2026";

    /** First and last of the ranges that are wide: East Asian Width W and F of Unicode, and pictures. */
    private static final NavigableMap<Integer, Integer> WIDE = new TreeMap<>();

    static {
        WIDE.put(0x1100, 0x115F);
        WIDE.put(0x231A, 0x231B);
        WIDE.put(0x2E80, 0x303E);
        WIDE.put(0x3041, 0x4DBF);
        WIDE.put(0x4E00, 0xA4CF);
        WIDE.put(0xA960, 0xA97F);
        WIDE.put(0xAC00, 0xD7A3);
        WIDE.put(0xF900, 0xFAFF);
        WIDE.put(0xFE10, 0xFE19);
        WIDE.put(0xFE30, 0xFE6F);
        WIDE.put(0xFF00, 0xFF60);
        WIDE.put(0xFFE0, 0xFFE6);
        WIDE.put(0x16FE0, 0x1B2FF);
        WIDE.put(0x1F000, 0x1FAFF);
        WIDE.put(0x20000, 0x3FFFD);
    }

    private DisplayWidth() {}

    public static int of(String text) {
        return text.codePoints().map(DisplayWidth::of).sum();
    }

    private static int of(int character) {
        int type = Character.getType(character);
        if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK || type == Character.FORMAT) {
            return 0;
        }
        var range = WIDE.floorEntry(character);
        return range != null && character <= range.getValue() ? 2 : 1;
    }

    /** The text, or as much of its beginning as fits with an ellipsis. */
    static String cut(String text, int columns) {
        if (of(text) <= columns) {
            return text;
        }
        int room = columns - 1;
        int end = 0;
        while (end < text.length() && of(text.codePointAt(end)) <= room) {
            room -= of(text.codePointAt(end));
            end += Character.charCount(text.codePointAt(end));
        }
        return columns < 1 ? "" : text.substring(0, end) + ELLIPSIS;
    }
}
