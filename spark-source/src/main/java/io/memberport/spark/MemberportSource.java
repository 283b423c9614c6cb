package io.memberport.spark;

import java.util.Map;
import org.apache.spark.sql.connector.catalog.Table;
import org.apache.spark.sql.connector.catalog.TableProvider;
import org.apache.spark.sql.connector.expressions.Transform;
import org.apache.spark.sql.sources.DataSourceRegister;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;
import org.jspecify.annotations.Nullable;

/**
 * The format {@code memberport} of Spark: export files of Alida, plain or gzip, on any file system that Hadoop knows.
 *
 * <pre>{@code
 * Dataset<Row> values = spark.read().format("memberport").load("s3a://bucket/export.json");
 * }</pre>
 *
 * <p>Made by Spark, one for each table. What Spark calls first finds the files, and all tasks read the files as they were then.
 */
public final class MemberportSource implements TableProvider, DataSourceRegister {

    private @Nullable ExportTable table;

    @Override
    public String shortName() {
        return "memberport";
    }

    @Override
    public StructType inferSchema(CaseInsensitiveStringMap options) {
        return table(options.asCaseSensitiveMap()).schema();
    }

    @Override
    public Table getTable(StructType schema, Transform[] partitioning, Map<String, String> properties) {
        return table(properties);
    }

    private ExportTable table(Map<String, String> options) {
        if (table == null) {
            table = ExportTable.of(options);
        }
        return table;
    }
}
