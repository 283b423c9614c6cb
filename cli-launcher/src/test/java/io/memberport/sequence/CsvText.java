package io.memberport.sequence;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads CSV as RFC 4180 has it; an empty cell without quotes is a null. */
final class CsvText {

    private final String text;
    private final char delimiter;
    private int next;

    private CsvText(String text, char delimiter) {
        this.text = text;
        this.delimiter = delimiter;
    }

    static List<List<@Nullable String>> rows(String text, char delimiter) {
        CsvText csv = new CsvText(text, delimiter);
        List<List<@Nullable String>> rows = new ArrayList<>();
        while (csv.next < text.length()) {
            rows.add(csv.row());
        }
        return rows;
    }

    private List<@Nullable String> row() {
        List<@Nullable String> cells = new ArrayList<>();
        cells.add(cell());
        while (text.charAt(next) == delimiter) {
            next++;
            cells.add(cell());
        }
        if (!text.startsWith("\r\n", next)) {
            throw new IllegalArgumentException("no end of a row at " + next);
        }
        next += 2;
        return cells;
    }

    private @Nullable String cell() {
        if (text.charAt(next) == '"') {
            return quoted();
        }
        int start = next;
        while (text.charAt(next) != delimiter && text.charAt(next) != '\r') {
            next++;
        }
        return start == next ? null : text.substring(start, next);
    }

    private String quoted() {
        StringBuilder cell = new StringBuilder();
        next++;
        while (text.charAt(next) != '"' || text.startsWith("\"\"", next)) {
            next += text.charAt(next) == '"' ? 1 : 0;
            cell.append(text.charAt(next));
            next++;
        }
        next++;
        return cell.toString();
    }
}
