package io.memberport.sink.jdbc;

import io.memberport.encoding.column.InvalidValuePolicy;
import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import io.memberport.error.Remedy;
import io.memberport.model.Sha256;
import io.memberport.port.Layout;
import io.memberport.port.SinkContext;
import io.memberport.sink.jdbc.database.DatabaseProduct;
import io.memberport.sink.jdbc.dialect.Catalog;
import io.memberport.sink.jdbc.dialect.DatabaseSql;
import io.memberport.sink.jdbc.dialect.Trait;
import io.memberport.sink.jdbc.failure.Operation;
import io.memberport.sink.jdbc.layout.MissingColumns;
import io.memberport.sink.jdbc.layout.RowGuard;
import io.memberport.sink.jdbc.layout.TableSet;
import io.memberport.sink.jdbc.layout.WideTables;
import io.memberport.sink.jdbc.load.BulkLoad;
import io.memberport.sink.jdbc.load.Staging;
import io.memberport.sink.jdbc.load.TargetValues;
import io.memberport.sink.jdbc.options.JdbcOptions;
import io.memberport.sink.jdbc.options.JdbcOptions.InvalidValues;
import io.memberport.sink.jdbc.options.JdbcOptions.Numbers;
import io.memberport.sink.jdbc.options.JdbcOptions.TooWide;
import io.memberport.sink.jdbc.session.JdbcSession;
import io.memberport.sink.jdbc.sql.Identifiers;
import io.memberport.sink.jdbc.sql.Table;
import io.memberport.sink.jdbc.sql.TableNames;
import io.memberport.sink.jdbc.sync.SyncLog;
import io.memberport.sink.jdbc.target.Attachments;
import io.memberport.sink.jdbc.target.TargetTables;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * A target that is locked and ready to be written.
 *
 * @param direct whether rows go straight into tables that the transaction in progress has made
 * @param lastSyncId the number of the last commit when the target was locked
 */
