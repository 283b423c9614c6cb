package io.memberport.sink.xlsx;

import io.memberport.encoding.block.RowBuffer;
import io.memberport.encoding.csv.WideColumn;
import io.memberport.encoding.csv.WideColumns;
import io.memberport.model.DataType;
import io.memberport.model.Text;
import java.util.ArrayList;
import java.util.List;

/** What stands before and after the rows of a sheet: a row with the names of the columns, which stays in view and has filters. */
record SheetFrame(List<Column> columns) {

    /** The rows before the first one of data. */
    static final int ROWS = 1;

    static final SheetFrame OF_OPTIONS = new SheetFrame(List.of(
            new Column("variable", 30),
            new Column("option_id", 38),
            new Column("label", 40),
            new Column("members", 12)));
    static final SheetFrame OF_ABOUT = new SheetFrame(List.of(new Column("property", 30), new Column("value", 100)));

    private static final int WIDTH_OF_ID = 38;
    private static final int WIDTH_OF_TIME = 20;
    private static final int WIDTH_OF_NUMBER = 12;
    private static final int WIDTH_OF_TEXT = 20;
    private static final int WIDEST_OF_NAME = 40;
    private static final int WIDTH_OF_BUTTON = 3;

    /**
     * A column.
     *
     * @param width in characters, as spreadsheet programs count
     */
    record Column(String name, int width) {

        private static Column of(WideColumn variable) {
            int width =
                    switch (DataType.ofWireName(variable.dataTypeName())) {
                        case DATETIME -> WIDTH_OF_TIME;
                        case DOUBLE -> WIDTH_OF_NUMBER;
                        case STRING, IDENTIFIER, ENUM, SET, UNKNOWN -> WIDTH_OF_TEXT;
                    };
            String name = variable.name();
            int ofName = Math.min(WIDEST_OF_NAME, name.length() + WIDTH_OF_BUTTON);
            return new Column(name, Math.max(width, ofName));
        }
    }

    static SheetFrame ofMembers(WideColumns variables) {
        List<Column> columns = new ArrayList<>();
        columns.add(new Column(WideColumns.MEMBER_ID, WIDTH_OF_ID));
        variables.present().forEach(variable -> columns.add(Column.of(variable)));
        return new SheetFrame(columns);
    }

    void begin(RowWriter cells) {
        cells.append("""
                <?xml version="1.0" encoding="UTF-8" standalone="yes"?>
                <worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">\
                <sheetViews><sheetView workbookViewId="0">\
                <pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>\
                <sheetFormatPr defaultRowHeight="15"/><cols>""");
        for (int i = 0; i < columns.size(); i++) {
            cells.append("<col min=\"%1$s\" max=\"%1$s\" width=\"%2$s\" customWidth=\"1\"/>"
                    .formatted(i + 1, columns.get(i).width()));
        }
        cells.append("</cols><sheetData>");
        cells.startRow(1);
        columns.forEach(column -> cells.header(column.name()));
        cells.endRow();
    }

    /**
     * Ends the sheet.
     *
     * @param rows of data
     */
    void end(RowBuffer out, long rows) {
        String all = "A1:" + RowWriter.columnName(columns.size() - 1) + (ROWS + rows);
        // Digits that are text are so on purpose, and need no mark in each of their cells.
        out.append(Text.of(
                "</sheetData><autoFilter ref=\"%1$s\"/><ignoredErrors><ignoredError sqref=\"%1$s\" numberStoredAsText=\"1\"/></ignoredErrors></worksheet>"
                        .formatted(all)));
    }
}
