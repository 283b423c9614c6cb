package io.memberport.sink.jdbc;

import io.memberport.error.MemberportException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import javax.net.SocketFactory;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * All that differs between databases. What is here is what the SQL standard says; a subclass says where its database is
 * another, or better, way. Stateless.
 */
abstract class Dialect {

    /** The connection property of servers' drivers that bounds the silence while they connect. */
    static final String SOCKET_TIMEOUT = "socketTimeout";

    /** How long an id may be, in characters of Unicode: what fits into the keys of every database. */
    static final int LONGEST_ID = 255;

    /** The same where a database counts UTF-16 units, of which a character has one or two. */
    static final int LONGEST_ID_UNITS = 2 * LONGEST_ID;

    /** Microseconds from 0001-01-01 to the end of 9999, which every database has. */
    private static final TimeRange ORDINARY_TIMES =
            TimeRange.of(Instant.parse("0001-01-01T00:00:00Z"), Instant.parse("9999-12-31T23:59:59.999999Z"));

    /** What to call the database in messages. */
    abstract String product();

    /** The name of a type. */
    abstract String type(ColumnType type);

    /** An identifier in the case in which the database keeps those that are not quoted, so that nobody has to quote ours. */
    String fold(String name) {
        return name;
    }

    final String quote(String name) {
        return quoteAsIs(fold(name));
    }

