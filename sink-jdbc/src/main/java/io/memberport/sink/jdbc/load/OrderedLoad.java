package io.memberport.sink.jdbc.load;

import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import io.memberport.model.MemberBlock;
import io.memberport.sink.jdbc.dialect.DatabaseSql;
import io.memberport.sink.jdbc.sql.RowCount;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingDeque;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Rows that a driver takes cell by cell, so that the database's thread does all the work but looking what is in a block. */
public final class OrderedLoad implements BulkLoad {

    private static final int MOST_IDLE = 8;

    /** Makes the way into a staging table, for rows of so many columns. */
    @FunctionalInterface
    public interface Start {

        TableRows rows(Staging.Place place, int columns) throws SQLException;
    }

    private final Handle handle;
    private final Staging staging;
    private final Supplier<BlockLayout> layouts;
    private final Start start;
    private final BlockLayout layout;
    private final BlockingDeque<BlockLayout> idle = new LinkedBlockingDeque<>(MOST_IDLE);
    private final List<@Nullable TableRows> open = new ArrayList<>();
    private final long[] rows;

    public OrderedLoad(Handle handle, Staging staging, Supplier<BlockLayout> layouts, Start start) {
        this.handle = handle;
        this.staging = staging;
        this.layouts = layouts;
        this.start = start;
        this.layout = layouts.get();
        this.rows = new long[staging.count()];
        for (int i = 0; i < staging.count(); i++) {
            open.add(null);
        }
    }

    /** Rows as parameters of INSERT statements, which every database takes. */
    public static BulkLoad byInsert(
            Handle handle, DatabaseSql sql, Staging staging, Supplier<BlockLayout> layouts, TargetValues values) {
        return new OrderedLoad(
                handle, staging, layouts, (place, columns) -> new BatchRows(handle, sql, place, columns, values));
    }

    private record Surveyed(MemberBlock block, BlockSurvey survey) implements EncodedBlock {}

    @Override
    public EncodedBlock encode(MemberBlock block) {
        BlockLayout surveyor = idle.pollFirst();
        if (surveyor == null) {
            surveyor = layouts.get();
        }
        Surveyed surveyed = new Surveyed(block, surveyor.survey(block));
        idle.offerFirst(surveyor);
        return surveyed;
    }

    @Override
    public void append(EncodedBlock block) throws SQLException {
        Surveyed surveyed = (Surveyed) block;
        List<TableRows> tables = new ArrayList<>();
        for (int i = 0; i < staging.count(); i++) {
            tables.add(openedFor(i, surveyed.survey().columnCounts().get(i)));
        }
        layout.write(surveyed.block(), surveyed.survey(), tables);
    }

    private TableRows openedFor(int table, int columns) throws SQLException {
        TableRows present = open.get(table);
        if (present != null && present.takes(columns)) {
            return present;
        }
        end(table);
        staging.grow(handle, table, columns);
        TableRows started = start.rows(staging.place(table), columns);
        open.set(table, started);
        return started;
    }

    private void end(int table) throws SQLException {
        TableRows present = open.get(table);
        if (present != null) {
            open.set(table, null);
            rows[table] += present.rows;
            try (present) {
                present.flush();
            }
        }
    }

    @Override
    public void finish() throws SQLException {
        for (int i = 0; i < staging.count(); i++) {
            end(i);
            long arrived = RowCount.of(handle, staging.name(i));
            if (arrived != rows[i]) {
                throw new MemberportException(
                        FailureKind.TARGET,
                        "The database took " + arrived + " rows of " + rows[i] + ". Nothing was committed.");
            }
        }
    }

    @Override
    public void close() throws SQLException {
        for (int i = 0; i < open.size(); i++) {
            TableRows present = open.get(i);
            open.set(i, null);
            if (present != null) {
                present.close();
            }
        }
    }
}
