package io.memberport.encoding.csv;

import io.memberport.encoding.block.RowBuffer;
import io.memberport.model.MemberCursor;
import io.memberport.model.MemberCursor.Part;
import io.memberport.model.Text;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Writes cells as RFC 4180 has them, quoted only where necessary: a null is an empty cell, an empty text is a pair of
 * quotes. Copies UTF-8 as it is and makes no object per cell. Used by one thread at a time.
 */
final class CellWriter {

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long LOW_BITS = 0x0101010101010101L;
    private static final long HIGH_BITS = 0x8080808080808080L;
    private static final long QUOTES = LOW_BITS * '"';
    private static final long CARRIAGE_RETURNS = LOW_BITS * '\r';
    private static final long LINE_FEEDS = LOW_BITS * '\n';

    private final RowBuffer out;
    private final byte delimiter;
    private final long delimiters;
    private final boolean formulaGuard;

    /**
     * Writes to the end of a buffer.
     *
     * @param out where the cells go; its owner may clear it between rows
     */
    CellWriter(CsvDialect dialect, RowBuffer out) {
        this.out = out;
        this.delimiter = (byte) dialect.delimiter();
        this.delimiters = LOW_BITS * dialect.delimiter();
        this.formulaGuard = dialect.formulaGuard();
    }

    RowBuffer out() {
        return out;
    }

    /** Ends a cell that is not the last of its row. */
    void next() {
        out.append(delimiter);
    }

    void endRow() {
        int at = out.extend(2);
        out.bytes()[at] = '\r';
        out.bytes()[at + 1] = '\n';
    }

    /** Text, which the formula guard looks at if it is on. */
    void text(@Nullable Text text) {
        cell(text, true);
    }

    /**
     * @param isText whether the formula guard looks at it if it is on
     */
    void cell(@Nullable Text content, boolean isText) {
        if (content != null) {
            int start = out.size();
            out.append(content);
            finish(start, formulaGuard && isText);
        }
    }

    /**
     * @param isText whether the formula guard looks at it if it is on
     */
    void cell(MemberCursor at, Part part, boolean isText) {
        int length = at.length(part);
        if (length >= 0) {
            int start = out.extend(length);
            at.copy(part, out.bytes(), start);
            finish(start, formulaGuard && isText);
        }
    }

    /** Text, which the formula guard looks at if it is on. */
    void text(@Nullable String text) {
        if (text != null) {
            int start = out.size();
            out.append(text.getBytes(StandardCharsets.UTF_8));
            finish(start, formulaGuard);
        }
    }

    /**
     * Makes a cell of what was written to {@link #out()} from an index on.
     *
     * @param isText whether the formula guard looks at it if it is on
     */
    void endCell(int start, boolean isText) {
        finish(start, formulaGuard && isText);
    }

    private void finish(int start, boolean guarded) {
        if (guarded && FormulaGuard.applies(out.bytes(), start, out.size())) {
            out.insert(start, (byte) '\'');
        }
        if (needsQuotes(out.bytes(), start, out.size())) {
            quote(start);
        }
    }

    /**
     * Eight bytes at a time, the last of them overlapping; what is shorter than eight is read together with whatever
     * follows in the buffer, which is then masked.
     */
    private boolean needsQuotes(byte[] bytes, int from, int to) {
        int last = to - Long.BYTES;
        if (last < from) {
            int length = to - from;
            long mask = (1L << (length * Byte.SIZE)) - 1;
            return length == 0 || hasSpecial((long) LONGS.get(bytes, from) & mask);
        }
        for (int at = from; at < last; at += Long.BYTES) {
            if (hasSpecial((long) LONGS.get(bytes, at))) {
                return true;
            }
        }
        return hasSpecial((long) LONGS.get(bytes, last));
    }

    private boolean hasSpecial(long word) {
        return (zeroBytes(word ^ delimiters)
                        | zeroBytes(word ^ QUOTES)
                        | zeroBytes(word ^ CARRIAGE_RETURNS)
                        | zeroBytes(word ^ LINE_FEEDS))
                != 0;
    }

    /** Not 0 if and only if some byte of the word is 0 (Warren, Hacker's Delight, 6-1). */
    private static long zeroBytes(long word) {
        return (word - LOW_BITS) & ~word & HIGH_BITS;
    }

    /** Quotes a cell in place, from its end to its start, so that no byte is overwritten before it has moved. */
    private void quote(int start) {
        int end = out.size();
        int quotes = count(out.bytes(), start, end);
        out.extend(quotes + 2);
        byte[] bytes = out.bytes();
        int to = out.size();
        bytes[--to] = '"';
        int from = end;
        for (int left = quotes; left > 0; from--) {
            byte b = bytes[from - 1];
            bytes[--to] = b;
            if (b == '"') {
                bytes[--to] = '"';
                left--;
            }
        }
        System.arraycopy(bytes, start, bytes, start + 1, from - start);
        bytes[start] = '"';
    }

    private static int count(byte[] bytes, int from, int to) {
        int quotes = 0;
        int at = from;
        for (; at + Long.BYTES <= to; at += Long.BYTES) {
            quotes += Long.bitCount(everyZeroByte((long) LONGS.get(bytes, at) ^ QUOTES));
        }
        for (; at < to; at++) {
            if (bytes[at] == '"') {
                quotes++;
            }
        }
        return quotes;
    }

    /** The high bit of every byte that is 0, and of no other (Warren, Hacker's Delight, 6-1). */
    private static long everyZeroByte(long word) {
        return ~(((word & ~HIGH_BITS) + ~HIGH_BITS) | word | ~HIGH_BITS);
    }
}
