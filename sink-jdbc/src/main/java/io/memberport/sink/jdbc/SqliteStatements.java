package io.memberport.sink.jdbc;

import java.util.List;

/** The statements of SQLite, whose staging tables are in its temporary database. */
final class SqliteStatements extends Statements {

    SqliteStatements() {
        super(new SqliteDialect());
    }

    @Override
    String createStaging(String name, Table table) {
        return "CREATE TABLE " + name + " (" + definitions(table) + ")";
    }

    @Override
    String stagingName(String name) {
        return "temp." + dialect.quote(name);
    }

    /** Its planner finds the target's rows by their key for this form, and for no other. */
    @Override
    String matching(String target, String staging, List<String> columns, String condition) {
        return "(" + dialect.quoted(columns) + ") IN (SELECT " + dialect.quoted(columns) + " FROM " + staging + " s"
                + (condition.isEmpty() ? "" : " WHERE " + condition) + ")";
    }
}
