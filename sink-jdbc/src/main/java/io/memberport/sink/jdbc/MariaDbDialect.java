package io.memberport.sink.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
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
    private static final int LOCK_WAIT_TIMEOUT = 1205;

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
    @Nullable String currentSchema(Connection connection) throws SQLException {
        return connection.getCatalog();
    }

    @Override
    Map<String, String> connectionProperties(String url) {
        // Otherwise a server could ask for files of this machine, which is what the last two are about.
        return url.startsWith("jdbc:mysql:")
                ? Map.of("tcpKeepAlive", "true", "allowLoadLocalInfile", "false", "allowUrlInLocalInfile", "false")
                : Map.of("tcpKeepAlive", "true", "useBulkStmts", "true", "allowLocalInfile", "false");
    }

    /** Strict, so that what does not fit fails instead of being cut off. */
    @Override
    void prepare(Handle handle) {
        handle.execute("SET SESSION sql_mode = 'STRICT_ALL_TABLES,NO_ENGINE_SUBSTITUTION,ERROR_FOR_DIVISION_BY_ZERO',"
                + " time_zone = '+00:00', character_set_client = utf8mb4");
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

    /** One less than JSON_DEPTH_LIMIT in MariaDB's json_lib.h; MySQL takes 100. */
    @Override
    int deepestNesting() {
        return 31;
    }

    @Override
    DecimalRange decimals() {
        return new DecimalRange(DECIMAL_DIGITS - DECIMAL_SCALE, DECIMAL_SCALE);
    }

    @Override
    boolean meansBusy(SQLException failure) {
        return super.meansBusy(failure) || failure.getErrorCode() == LOCK_WAIT_TIMEOUT;
    }
}
