package io.memberport.encoding.csv;

import io.memberport.encoding.block.RowBuffer;
import io.memberport.model.Text;
import java.util.HashSet;
import java.util.Set;

/**
 * Leaves the rows of some members out of CSV that this package has written, in either layout: the id is the first cell. What it keeps
 * is the same bytes; the header always stays. Members whose cells are equal because the formula guard has changed one of them cannot
 * be told apart. Memory does not depend on the length of a row. Used by one thread.
 */
public final class MemberRowFilter {

    /** As cells. */
    private final Set<Text> members;

    private final int longest;
    private final byte delimiter;
    private final Set<Text> found = new HashSet<>();
    private final RowBuffer key = new RowBuffer(64);
    private long rows;

    /** Whether this is still in the first cell, of which {@link #key} has what was read. */
    private boolean inKey;

    private boolean inQuotes;
    private boolean keeps = true;

    /** Begins before the header. */
    public MemberRowFilter(CsvDialect dialect, Set<Text> memberIds) {
        this.members = cells(dialect, memberIds);
        this.longest = members.stream().mapToInt(Text::length).max().orElse(0);
        this.delimiter = (byte) dialect.delimiter();
    }

    private static Set<Text> cells(CsvDialect dialect, Set<Text> memberIds) {
        RowBuffer cell = new RowBuffer(64);
        CellWriter writer = new CellWriter(dialect, cell);
        Set<Text> cells = new HashSet<>();
        for (Text id : memberIds) {
            cell.clear();
            writer.text(id);
            cells.add(Text.wrap(cell.toByteArray(0), 0, cell.size()));
        }
        return cells;
    }

    /**
     * Reads on.
     *
     * @param out gets what stays, but for the beginning of a row of which it is not known yet
     */
    public void read(byte[] bytes, int length, RowBuffer out) {
        int at = 0;
        while (at < length) {
            at = inKey ? readKey(bytes, at, length, out) : readRow(bytes, at, length, out);
        }
    }

    /** Ends the file: its last row has an end in every file that is whole. */
    public void finish(RowBuffer out) {
        if (inKey) {
            out.append(key.bytes(), 0, key.size());
        }
    }

    /** Rows left out. */
    public long rows() {
        return rows;
    }

    /** Members of whom rows were left out. */
    public long members() {
        return found.size();
    }

    private int readKey(byte[] bytes, int from, int to, RowBuffer out) {
        int at = from;
        while (at < to && key.size() <= longest) {
            byte b = bytes[at];
            if (!inQuotes && (b == delimiter || b == '\r' || b == '\n')) {
                decide(out);
                return at;
            }
            if (b == '"') {
                inQuotes = !inQuotes;
            }
            key.append(b);
            at++;
        }
        if (key.size() > longest) {
            decide(out);
        }
        return at;
    }

    private void decide(RowBuffer out) {
        Text cell = Text.wrap(key.bytes(), 0, key.size());
        keeps = !members.contains(cell);
        if (keeps) {
            out.append(key.bytes(), 0, key.size());
        } else {
            rows++;
            found.add(Text.wrap(key.toByteArray(0), 0, key.size()));
        }
        inKey = false;
    }

    private int readRow(byte[] bytes, int from, int to, RowBuffer out) {
        int at = from;
        while (at < to && !inKey) {
            byte b = bytes[at++];
            if (b == '"') {
                inQuotes = !inQuotes;
            } else if (b == '\n' && !inQuotes) {
                inKey = true;
                key.clear();
            }
        }
        if (keeps) {
            out.append(bytes, from, at - from);
        }
        return at;
    }
}
