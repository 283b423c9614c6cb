package io.memberport.sink.xlsx;

import io.memberport.encoding.block.RowBuffer;
import io.memberport.encoding.column.InvalidValuePolicy;
import io.memberport.model.Text;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/** Writes rows of a sheet, cell by cell. A cell that is skipped is not there, which is how a null looks. Used by one thread at a time. */
final class RowWriter {

    private static final byte[][] STYLES = styles();
    private static final byte[] TEXT = ascii(" t=\"inlineStr\"><is><t>");
    private static final byte[] TEXT_WITH_BLANKS = ascii(" t=\"inlineStr\"><is><t xml:space=\"preserve\">");
    private static final byte[] END_TEXT = ascii("</t></is></c>");
    private static final byte[] NUMBER = ascii("><v>");
    private static final byte[] END_NUMBER = ascii("</v></c>");

    private static final int LETTERS = 26;

    private final RowBuffer out;
    private final InvalidValuePolicy policy;
    private final byte[][] starts;
    private byte[] rowNumber = {};
    private int column;

    /**
     * Writes to the end of a buffer.
     *
     * @param columns the most that a row has
     */
    RowWriter(int columns, InvalidValuePolicy policy, RowBuffer out) {
        this.out = out;
        this.policy = policy;
        this.starts = new byte[columns][];
        for (int i = 0; i < columns; i++) {
            starts[i] = ascii("<c r=\"" + columnName(i));
        }
    }

    private static byte[][] styles() {
        byte[][] styles = new byte[Style.COUNT][];
        for (int i = 0; i < styles.length; i++) {
            styles[i] = ascii("\" s=\"" + i + "\"");
        }
        return styles;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** A, B, …, Z, AA, AB, …, of a column counted from 0. */
    static String columnName(int index) {
        String name = "";
        for (int left = index + 1; left > 0; left = (left - 1) / LETTERS) {
            name = (char) ('A' + (left - 1) % LETTERS) + name;
        }
        return name;
    }

    RowBuffer out() {
        return out;
    }

    /**
     * Begins a row.
     *
     * @param number counted from 1
     */
    void startRow(int number) {
        rowNumber = ascii(Integer.toString(number));
        column = 0;
        append("<row r=\"");
        out.append(rowNumber);
        append("\">");
    }

    void endRow() {
        append("</row>");
    }

    /** Writes XML as it is. */
    void append(String xml) {
        out.append(xml.getBytes(StandardCharsets.UTF_8));
    }

    void skip() {
        column++;
    }

    void text(Text text) {
        text(text, Style.TEXT);
    }

    void text(String text) {
        text(Text.of(text), Style.TEXT);
    }

    void header(String text) {
        text(Text.of(text), Style.HEADER);
    }

    private void text(Text text, int style) {
        startCell(style);
        out.append(hasBlankEnd(text) ? TEXT_WITH_BLANKS : TEXT);
        CellText.append(text, policy, out);
        out.append(END_TEXT);
    }

    private static boolean hasBlankEnd(Text text) {
        return !text.isEmpty() && (isBlank(text.byteAt(0)) || isBlank(text.byteAt(text.length() - 1)));
    }

    private static boolean isBlank(byte b) {
        return b >= 0 && b <= ' ';
    }

    /** A number if a cell holds all of it, otherwise the text. */
    void number(Text digits) {
        int decimals = NumberCell.decimals(digits);
        if (decimals == NumberCell.NONE) {
            text(digits);
            return;
        }
        startCell(Style.number(decimals));
        out.append(NUMBER);
        out.append(digits);
        out.append(END_NUMBER);
    }

    /** A date-time if a cell holds all of it, otherwise the text. */
    void time(Text dateTime) {
        Instant instant = DateCell.parse(dateTime);
        if (instant == null) {
            text(dateTime);
            return;
        }
        startCell(DateCell.style(dateTime, instant));
        out.append(NUMBER);
        DateCell.append(instant, out);
        out.append(END_NUMBER);
    }

    private void startCell(int style) {
        out.append(starts[column++]);
        out.append(rowNumber);
        out.append(STYLES[style]);
    }
}
