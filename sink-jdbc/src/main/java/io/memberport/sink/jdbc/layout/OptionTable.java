package io.memberport.sink.jdbc.layout;

import static io.memberport.sink.jdbc.sql.Column.optional;
import static io.memberport.sink.jdbc.sql.Column.required;

import io.memberport.model.Text;
import io.memberport.sink.jdbc.dialect.DatabaseSql;
import io.memberport.sink.jdbc.dialect.Dialect;
import io.memberport.sink.jdbc.dialect.Statements;
import io.memberport.sink.jdbc.load.Staging;
import io.memberport.sink.jdbc.load.VariableOption;
import io.memberport.sink.jdbc.options.JdbcOptions.Mode;
import io.memberport.sink.jdbc.rights.RequiredRight;
import io.memberport.sink.jdbc.rights.RequiredRight.Right;
import io.memberport.sink.jdbc.sql.Column;
import io.memberport.sink.jdbc.sql.ColumnType;
import io.memberport.sink.jdbc.sql.Names;
import io.memberport.sink.jdbc.sql.RowCount;
import io.memberport.sink.jdbc.sql.StagedRows;
import io.memberport.sink.jdbc.sql.Table;
import io.memberport.sink.jdbc.sql.TableNames;
import io.memberport.sink.jdbc.sql.TimeRange;
import io.memberport.sink.jdbc.sync.SyncLog;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** A table with a row per option: what its label is in the newest export that had it, whatever order exports come in. */
final class OptionTable {

    private static final String LABEL = "label";

    private static final List<Column> OWN = List.of(
            required(Names.VARIABLE_ID, ColumnType.ID),
            required(Names.VALUE_ID, ColumnType.ID),
            optional(LABEL, ColumnType.TEXT));

    private static final List<String> KEY = List.of(Names.VARIABLE_ID, Names.VALUE_ID);

    private static final int BATCH_ROWS = 1_000;
    private static final int BATCH_BYTES = 1 << 20;

    private final DatabaseSql sql;
    private final TableNames names;
    private final Dialect dialect;
    private final Statements statements;
    private final Table table;
    private final SeenOptions seen;
    private Staging.@Nullable Place place;
    private long staged;

    OptionTable(DatabaseSql sql, TableNames names, String name) {
        this.sql = sql;
        this.names = names;
        this.dialect = sql.dialect();
        this.statements = sql.statements();
        this.table = Table.keyed(name, OWN, KEY)
                .and(List.of(
                        optional(Names.LAST_BATCH_ID, ColumnType.ID),
                        optional(Names.LAST_EXPORT_DATE, ColumnType.TIME)));
        this.seen = new SeenOptions(dialect);
    }

    Table table() {
        return table;
    }

    List<RequiredRight> requiredRights(Mode mode) {
        List<RequiredRight> rights =
                new ArrayList<>(List.of(RequiredRight.insert(table), RequiredRight.of(Right.DELETE, table)));
        if (mode != Mode.REPLACE) {
            rights.add(RequiredRight.select(table, List.of(Names.VARIABLE_ID, Names.VALUE_ID, Names.LAST_EXPORT_DATE)));
        }
        return rights;
    }

    void see(List<VariableOption> options) {
        seen.see(options);
    }

    boolean leavesSomeOut() {
        return seen.leavesSomeOut();
    }

    /**
     * Puts what was seen into a temporary table, but for options that the target has from a newer export.
     *
     * @param exportDate of what was seen; an export without one is never older
     */
    void stage(Handle handle, Staging staging, Mode mode, @Nullable Instant exportDate) throws SQLException {
        if (seen.all().isEmpty()) {
            return;
        }
        Staging.Place made = staging.scratchKeyed(handle, "option", OWN, KEY);
        insert(handle, made);
        if (mode != Mode.REPLACE && exportDate != null) {
            removeOlder(handle, made, TimeRange.floorMicros(exportDate));
        }
        staging.analyze(handle, made);
        staged = RowCount.of(handle, made.name());
        place = made;
    }

    private void insert(Handle handle, Staging.Place into) throws SQLException {
        try (PreparedStatement statement =
                handle.getConnection().prepareStatement(statements.insert(into.name(), OWN))) {
            int rows = 0;
            long bytes = 0;
            for (VariableOption option : seen.all()) {
                bytes += bind(statement, option);
                statement.addBatch();
                rows++;
                if (rows == BATCH_ROWS || bytes >= BATCH_BYTES) {
                    send(handle, statement);
                    rows = 0;
                    bytes = 0;
                }
            }
            if (rows > 0) {
                send(handle, statement);
            }
        }
    }

    /** Within the transaction in progress, if this one makes the tables of the target. */
    private void send(Handle handle, PreparedStatement statement) throws SQLException {
        if (handle.getConnection().getAutoCommit()) {
            sql.transactions().sendBatch(handle, statement);
        } else {
            statement.executeBatch();
        }
    }

    /** Says how long the label is. */
    private long bind(PreparedStatement statement, VariableOption option) throws SQLException {
        Text label = option.label();
        statement.setString(1, option.key().variableId());
        statement.setString(2, option.key().valueId().asString());
        VariableCells.text(statement, 3, label == null ? null : label.asString(), dialect);
        return label == null ? 0 : label.length();
    }

    private void removeOlder(Handle handle, Staging.Place from, long micros) throws SQLException {
        if (!dialect.times().holds(micros)) {
            return;
        }
        String isNewer = "s." + dialect.quote(Names.LAST_EXPORT_DATE) + " > ?";
        String delete = statements.deleteMatching(from.name(), names.qualified(table), KEY, isNewer);
        try (PreparedStatement statement = handle.getConnection().prepareStatement(delete)) {
            dialect.bindTime(statement, 1, micros);
            statement.executeUpdate();
        }
    }

    /** How many options {@link #write} writes. */
    long staged() {
        return staged;
    }

    /**
     * Writes what is staged, within the transaction of the commit.
     *
     * @param mode what becomes of options that are there: all go, or those that are written again
     * @return how many rows were inserted
     */
    long write(Handle handle, Mode mode, RowGuard guard, SyncLog sync, long syncId) {
        String target = names.qualified(table);
        if (mode == Mode.REPLACE) {
            statements.deleteAll(handle, target);
        }
        if (place == null) {
            return 0;
        }
        String from = place.name();
        if (mode != Mode.REPLACE) {
            new MatchingRows(statements, names, guard).delete(handle, table, from, KEY, "");
        }
        String insert = "INSERT INTO " + target + " (" + dialect.quoted(table.columnNames()) + ") SELECT "
                + OWN.stream()
                        .map(column -> "s." + dialect.quote(column.name()))
                        .collect(Collectors.joining(", "))
                + ", y." + dialect.quote(Names.BATCH_ID) + ", y." + dialect.quote(Names.EXPORT_DATE) + " FROM ";
        StagedRows rows = StagedRows.of(from);
        return statements.updateFromStaged(
                handle, from, part -> insert + rows.query().apply(part) + " s" + sync.joined(syncId));
    }
}
