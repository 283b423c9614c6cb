package io.memberport.sink.csv;

import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import io.memberport.sink.csv.CsvMemberSink.Layout;

/**
 * Everything that decides which bytes an export becomes. Two files of the same export and the same format are equal.
 *
 * @param delimiter an ASCII character that cannot be mistaken for anything else in a row
 * @param formulaGuard whether text that a spreadsheet would take for a formula gets an apostrophe
 */
record CsvFormat(Layout layout, char delimiter, boolean formulaGuard, Compression compression) {

    CsvFormat {
        if (!isDelimiter(delimiter)) {
            throw new MemberportException(
                    FailureKind.CONFIGURATION,
                    "This character (code " + (int) delimiter + ") cannot delimit CSV cells. Use a comma, a semicolon,"
                            + " a tab, a pipe or another ASCII character that is no letter, digit, quote, line end or"
                            + " NUL.");
        }
    }

    private static boolean isDelimiter(char c) {
        boolean reserved = c == 0 || c == '"' || c == '\r' || c == '\n';
        return c < 128 && !reserved && !Character.isLetterOrDigit(c);
    }
}
