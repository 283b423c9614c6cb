package io.memberport.encoding.csv;

import io.memberport.encoding.block.LineFilter;
import io.memberport.encoding.block.RowBuffer;
import io.memberport.model.Text;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Leaves the rows of some members out of CSV that this package has written, in either layout: the id is the first cell. What it keeps
 * is the same bytes; the header always stays. Members whose cells are equal because the formula guard has changed one of them cannot
 * be told apart. Memory does not depend on the length of a row. Used by one thread.
 */
public final class MemberRowFilter implements LineFilter {

    /** By their cells. */
    private final Map<Text, Text> members;

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
        this.longest = members.keySet().stream().mapToInt(Text::length).max().orElse(0);
        this.delimiter = (byte) dialect.delimiter();
    }

    private static Map<Text, Text> cells(CsvDialect dialect, Set<Text> memberIds) {
        RowBuffer cell = new RowBuffer(64);
        CellWriter writer = new CellWriter(dialect, cell);
        Map<Text, Text> cells = new HashMap<>();
        for (Text id : memberIds) {
            cell.clear();
            writer.text(id);
            cells.put(Text.wrap(cell.toByteArray(0), 0, cell.size()), id);
        }
        return cells;
    }

    @Override
    public void read(byte[] bytes, int length, RowBuffer out) {
        int at = 0;
        while (at < length) {
            at = inKey ? readKey(bytes, at, length, out) : readRow(bytes, at, length, out);
        }
    }

    /** The last row has an end in every file that is whole. */
    @Override
    public void finish(RowBuffer out) {
        if (inKey) {
            out.append(key.bytes(), 0, key.size());
        }
    }

    @Override
    public long rows() {
        return rows;
    }

    @Override
    public Set<Text> found() {
        return Collections.unmodifiableSet(found);
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
        Text member = members.get(Text.wrap(key.bytes(), 0, key.size()));
        keeps = member == null;
        if (member == null) {
            out.append(key.bytes(), 0, key.size());
        } else {
            rows++;
            found.add(member);
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
