package io.memberport.sink.jdbc;

import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import io.memberport.model.MemberBlock;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.duckdb.DuckDBConnection;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Rows into DuckDB by its appender, one for each staging table. */
final class AppenderLoad implements BulkLoad {

    private static final String CATALOG = "temp";
    private static final String SCHEMA = "main";

    private final Handle handle;
    private final DuckDBConnection connection;
    private final Dialect dialect;
    private final Staging staging;
    private final BlockLayouts layouts;
    private final BlockLayout layout;
    private final boolean decimal;
    private final List<@Nullable AppenderRows> open = new ArrayList<>();
    private final long[] rows;

    AppenderLoad(Handle handle, Dialect dialect, Staging staging, BlockLayouts layouts, boolean decimal)
            throws SQLException {
        this.handle = handle;
        this.connection = handle.getConnection().unwrap(DuckDBConnection.class);
        this.dialect = dialect;
        this.staging = staging;
        this.layouts = layouts;
        this.layout = layouts.create();
        this.decimal = decimal;
        this.rows = new long[staging.count()];
        for (int i = 0; i < staging.count(); i++) {
            open.add(null);
        }
    }

    /** The appender is the database thread's, so there is nothing to prepare but to look what columns are needed. */
    private record Surveyed(MemberBlock block, BlockSurvey survey) implements EncodedBlock {}

    @Override
    public EncodedBlock encode(MemberBlock block) {
        return new Surveyed(block, layouts.create().survey(block));
    }

    @Override
    public void append(EncodedBlock block) throws SQLException {
        Surveyed surveyed = (Surveyed) block;
        List<AppenderRows> tables = new ArrayList<>();
        for (int i = 0; i < staging.count(); i++) {
            tables.add(openedFor(i, surveyed.survey().columnCounts().get(i)));
        }
        layout.write(surveyed.block(), surveyed.survey(), tables);
    }

    /** An appender takes whole rows, so one of fewer columns than the table has is filled up. */
    private AppenderRows openedFor(int table, int columns) throws SQLException {
        AppenderRows present = open.get(table);
        int there = staging.place(table).table().columns().size();
        if (present == null || columns > there) {
            end(table);
            staging.grow(handle, table, columns);
            Table grown = staging.place(table).table();
            present = new AppenderRows(
                    connection.createAppender(CATALOG, SCHEMA, grown.name()),
                    grown.columns().size(),
                    dialect,
                    decimal);
            open.set(table, present);
        }
        return present;
    }

    private void end(int table) throws SQLException {
        AppenderRows present = open.get(table);
        if (present != null) {
            open.set(table, null);
            rows[table] += present.rows();
            present.close();
        }
    }

    @Override
    public void finish() throws SQLException {
        for (int i = 0; i < staging.count(); i++) {
            end(i);
            long arrived = handle.createQuery("SELECT COUNT(*) FROM " + staging.name(i))
                    .mapTo(Long.class)
                    .one();
            if (arrived != rows[i]) {
                throw new MemberportException(
                        FailureKind.TARGET,
                        dialect.product() + " took " + arrived + " rows of " + rows[i] + ". Nothing was committed.");
            }
        }
    }

    /** What an appender still holds it writes when it is closed; into a staging table, which is dropped. */
    @Override
    public void close() throws SQLException {
        for (int i = 0; i < staging.count(); i++) {
            end(i);
        }
    }
}
