package io.memberport.sink.jdbc.dialect;

import io.memberport.error.MemberportException;
import io.memberport.model.Text;
import io.memberport.sink.jdbc.options.JdbcOptions;
import io.memberport.sink.jdbc.sql.ColumnType;
import io.memberport.sink.jdbc.sql.DecimalRange;
import io.memberport.sink.jdbc.sql.JsonEscapes;
import io.memberport.sink.jdbc.sql.Quoting;
import io.memberport.sink.jdbc.sql.TimeRange;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * The types of a database, how it quotes, what it holds, and how values are bound and read. What is here is what the SQL
 * standard says; a subclass says where its database is another way. Stateless.
 */
public abstract class Dialect implements Quoting {

    /** Microseconds from 0001-01-01 to the end of 9999, which every database has. */
    private static final TimeRange ORDINARY_TIMES =
            TimeRange.of(Instant.parse("0001-01-01T00:00:00Z"), Instant.parse("9999-12-31T23:59:59.999999Z"));

    private final String product;
    private final int mostColumns;
    private final DecimalRange decimals;
    private final JsonEscapes escapes;
    private final Set<Trait> traits;

    /**
     * Says what every database differs in.
     *
     * @param product what to call the database in messages
     * @param mostColumns the largest number of columns a table can have
     * @param decimals the numbers that a column of type {@link ColumnType#DECIMAL} holds
     * @param escapes what a column of type {@link ColumnType#JSON} takes
     */
    protected Dialect(String product, int mostColumns, DecimalRange decimals, JsonEscapes escapes, Trait... traits) {
        this.product = product;
        this.mostColumns = mostColumns;
        this.decimals = decimals;
        this.escapes = escapes;
        this.traits = Set.of(traits);
    }

    public final String product() {
        return product;
    }

    public final int mostColumns() {
        return mostColumns;
    }

    public final boolean has(Trait trait) {
        return traits.contains(trait);
    }

    /** The name of a type. */
    public abstract String type(ColumnType type);

    /** The schema in which a connection finds and makes tables that are named without one; null if that needs no name. */
    public @Nullable String currentSchema(Connection connection) throws SQLException {
        return connection.getSchema();
    }

    /** An expression that turns a value of one type into one of another, into text for example. */
    public String cast(String expression, ColumnType to) {
        return "CAST(" + expression + " AS " + type(to) + ")";
    }

    /** A placeholder for a value of a type. */
    public String placeholder(ColumnType type) {
        return "?";
    }

    public final DecimalRange decimals() {
        return decimals;
    }

    public final JsonEscapes escapes() {
        return escapes;
    }

    @Override
    public final String fold(String name) {
        return has(Trait.FOLDS_TO_UPPER_CASE) ? name.toUpperCase(Locale.ROOT) : name;
    }

    /** How deep a document may be nested in a column of type {@link ColumnType#JSON}. */
    public int deepestNesting() {
        return Integer.MAX_VALUE;
    }

    /** The instants that there are. */
    public TimeRange times() {
        return ORDINARY_TIMES;
    }

    /** Sets a parameter of type {@link ColumnType#TIME}. */
    public void bindTime(PreparedStatement statement, int index, long micros) throws SQLException {
        statement.setObject(index, OffsetDateTime.ofInstant(TimeRange.instant(micros), ZoneOffset.UTC));
    }

    /** The JDBC type of a null for a column. */
    public int nullType(ColumnType type) {
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
    public @Nullable Instant readTime(ResultSet row, int index) throws SQLException {
        OffsetDateTime time = row.getObject(index, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    /** Bytes within a row that a column takes at most, whatever its value; see {@link #rowBytes}. */
    public int columnBytes(ColumnType type) {
        return 0;
    }

    /** Bytes that the columns of a row can take at most. */
    public int rowBytes() {
        return Integer.MAX_VALUE;
    }

    /** How many bytes of text a row of so many columns can have to be sent; see {@link #tooLong}. */
    public long mostRowBytes(Handle handle, int columns) {
        return Long.MAX_VALUE;
    }

    /** A row has more than that. */
    public MemberportException tooLong(long bytes) {
        throw new IllegalStateException("rows have no limit in " + product());
    }

    /** Whether a key may treat an id as equal to another one: the same without the blank at its end. */
    public final boolean confuses(Text id) {
        return has(Trait.PADS_IDS) && !id.isEmpty() && id.byteAt(id.length() - 1) == ' ';
    }

    /** Refuses settings that the database has no means for. */
    public void requireSupported(JdbcOptions settings) {}
}