record OpenTables(
        TableSet tables,
        Staging staging,
        BulkLoad load,
        SyncLog sync,
        TargetValues values,
        RowGuard guard,
        boolean direct,
        long lastSyncId) {

    private static final int LOCK_DIGITS = 40;

    static OpenTables open(JdbcSession session, JdbcOptions settings, SinkContext context, String target) {
        DatabaseProduct product = session.product();
        TableNames names = session.call(Operation.SET_UP, handle -> TargetTables.names(handle, settings, product));
        lock(session, names, target);
        return session.call(Operation.SET_UP, handle -> {
            TargetTables there = TargetTables.there(handle, target, settings, product);
            there.requireUsable();
            there.requireNoObstacle(handle);
            TargetTables found = there.withCommits(handle);
            found.requireUsable();
            found.requireCommunity(context.community());
            requireNames(context);
            JdbcOptions decided = decide(handle, product, found, context, target);
            return ready(handle, product, names, decided, target, found);
        });
    }

    private static void requireNames(SinkContext context) {
        Identifiers.checked(context.community(), "The community's name");
        requireBatchId(context.batchId());
    }

    static void requireBatchId(@Nullable String batchId) {
        if (batchId != null) {
            Identifiers.checked(batchId, "The export's batch id");
        }
    }

    /** Keeps runs away, where the database has locks for that. */
    static void lock(JdbcSession session, TableNames names, String target) {
        boolean locked =
                session.call(Operation.LOCK, handle -> session.transactions().lock(handle, lockName(names), 0));
        if (!locked) {
            throw new MemberportException(
                    FailureKind.TARGET_BUSY,
                    "Another run is writing to the target " + target + ". Run again when it has ended.");
        }
    }

    /** A name of few and plain characters. */
    static String lockName(TableNames names) {
        return "memberport:"
                + Sha256.of(names.place().getBytes(StandardCharsets.UTF_8)).substring(0, LOCK_DIGITS);
    }

    /**
     * As the target was written last; long instead of wide from now on if a wide row has no room for the export and the user
     * chose that for this case. A full export alone can make that change: after changes, half of the state would be in
     * tables of the one kind and half in those of the other.
     */
    private static JdbcOptions decide(
            Handle handle, DatabaseProduct product, TargetTables found, SinkContext context, String target)
            throws SQLException {
        JdbcOptions settled = found.settled();
        if (settled.layout() != Layout.WIDE || settled.tooWide() != TooWide.LONG) {
            return settled;
        }
        WideTables wide = new WideTables(product.sql(), found.names(), settled);
        if (found.missing().isEmpty()) {
            wide.open(handle);
        }
        if (wide.hasRoomFor(context.variables())) {
            return settled;
        }
        if (!found.isFirst() && context.sinceDatetime() != null) {
            throw MemberportException.of(
                            FailureKind.TARGET,
                            "The export has more variables than the wide tables of " + target
                                    + " have room for, and holds only what"
                                    + " changed since " + context.sinceDatetime() + ". Nothing was changed. Make a full"
                                    + " export; it and all later exports are written to the long tables.")
                    .remedy(Remedy.EXPORT_IN_FULL)
                    .build();
        }
        return settled.withLayout(Layout.LONG);
    }

    private static OpenTables ready(
            Handle handle,
            DatabaseProduct product,
            TableNames names,
            JdbcOptions settings,
            String target,
            TargetTables found)
            throws SQLException {
        DatabaseSql sql = product.sql();
        TableSet tables = TableSet.of(sql, names, settings);
        TargetTables present = found;
        if (!found.settings().equals(settings)) {
            present = TargetTables.read(handle, target, settings, product);
            present.requireUsable();
            present.requireNoObstacle(handle);
        }
        // Before a transaction that lasts as long as the download, which would keep all others from reading these.
        for (MissingColumns lacking : present.lacking()) {
            lacking.add(handle, sql, names);
        }
        List<String> own = tables.tables().stream().map(names::plain).toList();
        boolean direct = sql.dialect().has(Trait.LOADS_DIRECTLY)
                && tables.canLoadDirectly()
                && present.missing().containsAll(own);
        if (direct) {
            sql.transactions().begin(handle);
        }
        create(handle, sql, names, tables, present, direct);
        tables.open(handle);
        Map<String, String> triggers = Attachments.of(handle, product.obstacles(), names, tables.withSync())
                .triggers();
        RowGuard guard = new RowGuard(target, names, triggers);
        tables.guard(guard);
        SyncLog sync = new SyncLog(sql, names);
        long lastSyncId = sync.lastId(handle);
        Staging staging = tables.staging(direct);
        staging.create(handle);
        InvalidValuePolicy policy = new InvalidValuePolicy(
                settings.invalidValues() == InvalidValues.REPLACE, sql.dialect().product(), "another layout");
        TargetValues values = new TargetValues(sql.dialect(), settings.numbers() == Numbers.DECIMAL, policy);
        BulkLoad load = product.loader().start(handle, sql, staging, tables.layouts(values), values);
        return new OpenTables(tables, staging, load, sync, values, guard, direct, lastSyncId);
    }

    private static void create(
            Handle handle, DatabaseSql sql, TableNames names, TableSet tables, TargetTables found, boolean direct)
            throws SQLException {
        String schema = names.schema();
        if (schema != null && new Catalog(handle.getConnection(), sql.dialect(), names).lacksSchema()) {
            handle.execute("CREATE SCHEMA " + sql.dialect().quoteAsIs(schema));
        }
        for (Table table : tables.withSync()) {
            if (found.missing().contains(names.plain(table))) {
                // A table that gets its rows directly gets its keys when they are there.
                boolean bare = direct && !table.index().isEmpty();
                List<String> statements = bare
                        ? List.of(sql.statements().createTable(names.qualified(table), table.withoutKeys()))
                        : sql.statements().createTable(names, table);
                statements.forEach(handle::execute);
            }
        }
    }
}
