package io.memberport.sink.jdbc.sqlite;

import io.memberport.sink.jdbc.dialect.Statements;
import io.memberport.sink.jdbc.sql.Table;
import io.memberport.sink.jdbc.sql.TableNames;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jdbi.v3.core.Handle;

/** The statements of SQLite, whose staging tables are in its temporary database. */
public final class SqliteStatements extends Statements {

    public SqliteStatements() {
        super(new SqliteDialect(), "CREATE TABLE ", "temp.");
    }

    /** The second index is quicker made when the rows are there: as it was, for it may be its user's by now. */
    @Override
    public long fill(Handle handle, TableNames names, Table table, LongSupplier insert) {
        String name = indexName(names, table);
        Optional<String> definition = handle.createQuery(
                        "SELECT sql FROM sqlite_master WHERE type = 'index' AND name = ? AND tbl_name = ?")
                .bind(0, name)
                .bind(1, names.plain(table))
                .mapTo(String.class)
                .findOne();
        definition.ifPresent(present -> handle.execute("DROP INDEX " + names.qualified(name)));
        long rows = insert.getAsLong();
        definition.ifPresent(handle::execute);
        return rows;
    }

    /** Its planner finds the target's rows by their key for this form, and for no other. */
    @Override
    public String matching(String target, String staging, List<String> columns, String condition) {
        return "(" + dialect.quoted(columns) + ") IN (SELECT " + dialect.quoted(columns) + " FROM " + staging + " s"
                + (condition.isEmpty() ? "" : " WHERE " + condition) + ")";
    }
}
