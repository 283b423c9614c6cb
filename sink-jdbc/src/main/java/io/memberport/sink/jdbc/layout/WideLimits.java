package io.memberport.sink.jdbc.layout;

import io.memberport.encoding.column.ColumnKind;
import io.memberport.sink.jdbc.dialect.Dialect;
import io.memberport.sink.jdbc.options.JdbcOptions;
import java.util.Collection;

/**
 * What a row of a database has room for, whatever the values are: counted with the largest share of a row that a column of
 * its type can take, so that no commit fails because people have answered more questions than before.
 */
public record WideLimits(Dialect dialect, JdbcOptions settings) {

    /** Ids, dates, a row's own header. */
    private static final int OWN_COLUMNS = 5;

    private static final int OWN_BYTES = 200;
    private static final int FLAGS_PER_BYTE = 8;

    /** How many variables a row has room for at most, if their types take little of it. */
    public static int mostVariables(Dialect dialect) {
        return dialect.mostColumns() - OWN_COLUMNS;
    }

    /** Whether a row has room for columns of these kinds. */
    public boolean haveRoomFor(Collection<ColumnKind> kinds) {
        long bytes = OWN_BYTES + (long) kinds.size() / FLAGS_PER_BYTE;
        for (ColumnKind kind : kinds) {
            bytes += dialect.columnBytes(LayoutColumns.type(settings, kind));
        }
        return kinds.size() <= mostVariables(dialect) && bytes <= dialect.rowBytes();
    }
}
