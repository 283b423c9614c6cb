package io.memberport.encoding.csv;

import io.memberport.encoding.block.RowBuffer;
import io.memberport.encoding.json.JsonText;
import io.memberport.model.MemberCursor;
import io.memberport.model.Text;
import org.jspecify.annotations.Nullable;

/** What several values become in one cell. */
public enum ListForm {
    /** A JSON array, for programs. */
    JSON,
    /**
     * {@code Chess; Go}, for people. A value is in double quotes, those within it doubled, if it has a semicolon, a quote or a line end,
     * begins or ends with a blank, is empty, or is the word {@code null}, which without quotes is a null. So a program can tell the
     * values apart, too.
     */
    TEXT;

    private static final Text NULL = Text.of("null");

    /**
     * Appends all values that a member has in a column.
     *
     * @param at somewhere in the member; stands behind the last value afterwards
     * @param firstVariable the first that the member has in the column
     */
    public void append(MemberCursor at, MemberColumns columns, int firstVariable, RowBuffer out) {
        if (this == JSON) {
            out.append((byte) '[');
        }
        boolean isFirst = true;
        for (int variable = firstVariable; variable != MemberColumns.NONE; variable = columns.after(variable)) {
            at.toVariable(variable);
            while (at.nextValue()) {
                if (!isFirst) {
                    appendSeparator(out);
                }
                isFirst = false;
                appendValue(at, out);
            }
        }
        if (this == JSON) {
            out.append((byte) ']');
        }
    }

    private void appendSeparator(RowBuffer out) {
        switch (this) {
            case JSON -> out.append((byte) ',');
            case TEXT -> {
                out.append((byte) ';');
                out.append((byte) ' ');
            }
        }
    }

    private void appendValue(MemberCursor at, RowBuffer out) {
        switch (this) {
            case JSON -> JsonText.appendValue(at, out);
            case TEXT -> appendText(at.value(), out);
        }
    }

    private static void appendText(@Nullable Text text, RowBuffer out) {
        if (text == null) {
            out.append(NULL);
        } else if (needsQuotes(text)) {
            appendQuoted(text, out);
        } else {
            out.append(text);
        }
    }

    private static boolean needsQuotes(Text text) {
        int length = text.length();
        if (length == 0 || isBlank(text.byteAt(0)) || isBlank(text.byteAt(length - 1)) || text.equals(NULL)) {
            return true;
        }
        for (int i = 0; i < length; i++) {
            byte b = text.byteAt(i);
            if (b == ';' || b == '"' || b == '\n' || b == '\r') {
                return true;
            }
        }
        return false;
    }

    private static boolean isBlank(byte b) {
        return b >= 0 && b <= ' ';
    }

    private static void appendQuoted(Text text, RowBuffer out) {
        out.append((byte) '"');
        for (int i = 0; i < text.length(); i++) {
            byte b = text.byteAt(i);
            if (b == '"') {
                out.append(b);
            }
            out.append(b);
        }
        out.append((byte) '"');
    }
}
