package io.memberport.sink.jdbc;

import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * MariaDB, and MySQL as far as the two are alike: DDL commits, so none is part of a transaction; temporary tables are no
 * DDL in that sense; instants have no zone and are UTC.
 */
final class MariaDbDialect extends Dialect {

    private static final TimeRange TIMES =
            TimeRange.of(Instant.parse("1000-01-01T00:00:00Z"), Instant.parse("9999-12-31T23:59:59.999999Z"));

    private static final int DECIMAL_DIGITS = 65;
    private static final int DECIMAL_SCALE = 30;

    private static final long PACKET_BYTES = 1_024;
    private static final long PACKET_COLUMN_BYTES = 48;

    private static final String STAGING_KEY =
            "`memberport_row` bigint NOT NULL AUTO_INCREMENT INVISIBLE, PRIMARY KEY (`memberport_row`)";

    /** Of its own driver; the last one keeps a server from asking for files of this machine. */
    private static final Map<String, String> OF_MARIADB = Map.of(
            "tcpKeepAlive",
            "true",
            "tcpKeepIdle",
            "60",
            "tcpKeepInterval",
            "15",
            "tcpKeepCount",
            "8",
            SOCKET_TIMEOUT,
            "60000",
            "useBulkStmts",
            "true",
            "allowLocalInfile",
            "false");

    private static final Map<String, String> OF_MYSQL = Map.of(
            "tcpKeepAlive",
            "true",
            SOCKET_TIMEOUT,
            "60000",
            "allowLoadLocalInfile",
            "false",
            "allowUrlInLocalInfile",
            "false");

    private final String product;
    private final String collation;

    private MariaDbDialect(String product, String collation) {
        this.product = product;
        this.collation = collation;
    }

    static MariaDbDialect ofMariaDb() {
        return new MariaDbDialect("MariaDB", "utf8mb4_nopad_bin");
    }

    /** The same under another name. */
    static MariaDbDialect ofMySql() {
        return new MariaDbDialect("MySQL", "utf8mb4_0900_bin");
    }

    @Override
    String product() {
        return product;
    }

    @Override
    String type(ColumnType type) {
        return switch (type) {
            case ID -> "varchar(" + LONGEST_ID + ")";
            case TEXT -> "longtext";
            case INTEGER -> "int";
            case BIGINT -> "bigint";
            case DOUBLE -> "double";
            case DECIMAL -> "decimal(" + DECIMAL_DIGITS + "," + DECIMAL_SCALE + ")";
            case TIME -> "datetime(6)";
            case FLAG -> "boolean";
            case JSON -> "json";
        };
    }

    @Override
    String quoteAsIs(String name) {
        return '`' + name.replace("`", "``") + '`';
    }

    /** Compared byte by byte, trailing spaces included. */
    @Override
    String tableSuffix(Table table) {
        return " ENGINE=InnoDB ROW_FORMAT=DYNAMIC DEFAULT CHARACTER SET utf8mb4 COLLATE " + collation;
    }

    @Override
    boolean hasCatalogsForSchemas() {
        return true;
    }

    @Override
    String currentSchema(Connection connection) throws SQLException {
        String database = connection.getCatalog();
        if (database == null || database.isEmpty()) {
            throw new MemberportException(
                    FailureKind.CONFIGURATION,
                    "The target names no database, so there is no place for tables. Put its name behind the host in the"
                            + " target, or use the option schema.");
        }
        return database;
    }

    @Override
    Map<String, String> connectionProperties(String url) {
        return url.startsWith("jdbc:mysql:") ? OF_MYSQL : OF_MARIADB;
    }

    @Override
    void requireSupported(JdbcOptions settings) {
        String schema = settings.schema();
        if (schema != null) {
            Identifiers.requireShortSchema(schema.codePointCount(0, schema.length()), 64, "characters");
        }
    }

    @Override
    SessionSettings settings() {
        return new MariaDbSettings(collation);
    }

    @Override
    Obstacles obstacles() {
        return new MariaDbObstacles();
    }

    /** Its triggers leave no row out: they change it, or fail. Nor does what it takes for a view. */
    @Override
    String attachments(String schema, String tables) {
        return "SELECT 'REFERENCE', referenced_table_name, constraint_name, CONCAT(constraint_schema, '.', table_name) FROM"
                + " information_schema.referential_constraints WHERE unique_constraint_schema = " + schema
                + " AND referenced_table_name IN (" + tables + ")";
    }

    /** Of DDL for a table, and of rows that another transaction has written. */
    @Override
    void limitLockWaits(Handle handle, Duration longest) {
        long seconds = Math.max(1, longest.toSeconds());
        handle.execute(
                "SET SESSION lock_wait_timeout = " + seconds + ", SESSION innodb_lock_wait_timeout = " + seconds);
    }

    @Override
    boolean locksRuns() {
        return true;
    }

    @Override
    boolean lock(Handle handle, String name, int patienceSeconds) {
        Integer got = handle.createQuery("SELECT GET_LOCK(?, ?)")
                .bind(0, name)
                .bind(1, patienceSeconds)
                .mapTo(Integer.class)
                .one();
        return got != null && got == 1;
    }

