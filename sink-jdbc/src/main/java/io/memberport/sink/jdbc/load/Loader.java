package io.memberport.sink.jdbc.load;

import io.memberport.sink.jdbc.dialect.DatabaseSql;
import java.sql.SQLException;
import org.jdbi.v3.core.Handle;

/** Starts the way of members into the staging tables of a database. */
@FunctionalInterface
public interface Loader {

    BulkLoad start(Handle handle, DatabaseSql sql, Staging staging, BlockLayouts layouts, TargetValues values)
            throws SQLException;
}
