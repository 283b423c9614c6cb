package io.memberport.sink.jdbc.mariadb;

import io.memberport.sink.jdbc.dialect.Statements;
import io.memberport.sink.jdbc.sql.Names;
import io.memberport.sink.jdbc.sql.RowCount;
import io.memberport.sink.jdbc.sql.StagedRows;
import io.memberport.sink.jdbc.sql.Table;
import io.memberport.sink.jdbc.sql.TableNames;
import java.util.List;
import java.util.function.LongSupplier;
import org.jdbi.v3.core.Handle;

/** The statements of MariaDB and MySQL. */
public final class MariaDbStatements extends Statements {

    private static final String STAGING_KEY =
            "`memberport_row` bigint NOT NULL AUTO_INCREMENT INVISIBLE, PRIMARY KEY (`memberport_row`)";

    private final String collation;

    public MariaDbStatements(MariaDbDialect dialect) {
        super(dialect);
        this.collation = dialect.collation();
    }

    /** Compared byte by byte, trailing spaces included. */
    @Override
    public String tableSuffix(Table table) {
        return " ENGINE=InnoDB ROW_FORMAT=DYNAMIC DEFAULT CHARACTER SET utf8mb4 COLLATE " + collation;
    }

    /**
     * With a key of its own, which InnoDB would make anyway, unseen: a server can be set to refuse tables that have none. No
     * statement names the column, and those that name none do not get it.
     */
    @Override
    public String createStaging(String name, Table table) {
        return table.key().isEmpty()
                ? "CREATE TEMPORARY TABLE " + name + " (" + definitions(table) + ",\n  " + STAGING_KEY + ")"
                        + tableSuffix(table)
                : super.createStaging(name, table);
    }

    @Override
    public void dropStaging(Handle handle, String name) {
        handle.execute("DROP TEMPORARY TABLE IF EXISTS " + name);
    }

    /**
     * Without checks that only other constraints than the primary key need, MariaDB sorts the rows and builds the table and
     * its indexes at once. Where there are such constraints, they are checked.
     */
    @Override
    public long fill(Handle handle, TableNames names, Table table, LongSupplier insert) {
        long others = RowCount.of(
                handle,
                "information_schema.TABLE_CONSTRAINTS WHERE TABLE_SCHEMA = " + names.schemaLiteral()
                        + " AND TABLE_NAME IN (" + names.literals(List.of(table))
                        + ") AND CONSTRAINT_TYPE <> 'PRIMARY KEY'");
        if (others > 0) {
            return insert.getAsLong();
        }
        int before = handle.createQuery("SELECT @@foreign_key_checks")
                .mapTo(Integer.class)
                .one();
        handle.execute("SET SESSION unique_checks = 0, SESSION foreign_key_checks = 0");
        try {
            return insert.getAsLong();
        } finally {
            handle.execute("SET SESSION unique_checks = 1, SESSION foreign_key_checks = " + before);
        }
    }

    /** From the staging table to the target by its key, and not the other way round. */
    @Override
    public String deleteMatching(String target, String staging, List<String> columns, String condition) {
        return "DELETE t FROM " + staging + " s STRAIGHT_JOIN " + target + " t ON " + dialect.same(columns, "t", "s")
                + (condition.isEmpty() ? "" : " WHERE " + condition);
    }

    /** Each row is looked up in the other table, by its key; the planner would go through that table for each row. */
    @Override
    public String selectMatching(String staging, String other, List<String> columns, String condition) {
        return "(SELECT s.* FROM " + staging + " s STRAIGHT_JOIN " + other + " u ON " + dialect.same(columns, "u", "s")
                + StagedRows.where(condition) + ")";
    }

    /** Names the table once: MySQL cannot open a temporary table twice in a statement. */
    @Override
    public String selectSuperseded(String staging) {
        String no = dialect.quote(Names.MEMBER_NO);
        return "SELECT " + no + " FROM (SELECT " + no + ", ROW_NUMBER() OVER (PARTITION BY "
                + dialect.quote(Names.MEMBER_ID) + " ORDER BY " + no + " DESC) AS from_end FROM " + staging
                + ") n WHERE from_end > 1";
    }
}
