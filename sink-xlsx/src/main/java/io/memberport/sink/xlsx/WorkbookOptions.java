package io.memberport.sink.xlsx;

import io.memberport.encoding.column.InvalidValuePolicy;

/**
 * What is left to choose about a workbook.
 *
 * @param replacesInvalidValues whether a text that is too long for a cell is cut; else the run fails
 * @param membersPerSheet how many there are before the next sheet begins
 */
record WorkbookOptions(boolean replacesInvalidValues, int membersPerSheet) {

    WorkbookOptions(boolean replacesInvalidValues) {
        this(replacesInvalidValues, Sheets.MOST_ROWS - SheetFrame.ROWS);
    }

    /** One for each run, which counts. */
    InvalidValuePolicy policy() {
        return policy(replacesInvalidValues);
    }

    /** One for each run, for sheets whose texts have been looked at before. */
    static InvalidValuePolicy cutting() {
        return policy(true);
    }

    private static InvalidValuePolicy policy(boolean replaces) {
        return new InvalidValuePolicy(replaces, "a cell of a workbook", "another target");
    }
}
