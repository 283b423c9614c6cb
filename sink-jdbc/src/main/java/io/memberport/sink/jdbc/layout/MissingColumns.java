package io.memberport.sink.jdbc.layout;

import io.memberport.sink.jdbc.dialect.DatabaseSql;
import io.memberport.sink.jdbc.sql.Column;
import io.memberport.sink.jdbc.sql.Table;
import io.memberport.sink.jdbc.sql.TableNames;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/**
 * Columns that a table lacks: a run adds them if it may make tables, and else says how an administrator does it.
 *
 * @param columns at least one
 */
public record MissingColumns(Table table, List<Column> columns) {

    public MissingColumns {
        columns = List.copyOf(columns);
    }

    /**
     * Those that a table lacks.
     *
     * @param there the names of the columns that it has, as the database has them
     * @return without columns if it has all
     */
    public static MissingColumns of(Table table, Set<String> there, TableNames names) {
        return new MissingColumns(
                table,
                table.columns().stream()
                        .filter(column -> !there.contains(names.quoting().fold(column.name())))
                        .toList());
    }

    /** Whether a run may add them: tables of an earlier version lack these, and no others. */
    public boolean canBeAdded() {
        return table.added().containsAll(columns.stream().map(Column::name).toList());
    }

    public boolean has(String column) {
        return columns.stream().anyMatch(missing -> missing.name().equals(column));
    }

    /** Adds them, empty as yet; all or none of them if the database can do that. No transaction is in progress. */
    public void add(Handle handle, DatabaseSql sql, TableNames names) throws SQLException {
        sql.transactions().begin(handle);
        try {
            sql.statements().addColumns(names.qualified(table), columns).forEach(handle::execute);
            sql.transactions().commit(handle);
        } catch (SQLException | RuntimeException failed) {
            sql.transactions().rollback(handle);
            throw failed;
        }
    }

    /** Why a run cannot go on that may not add them, and what to do. */
    public String refusal(DatabaseSql sql, TableNames names) {
        return "The table " + names.plain(table) + " lacks the column "
                + columns.get(0).name()
                + (columns.size() == 1 ? "" : " and " + (columns.size() - 1) + " more")
                + ", and create-tables=off forbids the run to add it. Nothing was committed. Have an administrator run: "
                + sql.statements().addColumns(names.qualified(table), columns).stream()
                        .collect(Collectors.joining("; "));
    }
}
