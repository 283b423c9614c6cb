package io.memberport.sink.jdbc.sqlite;

import io.memberport.sink.jdbc.dialect.Statements;
import java.util.List;

/** The statements of SQLite, whose staging tables are in its temporary database. */
public final class SqliteStatements extends Statements {

    public SqliteStatements() {
        super(new SqliteDialect(), "CREATE TABLE ", "temp.");
    }

    /** Its planner finds the target's rows by their key for this form, and for no other. */
    @Override
    public String matching(String target, String staging, List<String> columns, String condition) {
        return "(" + dialect.quoted(columns) + ") IN (SELECT " + dialect.quoted(columns) + " FROM " + staging + " s"
                + (condition.isEmpty() ? "" : " WHERE " + condition) + ")";
    }
}
