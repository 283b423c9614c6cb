package io.memberport.sink.jdbc.duckdb;

import io.memberport.sink.jdbc.dialect.DatabaseSql;
import io.memberport.sink.jdbc.load.BlockLayouts;
import io.memberport.sink.jdbc.load.BulkLoad;
import io.memberport.sink.jdbc.load.OrderedLoad;
import io.memberport.sink.jdbc.load.Staging;
import io.memberport.sink.jdbc.load.TargetValues;
import java.sql.SQLException;
import org.duckdb.DuckDBConnection;
import org.jdbi.v3.core.Handle;

/** Rows into DuckDB by its appender. */
public final class DuckDbLoad {

    private static final String TEMPORARY_CATALOG = "temp";
    private static final String TEMPORARY_SCHEMA = "main";

    private DuckDbLoad() {}

    public static BulkLoad start(
            Handle handle, DatabaseSql sql, Staging staging, BlockLayouts layouts, TargetValues values)
            throws SQLException {
        DuckDBConnection connection = handle.getConnection().unwrap(DuckDBConnection.class);
        return new OrderedLoad(
                handle,
                staging,
                layouts,
                (place, columns) -> new AppenderRows(
                        connection.createAppender(
                                TEMPORARY_CATALOG,
                                TEMPORARY_SCHEMA,
                                place.table().name()),
                        place.table().columns().size(),
                        values));
    }
}
