package io.memberport.sink.jdbc.layout;

import static io.memberport.sink.jdbc.sql.Column.required;

import io.memberport.model.ProfileVariable;
import io.memberport.sink.jdbc.dialect.DatabaseSql;
import io.memberport.sink.jdbc.dialect.Dialect;
import io.memberport.sink.jdbc.dialect.Statements;
import io.memberport.sink.jdbc.options.JdbcOptions;
import io.memberport.sink.jdbc.options.JdbcOptions.Mode;
import io.memberport.sink.jdbc.sql.Column;
import io.memberport.sink.jdbc.sql.ColumnType;
import io.memberport.sink.jdbc.sql.Names;
import io.memberport.sink.jdbc.sql.Table;
import io.memberport.sink.jdbc.sql.TableNames;
import io.memberport.sink.jdbc.sync.SyncLog;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** A table with a row per variable: what it was last called, or, where history is kept, what it was in each export. */
final class VariableTable {

    private final Statements statements;
    private final Dialect dialect;
    private final JdbcOptions settings;
    private final Table table;
    private final String qualified;

    VariableTable(DatabaseSql sql, TableNames names, JdbcOptions settings, String name) {
        this.statements = sql.statements();
        this.dialect = sql.dialect();
        this.settings = settings;
        List<Column> columns = new ArrayList<>(LayoutColumns.ofKey(settings));
        columns.add(required(Names.VARIABLE_ID, ColumnType.ID));
        columns.addAll(VariableCells.DESCRIPTION);
        this.table = Table.keyed(name, columns, LayoutColumns.key(settings, Names.VARIABLE_ID));
        this.qualified = names.qualified(table);
    }

    Table table() {
        return table;
    }

    /**
     * Writes what variables are like.
     *
     * @param mode what becomes of those that are there
     * @return how many rows were inserted
     */
    long write(Handle handle, Mode mode, Collection<ProfileVariable> definitions, SyncLog sync, long syncId)
            throws SQLException {
        if (mode == Mode.REPLACE) {
            handle.execute("DELETE FROM " + qualified);
        } else if (mode == Mode.MERGE) {
            delete(handle, definitions);
        }
        String key = settings.keepsHistory() ? sync.exportKeyOf(handle, syncId) : "";
        return insert(handle, definitions, key);
    }

    private void delete(Handle handle, Collection<ProfileVariable> definitions) throws SQLException {
        String sql = "DELETE FROM " + qualified + " WHERE " + dialect.quote(Names.VARIABLE_ID) + " = ?";
        try (PreparedStatement statement = handle.getConnection().prepareStatement(sql)) {
            for (ProfileVariable definition : definitions) {
                statement.setString(1, definition.id());
                statement.executeUpdate();
            }
        }
    }

    private long insert(Handle handle, Collection<ProfileVariable> definitions, String exportKey) throws SQLException {
        String sql = statements.insert(qualified, table.columns());
        long rows = 0;
        try (PreparedStatement statement = handle.getConnection().prepareStatement(sql)) {
            for (ProfileVariable definition : definitions) {
                int at = 1;
                if (settings.keepsHistory()) {
                    statement.setString(at++, exportKey);
                }
                VariableCells.bind(statement, at, definition, dialect);
                rows += statement.executeUpdate();
            }
        }
        return rows;
    }
}
