package io.memberport.sink.jdbc;

import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import io.memberport.model.MemberBlock;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Rows by batches of an INSERT, each sent when it is large enough, so that the driver never holds more than one. */
final class BatchLoad implements BulkLoad {

    private final Handle handle;
    private final Dialect dialect;
    private final Staging staging;
    private final BlockLayouts layouts;
    private final boolean decimal;
    private final BlockLayout layout;
    private final List<@Nullable BatchRows> open = new ArrayList<>();
    private final long[] rows;

    BatchLoad(Handle handle, Dialect dialect, Staging staging, BlockLayouts layouts, boolean decimal) {
        this.handle = handle;
        this.dialect = dialect;
        this.staging = staging;
        this.layouts = layouts;
        this.decimal = decimal;
        this.layout = layouts.create();
        this.rows = new long[staging.count()];
        for (int i = 0; i < staging.count(); i++) {
            open.add(null);
        }
    }

    /** Statements are the database thread's, so there is nothing to prepare but to look what columns are needed. */
    private record Surveyed(MemberBlock block, BlockSurvey survey) implements EncodedBlock {}

    @Override
    public EncodedBlock encode(MemberBlock block) {
        return new Surveyed(block, layouts.create().survey(block));
    }

    @Override
    public void append(EncodedBlock block) throws SQLException {
        Surveyed surveyed = (Surveyed) block;
        List<BatchRows> tables = new ArrayList<>();
        for (int i = 0; i < staging.count(); i++) {
            tables.add(openedFor(i, surveyed.survey().columnCounts().get(i)));
        }
        layout.write(surveyed.block(), surveyed.survey(), tables);
    }

    private BatchRows openedFor(int table, int columns) throws SQLException {
        BatchRows present = open.get(table);
        if (present != null && present.columns() == columns) {
            return present;
        }
        end(table);
        staging.grow(handle, table, columns);
        BatchRows started = BatchRows.start(handle, dialect, staging.place(table), columns, decimal);
        open.set(table, started);
        return started;
    }

    private void end(int table) throws SQLException {
        BatchRows present = open.get(table);
        if (present != null) {
            open.set(table, null);
            rows[table] += present.rows();
            try (present) {
                present.flush();
            }
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

    @Override
    public void close() throws SQLException {
        for (int i = 0; i < open.size(); i++) {
            BatchRows present = open.get(i);
            open.set(i, null);
            if (present != null) {
                present.close();
            }
        }
    }
}
