package io.memberport.sink.jdbc.load;

import io.memberport.model.MemberBlock;
import java.sql.SQLException;

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

    /** A block on its way. */
    interface EncodedBlock {

        BlockSurvey survey();
    }
}
