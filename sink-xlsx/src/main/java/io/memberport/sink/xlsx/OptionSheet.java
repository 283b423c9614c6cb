package io.memberport.sink.xlsx;

import io.memberport.encoding.csv.WideColumns;
import io.memberport.model.Text;
import java.io.IOException;

/** Writes the options of variables, and how many members have each. */
final class OptionSheet {

    /** What happens after each row. */
    interface RowEnd {
        void reached() throws IOException;
    }

    private OptionSheet() {}

    /**
     * Writes the rows of data.
     *
     * @return how many there are
     */
    static int write(RowWriter cells, WideColumns columns, OptionCounts counts, RowEnd rowEnd) throws IOException {
        int row = SheetFrame.ROWS;
        for (OptionCounts.Option option : counts.options()) {
            cells.startRow(++row);
            cells.text(columns.present().get(option.column()).name());
            Text id = option.id();
            if (id == null) {
                cells.skip();
            } else {
                cells.text(id);
            }
            cells.text(option.label());
            cells.number(Text.of(Long.toString(counts.members(option))));
            cells.endRow();
            rowEnd.reached();
        }
        return row - SheetFrame.ROWS;
    }
}
