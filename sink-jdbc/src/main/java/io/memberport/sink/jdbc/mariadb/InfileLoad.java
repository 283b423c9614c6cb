package io.memberport.sink.jdbc.mariadb;

import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import io.memberport.model.MemberBlock;
import io.memberport.sink.jdbc.dialect.DatabaseSql;
import io.memberport.sink.jdbc.load.BlockEncoders;
import io.memberport.sink.jdbc.load.BlockLayout;
import io.memberport.sink.jdbc.load.BulkLoad;
import io.memberport.sink.jdbc.load.EncodedRows;
import io.memberport.sink.jdbc.load.GatheredRows;
import io.memberport.sink.jdbc.load.OrderedLoad;
import io.memberport.sink.jdbc.load.Staging;
import io.memberport.sink.jdbc.load.TargetValues;
import java.io.ByteArrayInputStream;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;
import org.mariadb.jdbc.Statement;

/**
 * Rows into MariaDB by LOAD DATA, out of memory, encoded on the threads that prepare blocks. A statement takes about a megabyte
 * and is a transaction of its own.
 */
public final class InfileLoad implements BulkLoad {

    private static final int STATEMENT_BYTES = 1 << 20;

    /** The driver sends packets of 64 KiB, and rows have to fit into one beside the overhead of a thousand columns. */
    private static final long SMALLEST_PACKET_BYTES = STATEMENT_BYTES;

    /** A note about replicas, not about rows. */
    private static final int UNSAFE_IN_BINARY_LOG = 1592;

    private final Handle handle;
    private final MariaDbDialect dialect;
    private final Staging staging;
    private final Statement statement;
    private final BlockEncoders encoders;
    private final List<GatheredRows> gathered = new ArrayList<>();

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
        this.statement = statement;
        List<Long> mostRowBytes = new ArrayList<>();
        for (int i = 0; i < staging.count(); i++) {
            Staging.Place place = staging.place(i);
            int columns = place.grower() == null ? place.table().columns().size() : dialect.mostColumns();
            mostRowBytes.add(dialect.mostRowBytes(handle, columns));
            gathered.add(new GatheredRows());
        }
        this.encoders = new BlockEncoders(
                staging.count(),
                layouts,
                table -> new InfileRows(
                        table == 0 ? STATEMENT_BYTES / 2 : 1024, dialect, mostRowBytes.get(table), values),
                2 * STATEMENT_BYTES);
    }

    /**
     * Starts it, or INSERT statements where the server takes small packets only, or where it, the driver or what is in between
     * does not let LOAD DATA through.
     */
    public static BulkLoad orByInsert(
            Handle handle, DatabaseSql sql, Staging staging, Supplier<BlockLayout> layouts, TargetValues values)
            throws SQLException {
        boolean isItsDriver =
                handle.getConnection().getMetaData().getDriverName().startsWith("MariaDB");
        if (isItsDriver
                && sql.dialect() instanceof MariaDbDialect dialect
                && dialect.mostRowBytes(handle, 0) >= SMALLEST_PACKET_BYTES) {
            java.sql.Statement plain = handle.getConnection().createStatement();
            try {
                InfileLoad load =
                        new InfileLoad(handle, dialect, staging, layouts, values, plain.unwrap(Statement.class));
                load.send(staging.count() - 1, new GatheredRows());
                return load;
            } catch (SQLException notAllowed) {
                plain.close();
            }
        }
        return OrderedLoad.byInsert(handle, sql, staging, layouts, values);
    }

    @Override
    public EncodedBlock encode(MemberBlock block) throws SQLException {
        return encoders.encode(block);
    }

    @Override
    public void append(EncodedBlock block) throws SQLException {
        BlockEncoders.Encoded encoded = (BlockEncoders.Encoded) block;
        for (int i = 0; i < staging.count(); i++) {
            gather(i, encoded.of(i));
        }
        encoded.release();
    }

    private void gather(int table, EncodedRows more) throws SQLException {
        GatheredRows waiting = gathered.get(table);
        if (waiting.columns() != more.columns()
                || waiting.bytes().size() + more.bytes().size() > STATEMENT_BYTES) {
            sendWaiting(table);
        }
        waiting.add(more);
    }

    private void sendWaiting(int table) throws SQLException {
        GatheredRows waiting = gathered.get(table);
        if (waiting.rows() > 0) {
            staging.grow(handle, table, waiting.columns());
            send(table, waiting);
            if (waiting.bytes().capacity() > 2 * STATEMENT_BYTES) {
                gathered.set(table, new GatheredRows());
            }
            waiting.clear();
        }
    }

    /** A field that does not fit, or a line that is not taken, is only a warning to the server. */
    private void send(int table, GatheredRows waiting) throws SQLException {
        Staging.Place place = staging.place(table);
        statement.setLocalInfileInputStream(new ByteArrayInputStream(
                waiting.bytes().bytes(), 0, waiting.bytes().size()));
        List<String> names = place.table().columnNames();
        long arrived = statement.executeLargeUpdate("LOAD DATA LOCAL INFILE 'rows' INTO TABLE " + place.name()
                + " CHARACTER SET utf8mb4 FIELDS TERMINATED BY '\\t' ENCLOSED BY '' ESCAPED BY '\\\\'"
                + " LINES TERMINATED BY '\\n' STARTING BY '' ("
                + dialect.quoted(waiting.columns() == 0 ? names : names.subList(0, waiting.columns())) + ")");
        for (SQLWarning warning = statement.getWarnings(); warning != null; warning = warning.getNextWarning()) {
            if (warning.getErrorCode() != UNSAFE_IN_BINARY_LOG) {
                throw warning;
            }
        }
        if (arrived != waiting.rows()) {
            throw new MemberportException(
                    FailureKind.TARGET,
                    "The database took " + arrived + " rows of " + waiting.rows() + ". Nothing was committed.");
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
