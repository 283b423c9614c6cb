package io.memberport.sink.jdbc.mariadb;

import io.memberport.encoding.block.RowBuffer;
import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import io.memberport.model.MemberBlock;
import io.memberport.sink.jdbc.dialect.DatabaseSql;
import io.memberport.sink.jdbc.load.BlockLayout;
import io.memberport.sink.jdbc.load.BlockSurvey;
import io.memberport.sink.jdbc.load.BulkLoad;
import io.memberport.sink.jdbc.load.OrderedLoad;
import io.memberport.sink.jdbc.load.Staging;
import io.memberport.sink.jdbc.load.TargetValues;
import java.io.ByteArrayInputStream;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingDeque;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;
import org.mariadb.jdbc.Statement;

/**
 * Rows into MariaDB by LOAD DATA, out of memory, encoded on the threads that prepare blocks. A statement takes about a megabyte
 * and is a transaction of its own.
 */
public final class InfileLoad implements BulkLoad {

    private static final int STATEMENT_BYTES = 1 << 20;
    private static final int MOST_IDLE = 8;

    private final Handle handle;
    private final MariaDbDialect dialect;
    private final Staging staging;
    private final Supplier<BlockLayout> layouts;
    private final TargetValues values;
    private final Statement statement;
    private final List<Long> mostRowBytes = new ArrayList<>();
    private final List<Gathered> gathered = new ArrayList<>();
    private final BlockingDeque<Encoder> idle = new LinkedBlockingDeque<>(MOST_IDLE);

    private InfileLoad(
            Handle handle,
            MariaDbDialect dialect,
            Staging staging,
            Supplier<BlockLayout> layouts,
            TargetValues values,
            Statement statement) {
        this.handle = handle;
        this.dialect = dialect;
        this.staging = staging;
        this.layouts = layouts;
        this.values = values;
        this.statement = statement;
        for (int i = 0; i < staging.count(); i++) {
            Staging.Place place = staging.place(i);
            int columns = place.grower() == null ? place.table().columns().size() : dialect.mostColumns();
            mostRowBytes.add(dialect.mostRowBytes(handle, columns));
            gathered.add(new Gathered());
        }
    }

    /** Starts it, or INSERT statements where the server, the driver or what is in between does not let LOAD DATA through. */
    public static BulkLoad orByInsert(
            Handle handle, DatabaseSql sql, Staging staging, Supplier<BlockLayout> layouts, TargetValues values)
            throws SQLException {
        boolean isItsDriver =
                handle.getConnection().getMetaData().getDriverName().startsWith("MariaDB");
        if (isItsDriver && sql.dialect() instanceof MariaDbDialect dialect) {
            java.sql.Statement plain = handle.getConnection().createStatement();
            try {
                InfileLoad load =
                        new InfileLoad(handle, dialect, staging, layouts, values, plain.unwrap(Statement.class));
                load.send(staging.count() - 1, new Gathered());
                return load;
            } catch (SQLException notAllowed) {
                plain.close();
            }
        }
        return OrderedLoad.byInsert(handle, sql, staging, layouts, values);
    }

    /** Rows of a table that wait to be sent. */
    private static final class Gathered {

        private final RowBuffer bytes = new RowBuffer(1024);
        private int columns;
        private long rows;
    }

    /** A block's rows for all tables, and what made them. */
    private final class Encoder implements EncodedBlock {

        private final BlockLayout layout = layouts.get();
        private final List<InfileRows> tables = new ArrayList<>();
        private BlockSurvey survey = new BlockSurvey(List.of(), List.of());

        private Encoder() {
            for (int i = 0; i < staging.count(); i++) {
                int capacity = i == 0 ? STATEMENT_BYTES / 2 : 1024;
                tables.add(new InfileRows(capacity, dialect, mostRowBytes.get(i), values));
            }
        }

        private void encode(MemberBlock block) throws SQLException {
            survey = layout.survey(block);
            for (int i = 0; i < tables.size(); i++) {
                tables.get(i).start(survey.columnCounts().get(i));
            }
            layout.write(block, survey, tables);
        }

        @Override
        public BlockSurvey survey() {
            return survey;
        }

        /** Whether it holds no more memory than ordinary blocks need. */
        private boolean isOrdinary() {
            return tables.stream().allMatch(table -> table.bytes().capacity() <= 2 * STATEMENT_BYTES);
        }
    }

    @Override
    public EncodedBlock encode(MemberBlock block) throws SQLException {
        Encoder encoder = idle.pollFirst();
        if (encoder == null) {
            encoder = new Encoder();
        }
        encoder.encode(block);
        return encoder;
    }

    @Override
    public void append(EncodedBlock block) throws SQLException {
        Encoder encoder = (Encoder) block;
        for (int i = 0; i < encoder.tables.size(); i++) {
            gather(i, encoder.tables.get(i));
        }
        if (encoder.isOrdinary()) {
            idle.offerFirst(encoder);
        }
    }

    private void gather(int table, InfileRows more) throws SQLException {
        Gathered waiting = gathered.get(table);
        if (waiting.columns != more.columns()
                || waiting.bytes.size() + more.bytes().size() > STATEMENT_BYTES) {
            sendWaiting(table);
        }
        waiting.columns = more.columns();
        waiting.rows += more.rows();
        waiting.bytes.append(more.bytes().bytes(), 0, more.bytes().size());
    }

    private void sendWaiting(int table) throws SQLException {
        Gathered waiting = gathered.get(table);
        if (waiting.rows > 0) {
            staging.grow(handle, table, waiting.columns);
            send(table, waiting);
            if (waiting.bytes.capacity() > 2 * STATEMENT_BYTES) {
                gathered.set(table, new Gathered());
            }
            waiting.bytes.clear();
            waiting.rows = 0;
        }
    }

    /** A field that does not fit, or a line that is not taken, is only a warning to the server. */
    private void send(int table, Gathered waiting) throws SQLException {
        Staging.Place place = staging.place(table);
        statement.setLocalInfileInputStream(new ByteArrayInputStream(waiting.bytes.bytes(), 0, waiting.bytes.size()));
        List<String> names = place.table().columnNames();
        long arrived = statement.executeLargeUpdate("LOAD DATA LOCAL INFILE 'rows' INTO TABLE " + place.name()
                + " CHARACTER SET utf8mb4 FIELDS TERMINATED BY '\\t' ENCLOSED BY '' ESCAPED BY '\\\\'"
                + " LINES TERMINATED BY '\\n' STARTING BY '' ("
                + dialect.quoted(waiting.columns == 0 ? names : names.subList(0, waiting.columns)) + ")");
        SQLWarning warning = statement.getWarnings();
        if (warning != null) {
            throw warning;
        }
        if (arrived != waiting.rows) {
            throw new MemberportException(
                    FailureKind.TARGET,
                    "The database took " + arrived + " rows of " + waiting.rows + ". Nothing was committed.");
        }
    }

    @Override
    public void finish() throws SQLException {
        for (int i = 0; i < gathered.size(); i++) {
            sendWaiting(i);
        }
    }

    @Override
    public void close() throws SQLException {
        statement.close();
    }
}
