package io.memberport.sink.jdbc.postgres;

import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import io.memberport.model.MemberBlock;
import io.memberport.sink.jdbc.dialect.DatabaseSql;
import io.memberport.sink.jdbc.load.BlockEncoders;
import io.memberport.sink.jdbc.load.BlockLayout;
import io.memberport.sink.jdbc.load.BulkLoad;
import io.memberport.sink.jdbc.load.EncodedRows;
import io.memberport.sink.jdbc.load.GatheredRows;
import io.memberport.sink.jdbc.load.Staging;
import io.memberport.sink.jdbc.load.TargetValues;
import io.memberport.sink.jdbc.sql.Quoting;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/**
 * Rows into PostgreSQL by COPY, encoded on the threads that prepare blocks. A connection has one copy at a time: the first
 * table's stays open from block to block, and rows of the others gather until they are worth interrupting it.
 */
public final class CopyLoad implements BulkLoad {

    private static final int ENCODER_BYTES = 1 << 19;
    private static final int GATHERED_BYTES = 1 << 19;

    /** A copy that lasted as long as the download would keep VACUUM, all over the database, from everything since. */
    private static final long LONGEST_COPY_BYTES = 256L << 20;

    private final Handle handle;
    private final PGConnection connection;
    private final Quoting quoting;
    private final Staging staging;
    private final BlockEncoders encoders;
    /** Of the smaller tables. */
    private final List<GatheredRows> gathered = new ArrayList<>();

    private @Nullable CopyIn copy;
    private int copyColumns;
    private long copyRows;
    private long copyBytes;

    public CopyLoad(Handle handle, DatabaseSql sql, Staging staging, Supplier<BlockLayout> layouts, TargetValues values)
            throws SQLException {
        this.handle = handle;
        this.connection = handle.getConnection().unwrap(PGConnection.class);
        this.quoting = sql.dialect();
        this.staging = staging;
        this.encoders = new BlockEncoders(
                staging.count(),
                layouts,
                table -> new CopyRows(table == 0 ? ENCODER_BYTES : 1024, values),
                4 * ENCODER_BYTES);
        for (int i = 0; i < staging.count(); i++) {
            gathered.add(new GatheredRows());
        }
    }

    @Override
    public EncodedBlock encode(MemberBlock block) throws SQLException {
        return encoders.encode(block);
    }

    @Override
    public void append(EncodedBlock block) throws SQLException {
        BlockEncoders.Encoded encoded = (BlockEncoders.Encoded) block;
        for (int i = 1; i < staging.count(); i++) {
            gather(i, encoded.of(i));
        }
        EncodedRows main = encoded.of(0);
        CopyIn open = openedFor(main.columns());
        open.writeToCopy(main.bytes().bytes(), 0, main.bytes().size());
        copyRows += main.rows();
        copyBytes += main.bytes().size();
        if (copyBytes > LONGEST_COPY_BYTES) {
            end();
        }
        encoded.release();
    }

    private void gather(int table, EncodedRows rows) throws SQLException {
        GatheredRows waiting = gathered.get(table);
        waiting.add(rows);
        if (waiting.bytes().size() >= GATHERED_BYTES) {
            send(table);
        }
    }

    private CopyIn openedFor(int columns) throws SQLException {
        CopyIn open = copy;
        if (open != null && copyColumns == columns) {
            return open;
        }
        end();
        staging.grow(handle, 0, columns);
        open = start(0, columns);
        copy = open;
        copyColumns = columns;
        return open;
    }

    private CopyIn start(int table, int columns) throws SQLException {
        Staging.Place place = staging.place(table);
        CopyIn started = connection
                .getCopyAPI()
                .copyIn("COPY " + place.name() + " ("
                        + quoting.quoted(place.table().columnNames().subList(0, columns))
                        + ") FROM STDIN (FORMAT binary"
                        + (place.isTarget() ? ", FREEZE" : "") + ")");
        byte[] header = CopyRows.header();
        started.writeToCopy(header, 0, header.length);
        return started;
    }

    private void send(int table) throws SQLException {
        GatheredRows waiting = gathered.get(table);
        if (waiting.rows() == 0) {
            return;
        }
        end();
        CopyIn started = start(table, waiting.columns());
        copy = started;
        copyRows = waiting.rows();
        started.writeToCopy(waiting.bytes().bytes(), 0, waiting.bytes().size());
        waiting.clear();
        end();
    }

    /** Ends the copy in progress, if there is one, and sees that all its rows have arrived. */
    private void end() throws SQLException {
        CopyIn open = copy;
        if (open == null) {
            return;
        }
        byte[] trailer = CopyRows.trailer();
        open.writeToCopy(trailer, 0, trailer.length);
        long arrived = open.endCopy();
        copy = null;
        if (arrived != copyRows) {
            throw new MemberportException(
                    FailureKind.TARGET,
                    "PostgreSQL took " + arrived + " rows of " + copyRows + ". Nothing was committed.");
        }
        copyRows = 0;
        copyBytes = 0;
    }

    @Override
    public void finish() throws SQLException {
        end();
        for (int i = 1; i < gathered.size(); i++) {
            send(i);
        }
    }

    /** Cancels: ending a copy in any other way would keep its rows. */
    @Override
    public void close() throws SQLException {
        CopyIn open = copy;
        copy = null;
        if (open != null && open.isActive()) {
            open.cancelCopy();
        }
    }
}
