package io.memberport.sink.jdbc.dialect;

import io.memberport.sink.jdbc.sql.Column;
import io.memberport.sink.jdbc.sql.Names;
import io.memberport.sink.jdbc.sql.StagedRows;
import io.memberport.sink.jdbc.sql.Table;
import io.memberport.sink.jdbc.sql.TableNames;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * The statements in which databases differ: those that make tables, load staged rows into them, and merge. What is here is
 * what the SQL standard says; a subclass says where its database is another, or better, way. Stateless.
 */
public class Statements {

    protected final Dialect dialect;

    private final String makeStaging;
    private final String stagingSchema;

    public Statements(Dialect dialect) {
        this(dialect, "CREATE TEMPORARY TABLE ", "");
    }

    /**
     * Statements with staging tables of another kind.
     *
     * @param makeStaging how the statement begins that makes one
     * @param stagingSchema what stands before their names, with a point at its end; empty if nothing does
     */
    protected Statements(Dialect dialect, String makeStaging, String stagingSchema) {
        this.dialect = dialect;
        this.makeStaging = makeStaging;
        this.stagingSchema = stagingSchema;
    }

    public final Dialect dialect() {
        return dialect;
    }

    /** The statement that makes a table, without its second index. */
    public final String createTable(String qualifiedName, Table table) {
        return "CREATE TABLE " + ifNotExists() + qualifiedName + " (\n  " + definitions(table) + "\n)"
                + tableSuffix(table);
    }

    /** What makes a statement harmless if what it would make is there. */
    public String ifNotExists() {
        return "IF NOT EXISTS ";
    }

    /** What stands behind the column definitions of a table. */
    public String tableSuffix(Table table) {
        return "";
    }

    public String createStaging(String name, Table table) {
        return makeStaging + name + " (" + definitions(table) + ")" + tableSuffix(table);
    }

    /** How a staging table is called in statements. */
    public final String stagingName(String name) {
        return stagingSchema + dialect.quote(name);
    }

    /** Drops a staging table if it is there. */
    public void dropStaging(Handle handle, String name) {
        handle.execute("DROP TABLE IF EXISTS " + name);
    }

    /** Makes an index; qualified like its table. */
    public String createIndex(String indexName, String qualifiedTable, List<String> columns) {
        return "CREATE INDEX " + ifNotExists() + dialect.quote(indexName) + " ON " + qualifiedTable + " ("
                + dialect.quoted(columns) + ")";
    }

    /** The statements that make a table of a target. */
    public final List<String> createTable(TableNames names, Table table) {
        List<String> statements = new ArrayList<>(List.of(createTable(names.qualified(table), table)));
        if (!table.index().isEmpty() && !dialect.has(Trait.SCANS_MEMBERS)) {
            statements.add(createIndex(names, table));
        }
        return statements;
    }

    /** The statement that makes a table's second index. */
    public final String createIndex(TableNames names, Table table) {
        return createIndex(indexName(names, table), names.qualified(table), table.index());
    }

    protected static String indexName(TableNames names, Table table) {
        return names.plain(table) + "_" + String.join("_", table.index());
    }

    /** Adds columns to a table, in one statement or in several. */
    public List<String> addColumns(String qualifiedTable, List<Column> columns) {
        Stream<String> additions = columns.stream().map(column -> "ADD COLUMN " + definition(column));
        return (dialect.has(Trait.ADDS_COLUMNS_AT_ONCE)
                        ? Stream.of(additions.collect(Collectors.joining(", ")))
                        : additions)
                .map(addition -> "ALTER TABLE " + qualifiedTable + " " + addition)
                .toList();
    }

    private boolean hasKey(Table table) {
        return !table.key().isEmpty()
                && (!dialect.has(Trait.SCANS_MEMBERS) || !table.key().contains(Names.MEMBER_ID));
    }

    /** Columns and primary key. */
    public final String definitions(Table table) {
        return table.columns().stream().map(this::definition).collect(Collectors.joining(",\n  "))
                + (hasKey(table) ? ",\n  PRIMARY KEY (" + dialect.quoted(table.key()) + ")" : "");
    }

    public final String definition(Column column) {
        return dialect.quote(column.name()) + " " + dialect.type(column.type())
                + (column.required() ? " NOT NULL" : "");
    }

    /** The statement that inserts a row, with a placeholder for each of these columns. */
    public final String insert(String table, List<Column> columns) {
        return "INSERT INTO " + table + " ("
                + dialect.quoted(columns.stream().map(Column::name).toList()) + ") VALUES ("
                + columns.stream()
                        .map(column -> dialect.placeholder(column.type()))
                        .collect(Collectors.joining(", ")) + ")";
    }

