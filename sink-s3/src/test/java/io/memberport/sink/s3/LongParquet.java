package io.memberport.sink.s3;

import io.memberport.testkit.StoredValue;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads a file of the long layout with an engine that others wrote. */
final class LongParquet {

    private LongParquet() {}

    static List<StoredValue> values(byte[] parquet) throws IOException {
        Path file = Files.createTempFile("long", ".parquet");
        try {
            writeUninterruptibly(parquet, file);
            return values(file);
        } catch (SQLException e) {
            throw new IOException(e);
        } finally {
            Files.delete(file);
        }
    }

    /** A channel would not write when the thread has been interrupted, as that of a test may be. */
    private static void writeUninterruptibly(byte[] bytes, Path file) throws IOException {
        try (OutputStream out = new FileOutputStream(file.toFile())) {
            out.write(bytes);
        }
    }

    private static List<StoredValue> values(Path file) throws SQLException {
        return Engine.query("SELECT * FROM read_parquet('" + file + "')", LongParquet::value);
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
                instant(row.getObject("effective_date")));
    }

    private static @Nullable String instant(@Nullable Object time) {
        return time == null ? null : ((OffsetDateTime) time).toInstant().toString();
    }
}
