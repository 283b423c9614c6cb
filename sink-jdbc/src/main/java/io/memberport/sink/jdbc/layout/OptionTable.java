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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** A table with a row per option: what its label is in the newest export that had one, whatever order exports come in. */
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

    /** The dates that rows keep which an export without a date writes over: an export from before them is still older. */
    private final Map<VariableOption.Key, Instant> formerDates = new HashMap<>();

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
        }
        rights.add(
                mode == Mode.APPEND
                        ? RequiredRight.update(table, columnNames(CONTENT))
                        : RequiredRight.of(Right.DELETE, table));
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
     * Makes room for what was seen, within the transaction of the commit. Rows that come from a newer export, or of which this one
     * has no label, stay as they are; of the others go those that are written again, or all, as the mode says. With history nothing
     * is deleted, but written over.
     *
     * @return the options to insert
     */
    Collection<VariableOption> makeRoom(Handle handle, Mode mode, ExportMetadata export) throws SQLException {
        Map<VariableOption.Key, VariableOption> options = seen.byKey();
        if (mode == Mode.REPLACE) {
            statements.deleteAll(handle, qualified);
        } else if (!options.isEmpty()) {
            List<VariableOption> known = takeKnown(handle, options, export.exportDate());
            String ofKey = " WHERE " + parameters(KEY, " AND ");
            if (mode == Mode.APPEND) {
                String update = "UPDATE " + qualified + " SET " + parameters(CONTENT, ", ") + ofKey;
                write(handle, update, known, (statement, option) -> bind(statement, option, export));
            } else {
                write(
                        handle,
                        "DELETE FROM " + qualified + ofKey,
                        known,
                        (statement, option) -> bindKey(statement, 1, option));
                known.forEach(option -> options.put(option.key(), option));
            }
        }
        return options.values();
    }

    private String parameters(List<Column> columns, String between) {
        return columns.stream()
                .map(column -> dialect.quote(column.name()) + " = ?")
                .collect(Collectors.joining(between));
    }

    /** Binds the parameters of a statement, and says how many bytes of labels these are. */
    @FunctionalInterface
    private interface Binding {

        long bind(PreparedStatement statement, VariableOption option) throws SQLException;
    }

    /**
     * Takes those out of the options that have a row.
     *
     * @param exportDate of what was seen; an export without one is never older
     * @return those of them that say a label, and whose row does not come from a newer export
     */
    private List<VariableOption> takeKnown(
            Handle handle, Map<VariableOption.Key, VariableOption> options, @Nullable Instant exportDate)
            throws SQLException {
        List<VariableOption> known = new ArrayList<>();
        String query = "SELECT " + dialect.quoted(readColumns()) + " FROM " + qualified;
        try (PreparedStatement statement = handle.getConnection().prepareStatement(query)) {
            statement.setFetchSize(BATCH_ROWS);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    VariableOption option =
                            options.remove(new VariableOption.Key(row.getString(1), Text.of(row.getString(2))));
                    Instant date = dialect.readTime(row, 3);
                    if (option != null && option.label() != null && !isNewer(date, exportDate)) {
                        known.add(option);
                        if (date != null && exportDate == null) {
                            formerDates.put(option.key(), date);
                        }
                    }
                }
            }
        }
        return known;
    }

    private static boolean isNewer(@Nullable Instant date, @Nullable Instant exportDate) {
        return date != null && exportDate != null && date.isAfter(exportDate);
    }

    /**
     * Inserts options.
     *
     * @return how many; a negative number if the driver does not count
     */
    long insert(Handle handle, Collection<VariableOption> options, ExportMetadata export) throws SQLException {
        List<Column> columns = Stream.concat(CONTENT.stream(), KEY.stream()).toList();
        return write(
                handle,
                statements.insert(qualified, columns),
                options,
                (statement, option) -> bind(statement, option, export));
    }

    /**
     * Runs a statement for each option.
     *
     * @return how many rows that were; a negative number if the driver does not count
     */
    private static long write(Handle handle, String sql, Collection<VariableOption> options, Binding binding)
            throws SQLException {
        long written = 0;
        try (PreparedStatement statement = handle.getConnection().prepareStatement(sql)) {
            int rows = 0;
            long bytes = 0;
            int left = options.size();
            for (VariableOption option : options) {
                bytes += binding.bind(statement, option);
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

    /** As {@link #CONTENT} and {@link #KEY} have it. */
    private long bind(PreparedStatement statement, VariableOption option, ExportMetadata export) throws SQLException {
        Text label = option.label();
        VariableCells.text(statement, 1, label == null ? null : label.asString(), dialect);
        VariableCells.text(statement, 2, export.batchId(), dialect);
        Instant date = export.exportDate() == null ? formerDates.get(option.key()) : export.exportDate();
        if (date == null || !dialect.times().holds(TimeRange.floorMicros(date))) {
            statement.setNull(3, dialect.nullType(ColumnType.TIME));
        } else {
            dialect.bindTime(statement, 3, TimeRange.floorMicros(date));
        }
        bindKey(statement, CONTENT.size() + 1, option);
        return label == null ? 0 : label.length();
    }

    private static long bindKey(PreparedStatement statement, int first, VariableOption option) throws SQLException {
        statement.setString(first, option.key().variableId());
        statement.setString(first + 1, option.key().valueId().asString());
        return 0;
    }
}
