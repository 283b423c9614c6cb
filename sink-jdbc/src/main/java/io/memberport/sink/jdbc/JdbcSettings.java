package io.memberport.sink.jdbc;

import io.memberport.encoding.column.WideKind;
import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import io.memberport.sink.jdbc.JdbcMemberSink.InvalidValues;
import io.memberport.sink.jdbc.JdbcMemberSink.Layout;
import io.memberport.sink.jdbc.JdbcMemberSink.Mode;
import io.memberport.sink.jdbc.JdbcMemberSink.Numbers;
import io.memberport.sink.jdbc.JdbcMemberSink.TooWide;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How an export is written, whatever database it goes to.
 *
 * @param schema null for the connection's own
 * @param forced whether replace takes what it would otherwise refuse
 * @param createsTables whether what is missing is made
 */
record JdbcSettings(
        Layout layout,
        Mode mode,
        Numbers numbers,
        InvalidValues invalidValues,
        TooWide tooWide,
        @Nullable String schema,
        String tablePrefix,
        boolean forced,
        boolean createsTables) {

    /** With room for the longest name of a table behind it. */
    private static final Pattern PREFIX = Pattern.compile("[A-Za-z][A-Za-z0-9_]{0,29}|");

    JdbcSettings {
        tablePrefix = tablePrefix.toLowerCase(Locale.ROOT);
        if (!PREFIX.matcher(tablePrefix).matches()) {
            throw new MemberportException(
                    FailureKind.CONFIGURATION,
                    "A table prefix is a letter and then letters, digits and underscores, 30 characters at most, crm_ for"
                            + " example; this one is something else.");
        }
    }

    /** The type of columns of the wide layout. */
    ColumnType columnType(WideKind kind) {
        return switch (kind) {
            case TEXT -> ColumnType.TEXT;
            case NUMBER -> numberType();
            case TIME -> ColumnType.TIME;
            case LIST -> ColumnType.JSON;
        };
    }

    /** The type of columns with numbers. */
    ColumnType numberType() {
        return switch (numbers) {
            case DOUBLE -> ColumnType.DOUBLE;
            case DECIMAL -> ColumnType.DECIMAL;
        };
    }

    /** Whether every export is kept beside the others, in tables of their own. */
    boolean keepsHistory() {
        return mode == Mode.APPEND;
    }

    /** The columns that a key begins with. */
    List<Column> keyColumns() {
        return keepsHistory() ? List.of(Column.required(TableSet.BATCH_ID, ColumnType.ID)) : List.of();
    }

    /** A primary key of these columns and of those that it begins with. */
    List<String> key(String... own) {
        List<String> key = new ArrayList<>();
        keyColumns().forEach(column -> key.add(column.name()));
        key.addAll(List.of(own));
        return key;
    }

    JdbcSettings withLayout(Layout other) {
        return new JdbcSettings(
                other, mode, numbers, invalidValues, tooWide, schema, tablePrefix, forced, createsTables);
    }
}
