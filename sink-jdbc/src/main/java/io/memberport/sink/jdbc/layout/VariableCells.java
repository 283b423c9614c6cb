package io.memberport.sink.jdbc.layout;

import io.memberport.model.ProfileVariable;
import io.memberport.sink.jdbc.dialect.Dialect;
import io.memberport.sink.jdbc.dialect.Trait;
import io.memberport.sink.jdbc.sql.Column;
import io.memberport.sink.jdbc.sql.ColumnType;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A variable's definition as four parameters of a statement: id, name, data type, whether it is sensitive. */
final class VariableCells {

    /** The columns of the last three. */
    static final List<Column> DESCRIPTION = List.of(
            Column.optional("name", ColumnType.TEXT),
            Column.optional("data_type", ColumnType.TEXT),
            Column.optional("is_sensitive", ColumnType.FLAG));

    private VariableCells() {}

    static void bind(PreparedStatement statement, int first, ProfileVariable variable, Dialect dialect)
            throws SQLException {
        statement.setString(first, variable.id());
        bindDescription(statement, first + 1, variable, dialect);
    }

    /** The last three of them. */
    static void bindDescription(PreparedStatement statement, int first, ProfileVariable variable, Dialect dialect)
            throws SQLException {
        text(statement, first, variable.name(), dialect);
        text(statement, first + 1, variable.dataTypeName(), dialect);
        switch (variable.sensitivity()) {
            case SENSITIVE -> statement.setBoolean(first + 2, true);
            case NOT_SENSITIVE -> statement.setBoolean(first + 2, false);
            case UNSTATED -> statement.setNull(first + 2, Types.BOOLEAN);
        }
    }

    /** Replaces what the layouts have accepted to be replaced. */
    static void text(PreparedStatement statement, int index, @Nullable String text, Dialect dialect)
            throws SQLException {
        if (text == null) {
            statement.setNull(index, Types.VARCHAR);
        } else {
            statement.setString(index, dialect.has(Trait.REFUSES_NUL) ? text.replace('\0', '\ufffd') : text);
        }
    }
}
