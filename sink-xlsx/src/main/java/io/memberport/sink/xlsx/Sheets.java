package io.memberport.sink.xlsx;

/** What a sheet of a workbook has room for (ECMA-376; Microsoft, "Excel specifications and limits"). */
final class Sheets {

    static final int MOST_ROWS = 1_048_576;
    static final int MOST_COLUMNS = 16_384;

    /** Of a sheet of members, whose first column is the member. */
    static final int MOST_VARIABLES = MOST_COLUMNS - 1;

    /** In UTF-16, as Excel counts them. */
    static final int MOST_CHARACTERS = 32_767;

    private Sheets() {}
}
