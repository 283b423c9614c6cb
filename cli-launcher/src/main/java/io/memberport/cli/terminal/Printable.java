package io.memberport.cli.terminal;

import io.memberport.export.TargetResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Text and numbers in the form in which they are shown. */
public final class Printable {

    private static final String[] UNITS = {"B", "kB", "MB", "GB", "TB", "PB", "EB"};

    private Printable() {}

    /** Foreign text without control characters, which a terminal would obey. */
    public static String text(String foreign) {
        StringBuilder shown = new StringBuilder(foreign.length());
        foreign.codePoints().map(c -> isHarmless(c) ? c : '\uFFFD').forEach(shown::appendCodePoint);
        return shown.toString();
    }

    private static boolean isHarmless(int codePoint) {
        int type = Character.getType(codePoint);
        return type != Character.CONTROL
                && type != Character.LINE_SEPARATOR
                && type != Character.PARAGRAPH_SEPARATOR
                // Marks that reorder text or hide it; the joiners that scripts need are spared.
                && (type != Character.FORMAT || codePoint == 0x200C || codePoint == 0x200D);
    }

    /** How results and progress name what became of a target. */
    public static String outcome(TargetResult.Outcome outcome) {
        return switch (outcome) {
            case COMMITTED -> "written";
            case ALREADY_COMMITTED -> "already-written";
            case FAILED -> "failed";
        };
    }

    public static String bytes(long bytes) {
        double amount = bytes;
        int unit = 0;
        while (amount >= 999.5 && unit < UNITS.length - 1) {
            amount /= 1000;
            unit++;
        }
        return String.format(Locale.ROOT, unit == 0 || amount >= 99.5 ? "%.0f %s" : "%.1f %s", amount, UNITS[unit]);
    }

    public static String count(long number, String one, String many) {
        return String.format(Locale.ROOT, "%,d %s", number, number == 1 ? one : many);
    }

    static String seconds(long seconds) {
        if (seconds < 60) {
            return seconds + " s";
        }
        if (seconds < 3600) {
            return String.format(Locale.ROOT, "%d min %02d s", seconds / 60, seconds % 60);
        }
        return String.format(Locale.ROOT, "%d h %02d min", seconds / 3600, seconds / 60 % 60);
    }

    /**
     * A text in lines that break at blanks only: a path or an address stays whole, to be copied.
     *
     * @param first what the first line begins with
     * @param others what the others begin with
     */
    public static List<String> wrapped(String text, String first, String others, int width) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder(first);
        String separator = "";
        for (String word : text.split(" ", -1)) {
            if (!separator.isEmpty() && line.length() + separator.length() + word.length() > width) {
                lines.add(line.toString());
                line = new StringBuilder(others);
                separator = "";
            }
            line.append(separator).append(word);
            separator = " ";
        }
        lines.add(line.toString());
        return lines;
    }

    /** A word as a POSIX shell takes it. */
    public static String shellWord(String word) {
        return word.matches("[A-Za-z0-9_./:@%+=,-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