    /**
     * Deletes the rows of a target that have the same columns as some row in a staging table.
     *
     * @param condition on the staging table's rows, {@code s.position <= 0} for example, quoted already; empty for all
     */
    public String deleteMatching(String target, String staging, List<String> columns, String condition) {
        return "DELETE FROM " + target + " WHERE " + matching(target, staging, columns, condition);
    }

    /** A condition on the rows of a target that {@link #deleteMatching} deletes. */
    public String matching(String target, String staging, List<String> columns, String condition) {
        return "EXISTS (SELECT 1 FROM " + staging + " s WHERE " + dialect.same(columns, "s", target)
                + (condition.isEmpty() ? "" : " AND " + condition) + ")";
    }

    /**
     * Selects the rows {@code s} of a staging table that have the same columns as a row in another: a query in brackets.
     *
     * @param condition on the rows, quoted already; empty for all
     */
    public String selectMatching(String staging, String other, List<String> columns, String condition) {
        String values =
                columns.stream().map(column -> "s." + dialect.quote(column)).collect(Collectors.joining(", "));
        String isThere = "(" + values + ") IN (SELECT " + dialect.quoted(columns) + " FROM " + other + ")";
        return "(SELECT * FROM " + staging + " s" + StagedRows.where(condition, isThere) + ")";
    }

    /**
     * Runs a statement about the rows {@code s} of a staging table, or one about each part of them, where a statement holds
     * on to memory for all that was written while it lasts.
     *
     * @param statement makes it, given a condition on {@code s}; an empty one picks all rows
     * @return how many rows were written or deleted
     */
    public long updateFromStaged(Handle handle, String staging, UnaryOperator<String> statement) {
        return handle.execute(statement.apply(""));
    }

    /**
     * Fills a table of a target that has no rows, within the transaction of the commit.
     *
     * @param insert what inserts them all
     * @return what that returns
     */
    public long fill(Handle handle, TableNames names, Table table, LongSupplier insert) {
        return insert.getAsLong();
    }

    /** Deletes all rows of a target. */
    public void deleteAll(Handle handle, String target) {
        handle.execute("DELETE FROM " + target);
    }

    /**
     * Makes the rows of a target's variables what is staged of them: those that differ are written, those beyond the last
     * one that is staged deleted, and all others left alone.
     *
     * @param key the columns that tell a member's variable and, last, the position within it
     * @param content all other columns of the target
     */
    public void mergeInPlace(Handle handle, String target, String staging, List<String> key, List<String> content) {
        throw new IllegalStateException("rows are not merged in place in " + dialect.product());
    }

    /** Selects the numbers of members that the same export has again later, from a staging table. */
    public String selectSuperseded(String staging) {
        String no = dialect.quote(Names.MEMBER_NO);
        String id = dialect.quote(Names.MEMBER_ID);
        return "SELECT s." + no + " FROM " + staging + " s JOIN (SELECT " + id + ", MAX(" + no + ") AS "
                + dialect.quote("last_no") + " FROM " + staging + " GROUP BY " + id + " HAVING COUNT(*) > 1) r ON s."
                + id
                + " = r." + id + " WHERE s." + no + " < r." + dialect.quote("last_no");
    }

    /** Deletes rows of members that come again later from a table that was written in the order of the export. */
    public void removeSupersededRows(Handle handle, String values, String stagedMembers) {
        throw new IllegalStateException("rows have no order in " + dialect.product());
    }

    /**
     * The same where a row's place in the table tells the order, and the database has arrays. A member's last rows are those
     * of its last occurrence.
     *
     * @param place how the place is called
     */
    protected static void removeSupersededRows(Handle handle, String values, String stagedMembers, String place) {
        handle.execute("DELETE FROM " + values + " t USING (SELECT v." + place
                + " AS place, ROW_NUMBER() OVER (PARTITION BY v.member_id ORDER BY v." + place
                + " DESC) AS from_end, r.last_rows FROM " + values + " v JOIN (SELECT"
                + " member_id, (ARRAY_AGG(row_count ORDER BY member_no DESC))[1] AS last_rows FROM " + stagedMembers
                + " GROUP BY member_id HAVING COUNT(*) > 1) r ON r.member_id = v.member_id) d WHERE t." + place
                + " = d.place AND d.from_end > d.last_rows");
    }

    /** Lets the planner know how large a staging table has become. */
    public @Nullable String analyze(String staging) {
        return null;
    }
}
