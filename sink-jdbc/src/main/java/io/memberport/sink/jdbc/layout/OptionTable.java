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

    /**
     * An option as its row is to be.
     *
     * @param date of the export that its label comes from; null if that is not known
     */
    private record Row(VariableOption option, @Nullable Instant date) {

        private int labelBytes() {
            Text label = option.label();
            return label == null ? 0 : label.length();
        }
    }

    /** What becomes of the table: the options that are new to it, and those of which it has an older label. */
    private record Change(List<Row> added, List<Row> relabelled) {

        private List<Row> all() {
            return Stream.concat(added.stream(), relabelled.stream()).toList();
        }
    }

    /** Binds the parameters of a statement. */
    @FunctionalInterface
    private interface Binding {

        void bind(PreparedStatement statement, Row row) throws SQLException;
    }

    /**
     * How many rows were inserted.
     *
     * @param written as the database has counted them; a negative number if the driver does not
     */
    record Inserted(int expected, long written) {}

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
     * Writes what was seen, within the transaction of the commit. Rows that come from a newer export, or of which this one has no
     * label, stay as they are; of the others go those that are written again, or all, as the mode says. With history nothing is
     * deleted, but written over.
     */
    Inserted write(Handle handle, Mode mode, ExportMetadata export) throws SQLException {
        String ofKey = " WHERE " + parameters(KEY, " AND ");
        Change change = change(handle, mode, export.exportDate());
        return switch (mode) {
            case REPLACE -> {
                statements.deleteAll(handle, qualified);
                yield insert(handle, change.added(), export);
            }
            case MERGE -> {
                String delete = "DELETE FROM " + qualified + ofKey;
                run(handle, delete, change.relabelled(), (statement, row) -> bindKey(statement, 1, row));
                yield insert(handle, change.all(), export);
            }
            case APPEND -> {
                String update = "UPDATE " + qualified + " SET " + parameters(CONTENT, ", ") + ofKey;
                run(handle, update, change.relabelled(), (statement, row) -> bind(statement, row, export));
                yield insert(handle, change.added(), export);
            }
        };
    }

    private String parameters(List<Column> columns, String between) {
        return columns.stream()
                .map(column -> dialect.quote(column.name()) + " = ?")
                .collect(Collectors.joining(between));
    }

    /** Compares what was seen with what is there, unless that is to go. An export without a date is never older. */
    private Change change(Handle handle, Mode mode, @Nullable Instant date) throws SQLException {
        Map<VariableOption.Key, @Nullable Instant> known =
                mode == Mode.REPLACE || seen.byKey().isEmpty() ? Map.of() : knownDates(handle);
        List<Row> added = new ArrayList<>();
        List<Row> relabelled = new ArrayList<>();
        for (VariableOption option : seen.byKey().values()) {
            Instant before = known.get(option.key());
            if (!known.containsKey(option.key())) {
                added.add(new Row(option, date));
            } else if (option.label() != null && !isNewer(before, date)) {
                // A row keeps its date if the export has none: one from before it is still older.
                relabelled.add(new Row(option, date == null ? before : date));
            }
        }
        return new Change(added, relabelled);
    }

    private static boolean isNewer(@Nullable Instant before, @Nullable Instant date) {
        return before != null && date != null && before.isAfter(date);
    }

    /** The dates of the rows of those options that were seen. */
    private Map<VariableOption.Key, @Nullable Instant> knownDates(Handle handle) throws SQLException {
        Map<VariableOption.Key, @Nullable Instant> dates = new HashMap<>();
        String query = "SELECT " + dialect.quoted(readColumns()) + " FROM " + qualified;
        try (PreparedStatement statement = handle.getConnection().prepareStatement(query)) {
            statement.setFetchSize(BATCH_ROWS);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    VariableOption option =
                            seen.byKey().get(new VariableOption.Key(row.getString(1), Text.of(row.getString(2))));
                    if (option != null) {
                        dates.put(option.key(), dialect.readTime(row, 3));
                    }
                }
            }
        }
        return dates;
    }

    private Inserted insert(Handle handle, List<Row> rows, ExportMetadata export) throws SQLException {
        List<Column> columns = Stream.concat(CONTENT.stream(), KEY.stream()).toList();
        long written = run(
                handle, statements.insert(qualified, columns), rows, (statement, row) -> bind(statement, row, export));
        return new Inserted(rows.size(), written);
    }

    /**
     * Runs a statement for each row.
     *
     * @return how many rows that were; a negative number if the driver does not count
     */
    private static long run(Handle handle, String sql, List<Row> rows, Binding binding) throws SQLException {
        long written = 0;
        try (PreparedStatement statement = handle.getConnection().prepareStatement(sql)) {
            int batched = 0;
            long bytes = 0;
            int left = rows.size();
            for (Row row : rows) {
                binding.bind(statement, row);
                statement.addBatch();
                bytes += row.labelBytes();
                batched++;
                left--;
                if (left == 0 || batched == BATCH_ROWS || bytes >= BATCH_BYTES) {
                    written = sum(written, statement.executeBatch());
                    batched = 0;
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
    private void bind(PreparedStatement statement, Row row, ExportMetadata export) throws SQLException {
        Text label = row.option().label();
        VariableCells.text(statement, 1, label == null ? null : label.asString(), dialect);
        VariableCells.text(statement, 2, export.batchId(), dialect);
        Instant date = row.date();
        if (date == null || !dialect.times().holds(TimeRange.floorMicros(date))) {
            statement.setNull(3, dialect.nullType(ColumnType.TIME));
        } else {
            dialect.bindTime(statement, 3, TimeRange.floorMicros(date));
        }
        bindKey(statement, CONTENT.size() + 1, row);
    }

    private static void bindKey(PreparedStatement statement, int first, Row row) throws SQLException {
        VariableOption.Key key = row.option().key();
        statement.setString(first, key.variableId());
        statement.setString(first + 1, key.valueId().asString());
    }
}