    @Override
    void unlock(Handle handle, String name) {
        handle.createQuery("SELECT RELEASE_LOCK(?)")
                .bind(0, name)
                .mapTo(Integer.class)
                .findOne();
        handle.execute("SET SESSION lock_wait_timeout = DEFAULT, SESSION innodb_lock_wait_timeout = DEFAULT");
    }

    /** What its driver says of that is what it was told; the server says it of every statement that would write. */
    @Override
    boolean isReadOnly(Handle handle) {
        return false;
    }

    @Override
    Privileges privileges() {
        return new MariaDbPrivileges();
    }

    /**
     * With a key of its own, which InnoDB would make anyway, unseen: a server can be set to refuse tables that have none. No
     * statement names the column, and those that name none do not get it.
     */
    @Override
    String createStaging(String name, Table table) {
        return table.key().isEmpty()
                ? "CREATE TEMPORARY TABLE " + name + " (" + definitions(table) + ",\n  " + STAGING_KEY + ")"
                        + tableSuffix(table)
                : super.createStaging(name, table);
    }

    @Override
    void dropStaging(Handle handle, String name) {
        handle.execute("DROP TEMPORARY TABLE IF EXISTS " + name);
    }

    @Override
    List<String> addColumns(String qualifiedTable, List<Column> columns) {
        return addColumnsAtOnce(qualifiedTable, columns);
    }

    /** From the staging table to the target by its key, and not the other way round. */
    @Override
    String deleteMatching(String target, String staging, List<String> columns, String condition) {
        return "DELETE t FROM " + staging + " s STRAIGHT_JOIN " + target + " t ON " + same(columns, "t", "s")
                + (condition.isEmpty() ? "" : " WHERE " + condition);
    }

    /** Names the table once: MySQL cannot open a temporary table twice in a statement. */
    @Override
    String selectSuperseded(String staging) {
        String no = quote(Staging.MEMBER_NO);
        return "SELECT " + no + " FROM (SELECT " + no + ", ROW_NUMBER() OVER (PARTITION BY " + quote(Staging.MEMBER_ID)
                + " ORDER BY " + no + " DESC) AS from_end FROM " + staging + ") n WHERE from_end > 1";
    }

    @Override
    String cast(String expression, ColumnType to) {
        return switch (to) {
            case ID, TEXT -> "CAST(" + expression + " AS CHAR CHARACTER SET utf8mb4)";
            default -> super.cast(expression, to);
        };
    }

    @Override
    TimeRange times() {
        return TIMES;
    }

    @Override
    void bindTime(PreparedStatement statement, int index, long micros) throws SQLException {
        statement.setObject(index, LocalDateTime.ofInstant(TimeRange.instant(micros), ZoneOffset.UTC));
    }

    @Override
    int nullType(ColumnType type) {
        return type == ColumnType.TIME ? Types.TIMESTAMP : super.nullType(type);
    }

    @Override
    @Nullable Instant readTime(ResultSet row, int index) throws SQLException {
        LocalDateTime time = row.getObject(index, LocalDateTime.class);
        return time == null ? null : time.toInstant(ZoneOffset.UTC);
    }

    @Override
    int mostColumns() {
        return 1_017;
    }

    @Override
    int rowBytes() {
        return 8_126;
    }

    /** Of a text InnoDB keeps up to 40 bytes in the row, and a length. */
    @Override
    int columnBytes(ColumnType type) {
        return switch (type) {
            case ID, TEXT, JSON -> 41;
            case DECIMAL -> 30;
            case INTEGER -> 4;
            case FLAG -> 1;
            case BIGINT, DOUBLE, TIME -> 8;
        };
    }

    /** Its type is a text that JSON_VALID accepts. */
    @Override
    JsonEscapes escapes() {
        return JsonEscapes.WHOLE_CHARACTERS;
    }

    /** What a packet has room for beside the statement, with its columns, and each value's length. */
    @Override
    long mostRowBytes(Handle handle, int columns) {
        long packet = handle.createQuery("SELECT @@max_allowed_packet")
                .mapTo(Long.class)
                .one();
        return packet - packetOverhead(columns);
    }

    private static long packetOverhead(int columns) {
        return PACKET_BYTES + (long) columns * PACKET_COLUMN_BYTES;
    }

    @Override
    MemberportException tooLong(long bytes) {
        return new MemberportException(
                FailureKind.TARGET,
                "The export has a row of " + bytes
                        + " bytes, which is more than the server's max_allowed_packet has room"
                        + " for. Nothing was committed. Set max_allowed_packet to "
                        + (bytes + packetOverhead(mostColumns())) + " or more, and run again.");
    }

    /** One less than JSON_DEPTH_LIMIT in MariaDB's json_lib.h; MySQL takes 100. */
    @Override
    int deepestNesting() {
        return 31;
    }

    @Override
    DecimalRange decimals() {
        return new DecimalRange(DECIMAL_DIGITS - DECIMAL_SCALE, DECIMAL_SCALE);
    }
}
