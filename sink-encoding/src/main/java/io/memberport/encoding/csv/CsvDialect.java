package io.memberport.encoding.csv;

import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;

/**
 * What is left to choose about CSV.
 *
 * @param delimiter what stands between cells: an ASCII character that cannot be mistaken for anything else in a row, so no
 *     letter, digit, quote, line end or NUL
 * @param formulaGuard whether text that a spreadsheet would read as a formula gets an apostrophe
 * @param lists what several values of a variable become in the wide layout
 */
public record CsvDialect(char delimiter, boolean formulaGuard, ListForm lists) {

    /** With JSON arrays. */
    public CsvDialect(char delimiter, boolean formulaGuard) {
        this(delimiter, formulaGuard, ListForm.JSON);
    }

    /**
     * Checks the delimiter.
     *
     * @throws MemberportException of kind {@link FailureKind#CONFIGURATION} if it cannot be one
     */
    public CsvDialect {
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
