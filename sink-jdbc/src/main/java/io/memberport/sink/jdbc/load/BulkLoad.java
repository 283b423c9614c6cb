package io.memberport.sink.jdbc.load;

import io.memberport.model.MemberBlock;
import io.memberport.sink.jdbc.dialect.DatabaseSql;
import java.sql.SQLException;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;

/** The way of members into the staging tables. */
public interface BulkLoad extends AutoCloseable {

    /** Does what needs neither order nor the database. Called from any thread. */
    EncodedBlock encode(MemberBlock block) throws SQLException;

    /** Writes a block; on the database's thread, in order. */
    void append(EncodedBlock block) throws SQLException;

    /** All is written: when this returns, it is in the tables. */
    void finish() throws SQLException;

    /** Gives up what is in progress; none of it becomes part of a table. Idempotent. */
    @Override
    void close() throws SQLException;

    /** Starts the way of members into the staging tables of a database. */
    @FunctionalInterface
    interface Loader {

        /**
         * Starts it.
         *
         * @param layouts makes one for each thread that encodes; called from any thread
         */
        BulkLoad start(
                Handle handle, DatabaseSql sql, Staging staging, Supplier<BlockLayout> layouts, TargetValues values)
                throws SQLException;
    }

    /** A block on its way. */
    interface EncodedBlock {

        BlockSurvey survey();
    }
}
