package io.memberport.sink.jdbc.mariadb;

import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import io.memberport.sink.jdbc.dialect.Dialect;
import io.memberport.sink.jdbc.dialect.Trait;
import io.memberport.sink.jdbc.options.JdbcOptions;
import io.memberport.sink.jdbc.sql.ColumnType;
import io.memberport.sink.jdbc.sql.DecimalRange;
import io.memberport.sink.jdbc.sql.Identifiers;
import io.memberport.sink.jdbc.sql.JsonEscapes;
import io.memberport.sink.jdbc.sql.TimeRange;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * MariaDB, and MySQL as far as the two are alike: DDL commits, so none is part of a transaction; temporary tables are no
 * DDL in that sense; instants have no zone and are UTC.
 */
public final class MariaDbDialect extends Dialect {

    private static final TimeRange TIMES =
            TimeRange.of(Instant.parse("1000-01-01T00:00:00Z"), Instant.parse("9999-12-31T23:59:59.999999Z"));

    private static final int DECIMAL_DIGITS = 65;

    private static final int DECIMAL_SCALE = 30;

    private static final long PACKET_BYTES = 1_024;

    private static final long PACKET_COLUMN_BYTES = 48;

    private final String collation;

    private MariaDbDialect(String product, String collation) {
        super(
                product,
                1_017,
                new DecimalRange(DECIMAL_DIGITS - DECIMAL_SCALE, DECIMAL_SCALE),
                // Its type is a text that JSON_VALID accepts.
                JsonEscapes.WHOLE_CHARACTERS,
                Trait.SCHEMAS_ARE_CATALOGS,
                Trait.ADDS_COLUMNS_AT_ONCE,
                Trait.LOCKS_RUNS,
                Trait.LOOKS_UP_KEYS);
        this.collation = collation;
    }

    public static MariaDbDialect ofMariaDb() {
        return new MariaDbDialect("MariaDB", "utf8mb4_nopad_bin");
    }

    /** The same under another name. */
    public static MariaDbDialect ofMySql() {
        return new MariaDbDialect("MySQL", "utf8mb4_0900_bin");
    }

    public String collation() {
        return collation;
    }

    @Override
    public String type(ColumnType type) {
        return switch (type) {
            case ID -> "varchar(" + Identifiers.LONGEST + ")";
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
    public String quoteAsIs(String name) {
        return '`' + name.replace("`", "``") + '`';
    }

    @Override
    public String alike(String one, String other) {
        return one + " <=> " + other;
    }

    @Override
    public String currentSchema(Connection connection) throws SQLException {
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
    public void requireSupported(JdbcOptions settings) {
        String schema = settings.schema();
        if (schema != null) {
            Identifiers.requireShortSchema(schema.codePointCount(0, schema.length()), 64, "characters");
        }
    }

    @Override
    public String cast(String expression, ColumnType to) {
        return switch (to) {
            case ID, TEXT -> "CAST(" + expression + " AS CHAR CHARACTER SET utf8mb4)";
            default -> super.cast(expression, to);
        };
    }

    @Override
    public TimeRange times() {
        return TIMES;
    }

    @Override
    public void bindTime(PreparedStatement statement, int index, long micros) throws SQLException {
        statement.setObject(index, LocalDateTime.ofInstant(TimeRange.instant(micros), ZoneOffset.UTC));
    }

    @Override
    public int nullType(ColumnType type) {
        return type == ColumnType.TIME ? Types.TIMESTAMP : super.nullType(type);
    }

    @Override
    public @Nullable Instant readTime(ResultSet row, int index) throws SQLException {
        LocalDateTime time = row.getObject(index, LocalDateTime.class);
        return time == null ? null : time.toInstant(ZoneOffset.UTC);
    }

    @Override
    public int rowBytes() {
        return 8_126;
    }

    /** Of a text InnoDB keeps up to 40 bytes in the row, and a length. */
    @Override
    public int columnBytes(ColumnType type) {
        return switch (type) {
            case ID, TEXT, JSON -> 41;
            case DECIMAL -> 30;
            case INTEGER -> 4;
            case FLAG -> 1;
            case BIGINT, DOUBLE, TIME -> 8;
        };
    }

    /** What a packet has room for beside the statement, with its columns, and each value's length. */
    @Override
    public long mostRowBytes(Handle handle, int columns) {
        long packet = handle.createQuery("SELECT @@max_allowed_packet")
                .mapTo(Long.class)
                .one();
        return packet - packetOverhead(columns);
    }

    private static long packetOverhead(int columns) {
        return PACKET_BYTES + (long) columns * PACKET_COLUMN_BYTES;
    }

    @Override
    public MemberportException tooLong(long bytes) {
        return new MemberportException(
                FailureKind.TARGET,
                "The export has a row of " + bytes
                        + " bytes, which is more than the server's max_allowed_packet has room"
                        + " for. Nothing was committed. Set max_allowed_packet to "
                        + (bytes + packetOverhead(mostColumns())) + " or more, and run again.");
    }

    /** One less than JSON_DEPTH_LIMIT in MariaDB's json_lib.h; MySQL takes 100. */
    @Override
    public int deepestNesting() {
        return 31;
    }
}
