package io.memberport.sink.s3;

import io.memberport.testkit.fixture.StoredValue;
import java.io.IOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/** Reads a file of the long layout with an engine that others wrote. */
final class LongParquet {

    private LongParquet() {}

    static List<StoredValue> values(byte[] parquet) throws IOException {
        return Engine.rowsOf(parquet, LongParquet::value);
    }

    private static StoredValue value(ResultSet row) throws SQLException {
        return new StoredValue(
                row.getString("member_id"),
                row.getString("variable_id"),
                row.getString("variable_name"),
                row.getString("data_type"),
                (Boolean) row.getObject("is_sensitive"),
                (Integer) row.getObject("position"),
                row.getString("value_id"),
                row.getString("value"),
                Engine.instant(row, "effective_date"));
    }
}
