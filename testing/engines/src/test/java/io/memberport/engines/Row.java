package io.memberport.engines;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A row as text, so that rows of all engines can be compared. */
record Row(Map<String, @Nullable String> cells) implements Comparable<Row> {

    private static final int LONG = 200;

    Row {
        Map<String, @Nullable String> shown = new TreeMap<>();
        cells.forEach((column, cell) -> shown.put(column, shown(cell)));
        cells = shown;
    }

    /** A cell as text. An array of JSON looks as one of the engine's own does. */
    static @Nullable String text(@Nullable Object cell) {
        if (cell instanceof Instant instant) {
            return instant.truncatedTo(ChronoUnit.MICROS).toString();
        }
        return cell instanceof String text && text.startsWith("[")
                ? RawJson.texts(text).toString()
                : Objects.toString(cell, null);
    }

    /** A long text would make the message of a failure unreadable. */
    private static @Nullable String shown(@Nullable String cell) {
        return cell == null || cell.length() <= LONG ? cell : cell.length() + " characters, hash " + cell.hashCode();
    }

    Row only(List<String> columns) {
        Map<String, @Nullable String> kept = new TreeMap<>(cells);
        kept.keySet().retainAll(columns);
        return new Row(kept);
    }

    @Override
    public int compareTo(Row other) {
        return toString().compareTo(other.toString());
    }

    @Override
    public String toString() {
        return cells.toString();
    }
}
