package io.memberport.sink.jdbc.layout;

import static io.memberport.sink.jdbc.sql.Column.optional;
import static io.memberport.sink.jdbc.sql.Column.required;

import io.memberport.model.ExportMetadata;
import io.memberport.model.Text;
import io.memberport.sink.jdbc.dialect.DatabaseSql;
import io.memberport.sink.jdbc.dialect.Dialect;
import io.memberport.sink.jdbc.dialect.Statements;
import io.memberport.sink.jdbc.load.VariableOption;
import io.memberport.sink.jdbc.options.JdbcOptions.Mode;
import io.memberport.sink.jdbc.rights.RequiredRight;
import io.memberport.sink.jdbc.rights.RequiredRight.Right;
import io.memberport.sink.jdbc.sql.Column;
import io.memberport.sink.jdbc.sql.ColumnType;
import io.memberport.sink.jdbc.sql.Names;
import io.memberport.sink.jdbc.sql.Table;
import io.memberport.sink.jdbc.sql.TableNames;
import io.memberport.sink.jdbc.sql.TimeRange;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** A table with a row per option: what its label is in the newest export that had it, whatever order exports come in. */
final class OptionTable {

    private static final List<Column> KEY =
            List.of(required(Names.VARIABLE_ID, ColumnType.ID), required(Names.VALUE_ID, ColumnType.ID));

    private static final List<Column> CONTENT = List.of(
            optional("label", ColumnType.TEXT),
            optional(Names.LAST_BATCH_ID, ColumnType.ID),
            optional(Names.LAST_EXPORT_DATE, ColumnType.TIME));

    private static final int BATCH_ROWS = 1_000;
    private static final int BATCH_BYTES = 1 << 20;

    private final Dialect dialect;
    private final Statements statements;
    private final Table table;
    private final String qualified;
    private final SeenOptions seen;

    OptionTable(DatabaseSql sql, TableNames names, String name) {
        this.dialect = sql.dialect();
        this.statements = sql.statements();
        this.table = Table.keyed(name, KEY, columnNames(KEY)).and(CONTENT);
        this.qualified = names.qualified(table);
        this.seen = new SeenOptions(dialect);
    }

    private static List<String> columnNames(List<Column> columns) {
        return columns.stream().map(Column::name).toList();
    }

    Table table() {
        return table;
    }

    List<RequiredRight> requiredRights(Mode mode) {
        List<RequiredRight> rights = new ArrayList<>(List.of(RequiredRight.insert(table)));
        if (mode != Mode.REPLACE) {
            rights.add(RequiredRight.select(table, readColumns()));
            rights.add(RequiredRight.update(table, columnNames(CONTENT)));
        }
        if (mode != Mode.APPEND) {
            rights.add(RequiredRight.of(Right.DELETE, table));
        }
        return rights;
    }

    private static List<String> readColumns() {
        return Stream.concat(columnNames(KEY).stream(), Stream.of(Names.LAST_EXPORT_DATE))
                .toList();
    }

    void see(List<VariableOption> options) {
        seen.see(options);
    }

    boolean leavesSomeOut() {
        return seen.leavesSomeOut();
    }

    /**
     * Writes what was seen to rows that are there, within the transaction of the commit: deletes them all, or changes those that
     * come from no newer export.
     *
     * @return the options that have no row
     */
    Collection<VariableOption> update(Handle handle, Mode mode, ExportMetadata export) throws SQLException {
        Map<VariableOption.Key, VariableOption> missing = seen.byKey();
        if (mode == Mode.REPLACE) {
            statements.deleteAll(handle, qualified);
        } else if (!missing.isEmpty()) {
            String update = "UPDATE " + qualified + " SET "
                    + columnNames(CONTENT).stream().map(this::assigned).collect(Collectors.joining(", ")) + " WHERE "
                    + columnNames(KEY).stream().map(this::assigned).collect(Collectors.joining(" AND "));
            write(handle, update, takeKnown(handle, missing, export.exportDate()), export);
        }
        return missing.values();
    }

    private String assigned(String column) {
        return dialect.quote(column) + " = ?";
    }

    /**
     * Removes options that have a row from those that have none.
     *
     * @param exportDate of what was seen; an export without one is never older
     * @return those of them that do not come from a newer export
     */
    private List<VariableOption> takeKnown(
            Handle handle, Map<VariableOption.Key, VariableOption> missing, @Nullable Instant exportDate)
            throws SQLException {
        List<VariableOption> known = new ArrayList<>();
        String query = "SELECT " + dialect.quoted(readColumns()) + " FROM " + qualified;
        try (PreparedStatement statement = handle.getConnection().prepareStatement(query)) {
            statement.setFetchSize(BATCH_ROWS);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    VariableOption option =
                            missing.remove(new VariableOption.Key(row.getString(1), Text.of(row.getString(2))));
                    Instant date = dialect.readTime(row, 3);
                    if (option != null && (date == null || exportDate == null || !date.isAfter(exportDate))) {
                        known.add(option);
                    }
                }
            }
        }
        return known;
    }

    /**
     * Inserts options.
     *
     * @return how many; a negative number if the driver does not count
     */
    long insert(Handle handle, Collection<VariableOption> options, ExportMetadata export) throws SQLException {
        List<Column> columns = Stream.concat(CONTENT.stream(), KEY.stream()).toList();
        return write(handle, statements.insert(qualified, columns), options, export);
    }

    /**
     * Runs a statement for each option.
     *
     * @param sql with parameters for {@link #CONTENT} and {@link #KEY}
     */
    private long write(Handle handle, String sql, Collection<VariableOption> options, ExportMetadata export)
            throws SQLException {
        long written = 0;
        try (PreparedStatement statement = handle.getConnection().prepareStatement(sql)) {
            int rows = 0;
            long bytes = 0;
            int left = options.size();
            for (VariableOption option : options) {
                bytes += bind(statement, option, export);
                statement.addBatch();
                rows++;
                left--;
                if (left == 0 || rows == BATCH_ROWS || bytes >= BATCH_BYTES) {
                    written = sum(written, statement.executeBatch());
                    rows = 0;
                    bytes = 0;
                }
            }
        }
        return written;
    }

    private static long sum(long before, int[] counts) {
        boolean counted = before >= 0 && Arrays.stream(counts).allMatch(count -> count >= 0);
        return counted ? before + Arrays.stream(counts).sum() : Statement.SUCCESS_NO_INFO;
    }

    /** Says how long the label is. */
    private long bind(PreparedStatement statement, VariableOption option, ExportMetadata export) throws SQLException {
        Text label = option.label();
        VariableCells.text(statement, 1, label == null ? null : label.asString(), dialect);
        VariableCells.text(statement, 2, export.batchId(), dialect);
        Instant date = export.exportDate();
        if (date == null || !dialect.times().holds(TimeRange.floorMicros(date))) {
            statement.setNull(3, dialect.nullType(ColumnType.TIME));
        } else {
            dialect.bindTime(statement, 3, TimeRange.floorMicros(date));
        }
        statement.setString(4, option.key().variableId());
        statement.setString(5, option.key().valueId().asString());
        return label == null ? 0 : label.length();
    }
}
