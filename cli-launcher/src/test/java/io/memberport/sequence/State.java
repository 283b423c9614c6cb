package io.memberport.sequence;

import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What a target holds, as paths such as {@code member[m-1].last_batch_id}; what is null has no path. */
final class State {

    private static final int LONGEST = 300;

    private State() {}

    static void put(SortedMap<String, Object> state, String path, @Nullable Object value) {
        if (value != null) {
            state.put(path, value);
        }
    }

    /** A date-time of the document's; what cannot be read counts as absent. */
    static @Nullable Object instant(@Nullable String dateTime) {
        return dateTime == null ? null : Meaning.asInstant(dateTime);
    }

    static String path(String table, Object... key) {
        StringBuilder path = new StringBuilder(table).append('[');
        for (Object part : key) {
            path.append(path.charAt(path.length() - 1) == '[' ? "" : "|").append(part);
        }
        return path.append(']').toString();
    }

    /** The first differences in words; empty if there is none. */
    static String difference(SortedMap<String, Object> expected, SortedMap<String, Object> actual) {
        SortedSet<String> paths = new TreeSet<>(expected.keySet());
        paths.addAll(actual.keySet());
        StringBuilder said = new StringBuilder();
        int differences = 0;
        for (String path : paths) {
            Object wanted = expected.get(path);
            Object found = actual.get(path);
            if (!Alike.same(wanted, found) && ++differences <= 8) {
                said.append(shown(path)).append(": expected ").append(shown(wanted));
                said.append(", but was ").append(shown(found)).append('\n');
            }
        }
        return differences > 8 ? said + "and " + (differences - 8) + " more\n" : said.toString();
    }

    private static String shown(@Nullable Object value) {
        String type =
                value == null || value instanceof String ? "" : value.getClass().getSimpleName() + " ";
        String text = Export.quoted(type + value);
        return text.length() > LONGEST ? text.substring(0, LONGEST) + "… (" + text.length() + ")" : text;
    }
}