    /** An identifier whose case is what it is, that of a schema for example. */
    String quoteAsIs(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    final String quoted(List<String> names) {
        return names.stream().map(this::quote).collect(Collectors.joining(", "));
    }

    /** Whether what others call a schema is a catalogue in JDBC's terms. */
    boolean hasCatalogsForSchemas() {
        return false;
    }

    /** Whether the driver cannot list the columns of a table that has many. */
    boolean describesLargeTablesBadly() {
        return false;
    }

    /** The schema in which a connection finds and makes tables that are named without one; null if that needs no name. */
    @Nullable String currentSchema(Connection connection) throws SQLException {
        return connection.getSchema();
    }

    /** Parameters that the connection needs, beside what the user gave. */
    Map<String, String> connectionProperties(String url) {
        return Map.of();
    }

    /** What makes the driver's sockets, given to it by name unless the user names another; null for its own. */
    @Nullable Class<? extends SocketFactory> socketFactory() {
        return null;
    }

    /** How URLs name the files of databases; null if they have none, or only their driver knows. */
    @Nullable FileUrls fileUrls() {
        return null;
    }

    /** What files of the database are; null like {@link #fileUrls}. */
    @Nullable FileKind fileKind() {
        return null;
    }

    /** The file that a target lives in; null if it lives in a server or in memory. */
    final @Nullable Path databaseFile(String url) {
        FileUrls urls = fileUrls();
        return urls != null && urls.take(url) ? urls.file(url) : null;
    }

    /** The driver's own library for this machine; null if the driver is Java alone. */
    @Nullable NativeLibrary nativeLibrary() {
        return null;
    }

    /** Whether a parameter that the driver does not know would become part of a file's name. */
    boolean refusesUnknownParameters(String url) {
        return false;
    }

    /** The URL of a database in a file; for those that do not take an empty file. */
    String urlOf(Path file) {
        throw new IllegalStateException(product() + " takes an empty file");
    }

    /** Where the database puts what does not fit into memory; null if it protects that itself. */
    @Nullable Path temporaryDirectory(Path file) {
        return null;
    }

    /** Whether an empty file is a database without tables. */
    boolean takesEmptyFile() {
        return false;
    }

    /** The settings of a session that a run makes itself independent of. */
    SessionSettings settings() {
        return SessionSettings.NONE;
    }

    /**
     * Makes sure that a connection keeps its session in the server, where there may be something in between that shares
     * sessions out.
     */
    void requireOwnSession(Handle handle, Database database) throws SQLException {}

    /** What no run can make itself independent of. */
    Obstacles obstacles() {
        return Obstacles.NONE;
    }

    /**
     * A query of the catalogue for {@link Attachments}, with their kind, table, name and owner; empty if there is none.
     *
     * @param schema as a text of SQL
     * @param tables as texts of SQL with commas between them
     */
    String attachments(String schema, String tables) {
        return "";
    }

    /** What a connection needs once, before anything else but its settings. */
    void prepare(Handle handle) throws SQLException {}

    /** Bounds how long statements wait for tables that another session has locked; where that is endless, or a day. */
    void limitLockWaits(Handle handle, Duration longest) {}

    /**
     * Whether {@link #lock} keeps other runs away, so that the run that has the lock knows that no other transaction of a run is
     * under way.
     */
    boolean locksRuns() {
        return false;
    }

    /**
     * Keeps other runs away until the connection ends.
     *
     * @param name of what is locked, within the database
     * @param patienceSeconds how long to wait for another run to end
     * @return false if another run is at work; true also where the database has no lock that outlives a transaction
     */
    boolean lock(Handle handle, String name, int patienceSeconds) throws SQLException {
        return true;
    }

    /** What a server calls a connection, for {@link #endServerSession}; 0 where that does nothing. */
    int serverSession(Connection connection) throws SQLException {
        return 0;
    }

    /**
     * Has the server end a connection of this user's that was given up, if it still has the lock of a name.
     *
     * @return whether it was there; it may take a moment to end
     */
    boolean endServerSession(Handle handle, int serverSession, String name) {
        return false;
    }

    /** Lets other runs in again, on a connection that its owner may go on using. */
    void unlock(Handle handle, String name) {}

    /** Stops what a connection is just doing, from another thread. */
    void cancel(Connection connection, @Nullable Statement running) throws SQLException {
        if (running != null) {
            running.cancel();
        }
    }

    /** Starts the transaction that writes to the target. */
    void begin(Handle handle) throws SQLException {
        handle.getConnection().setAutoCommit(false);
    }

    /** Ends it; when this returns, it is on stable storage. */
    void commit(Handle handle) throws SQLException {
        Connection connection = handle.getConnection();
        connection.commit();
        connection.setAutoCommit(true);
    }

    void rollback(Handle handle) throws SQLException {
        Connection connection = handle.getConnection();
        if (!connection.getAutoCommit()) {
            connection.rollback();
            connection.setAutoCommit(true);
        }
    }

    /** Whether DDL is part of a transaction; else it commits what is under way. */
    boolean hasTransactionalDdl() {
        return false;
    }

    /** Whether a first export can go straight into the tables, made in the transaction that commits it. */
    boolean loadsDirectly() {
        return false;
    }

    /** The statement that makes a table, without its second index. */
    final String createTable(String qualifiedName, Table table) {
        return "CREATE TABLE " + ifNotExists() + qualifiedName + " (\n  " + definitions(table) + "\n)"
                + tableSuffix(table);
    }

    /** What makes a statement harmless if what it would make is there. */
    String ifNotExists() {
        return "IF NOT EXISTS ";
    }

    /** What stands behind the column definitions of a table. */
    String tableSuffix(Table table) {
        return "";
    }

    String createStaging(String name, Table table) {
        return "CREATE TEMPORARY TABLE " + name + " (" + definitions(table) + ")" + tableSuffix(table);
    }

    /** Whether a staging table can get more columns. */
    boolean altersStaging() {
        return true;
    }

    /** How a staging table is called in statements. */
    String stagingName(String name) {
        return quote(name);
    }

    /** Drops a staging table if it is there. */
    void dropStaging(Handle handle, String name) {
        handle.execute("DROP TABLE IF EXISTS " + name);
    }

    /** Makes an index; qualified like its table. */
    String createIndex(String indexName, String qualifiedTable, List<String> columns) {
        return "CREATE INDEX " + ifNotExists() + quote(indexName) + " ON " + qualifiedTable + " (" + quoted(columns)
                + ")";
    }

    /** Adds columns to a table, in one statement or in several. */
    List<String> addColumns(String qualifiedTable, List<Column> columns) {
        return columns.stream()
                .map(column -> "ALTER TABLE " + qualifiedTable + " ADD COLUMN " + definition(column))
                .toList();
    }

    /** The same in one statement, where that can add several columns and would otherwise go through the table each time. */
    final List<String> addColumnsAtOnce(String qualifiedTable, List<Column> columns) {
        return List.of("ALTER TABLE " + qualifiedTable + " "
                + columns.stream()
                        .map(column -> "ADD COLUMN " + definition(column))
                        .collect(Collectors.joining(", ")));
    }

    /** Whether tables that grow with the members have a primary key, and the index for one variable. */
    boolean indexesMembers() {
        return true;
    }

    private boolean hasKey(Table table) {
        return !table.key().isEmpty() && (indexesMembers() || !table.key().contains(TableSet.MEMBER_ID));
    }

    /** Columns and primary key. */
    final String definitions(Table table) {
        return table.columns().stream().map(this::definition).collect(Collectors.joining(",\n  "))
                + (hasKey(table) ? ",\n  PRIMARY KEY (" + quoted(table.key()) + ")" : "");
    }

    final String definition(Column column) {
        return quote(column.name()) + " " + type(column.type()) + (column.required() ? " NOT NULL" : "");
    }

    /**
     * Deletes the rows of a target that have the same columns as some row in a staging table.
     *
     * @param condition on the staging table's rows, {@code s.position <= 0} for example, quoted already; empty for all
     */
    String deleteMatching(String target, String staging, List<String> columns, String condition) {
        return "DELETE FROM " + target + " WHERE " + matching(target, staging, columns, condition);
    }

    /** A condition on the rows of a target that {@link #deleteMatching} deletes. */
    String matching(String target, String staging, List<String> columns, String condition) {
        return "EXISTS (SELECT 1 FROM " + staging + " s WHERE " + same(columns, "s", target)
                + (condition.isEmpty() ? "" : " AND " + condition) + ")";
    }

    /**
     * Runs a statement about the rows {@code s} of a staging table, or one about each part of them, where a statement holds
     * on to memory for all that was written while it lasts.
     *
     * @param statement makes it, given a condition on {@code s}; an empty one picks all rows
     * @return how many rows were written or deleted
     */
    long updateFromStaged(Handle handle, String staging, UnaryOperator<String> statement) {
        return TableSet.update(handle, statement.apply(""));
    }

    /** Deletes all rows of a target. */
    void deleteAll(Handle handle, String target) {
        TableSet.update(handle, "DELETE FROM " + target);
    }

    /** Whether a merge of the long layout is one by {@link #mergeInPlace}, in place of deleting and inserting. */
    boolean mergesInPlace() {
        return false;
    }

    /**
     * Makes the rows of a target's variables what is staged of them: those that differ are written, those beyond the last
     * one that is staged deleted, and all others left alone.
     *
     * @param key the columns that tell a member's variable and, last, the position within it
     * @param content all other columns of the target
     */
    void mergeInPlace(Handle handle, String target, String staging, List<String> key, List<String> content) {
        throw new IllegalStateException("rows are not merged in place in " + product());
    }

    /**
     * Whether a merge leaves rows alone that it would write again as they are. Finding out costs a comparison of everything
     * that is staged, which pays where the database can do that by hashing and where rewritten rows are a burden.
     */
    boolean leavesUnchangedRows() {
        return false;
    }

    /** A condition on a row that no row of a table or query is like it in all these columns. */
    final String unlikeAll(String table, List<String> key, List<String> others, String row) {
        String alike = others.stream()
                .map(column -> " AND u." + quote(column) + " IS NOT DISTINCT FROM " + row + "." + quote(column))
                .collect(Collectors.joining());
        return "NOT EXISTS (SELECT 1 FROM " + table + " u WHERE " + same(key, "u", row) + alike + ")";
    }

    final String same(List<String> columns, String one, String other) {
        return columns.stream()
                .map(column -> one + "." + quote(column) + " = " + other + "." + quote(column))
                .collect(Collectors.joining(" AND "));
    }

    /** Selects the numbers of members that the same export has again later, from a staging table. */
    String selectSuperseded(String staging) {
        String no = quote(Staging.MEMBER_NO);
        String id = quote(Staging.MEMBER_ID);
        return "SELECT s." + no + " FROM " + staging + " s JOIN (SELECT " + id + ", MAX(" + no + ") AS "
                + quote("last_no") + " FROM " + staging + " GROUP BY " + id + " HAVING COUNT(*) > 1) r ON s." + id
                + " = r." + id + " WHERE s." + no + " < r." + quote("last_no");
    }

    /**
     * Whether {@link #removeSupersededRows} finds out in which order rows came that nothing has touched since, so that they
     * need no number. A dialect that loads directly does.
     */
    boolean keepsOrderOfRows() {
        return false;
    }

    /** Deletes rows of members that come again later from a table that was written in the order of the export. */
    void removeSupersededRows(Handle handle, String values, String stagedMembers) {
        throw new IllegalStateException("rows have no order in " + product());
    }

    /** Lets the planner know how large a staging table has become. */
    @Nullable String analyze(String staging) {
        return null;
    }

    /** An expression that turns a value of one type into one of another, into text for example. */
    String cast(String expression, ColumnType to) {
        return "CAST(" + expression + " AS " + type(to) + ")";
    }

    /** A placeholder for a value of a type. */
    String placeholder(ColumnType type) {
        return "?";
    }

    /** The statement that inserts a row, with a placeholder for each of these columns. */
    final String insert(String table, List<Column> columns) {
        return "INSERT INTO " + table + " ("
                + quoted(columns.stream().map(Column::name).toList()) + ") VALUES ("
                + columns.stream().map(column -> placeholder(column.type())).collect(Collectors.joining(", ")) + ")";
    }

    /** What a column of type {@link ColumnType#JSON} takes. */
    JsonEscapes escapes() {
        return JsonEscapes.ALL;
    }

    /** How deep a document may be nested in a column of type {@link ColumnType#JSON}. */
    int deepestNesting() {
        return Integer.MAX_VALUE;
    }

    /** Whether keys may count as the same that differ in blanks at their end. */
    boolean padsIds() {
        return false;
    }

    /** Whether U+0000 can be part of a text. */
    boolean holdsNul() {
        return true;
    }

    /** The instants that there are. */
    TimeRange times() {
        return ORDINARY_TIMES;
    }

    /** Sets a parameter of type {@link ColumnType#TIME}. */
    void bindTime(PreparedStatement statement, int index, long micros) throws SQLException {
        statement.setObject(index, OffsetDateTime.ofInstant(TimeRange.instant(micros), ZoneOffset.UTC));
    }

    /** The JDBC type of a null for a column. */
    int nullType(ColumnType type) {
        return switch (type) {
            case ID, TEXT, JSON -> Types.VARCHAR;
            case INTEGER -> Types.INTEGER;
            case BIGINT -> Types.BIGINT;
            case DOUBLE -> Types.DOUBLE;
            case DECIMAL -> Types.DECIMAL;
            case TIME -> Types.TIMESTAMP_WITH_TIMEZONE;
            case FLAG -> Types.BOOLEAN;
        };
    }

    /** Reads a column of type {@link ColumnType#TIME}. */
    @Nullable Instant readTime(ResultSet row, int index) throws SQLException {
        OffsetDateTime time = row.getObject(index, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    /** The largest number of columns a table can have. */
    abstract int mostColumns();

    /** Bytes within a row that a column takes at most, whatever its value; see {@link #rowBytes}. */
    int columnBytes(ColumnType type) {
        return 0;
    }

    /** Bytes that the columns of a row can take at most. */
    int rowBytes() {
        return Integer.MAX_VALUE;
    }

    /** The numbers that a column of type {@link ColumnType#DECIMAL} holds. */
    abstract DecimalRange decimals();

    /** How many bytes of text a row of so many columns can have to be sent; see {@link #tooLong}. */
    long mostRowBytes(Handle handle, int columns) {
        return Long.MAX_VALUE;
    }

    /** A row has more than that. */
    MemberportException tooLong(long bytes) {
        throw new IllegalStateException("rows have no limit in " + product());
    }

    /** Sends a batch of rows to a staging table, in a transaction of its own. */
    void sendBatch(Handle handle, PreparedStatement statement) throws SQLException {
        Connection connection = handle.getConnection();
        connection.setAutoCommit(false);
        statement.executeBatch();
        connection.commit();
        connection.setAutoCommit(true);
    }

    /** Whether nothing can be written on this connection, whoever the user is: in a replica, for example. */
    boolean isReadOnly(Handle handle) throws SQLException {
        return handle.getConnection().getMetaData().isReadOnly();
    }

    /** How to find out what the user may do. */
    Privileges privileges() {
        return Privileges.UNKNOWN;
    }

    /** Refuses settings that the database has no means for. */
    void requireSupported(JdbcOptions settings) {}

    /** The way of rows into the staging tables. */
    BulkLoad bulkLoad(Handle handle, Staging staging, BlockLayouts layouts, TargetValues values) throws SQLException {
        return new OrderedLoad(
                handle, staging, layouts, (place, columns) -> BatchRows.start(handle, this, place, columns, values));
    }
}
