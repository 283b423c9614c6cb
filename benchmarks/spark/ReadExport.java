import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Reads an export file in Spark, a row for each value with all its columns, and throws the rows away. Arguments: the reader, {@code
 * memberport} or {@code json}; the master; the file. Prints wall time and processor time of the job in seconds, without the start of the
 * session.
 */
public final class ReadExport {

    private static final String SCHEMA = "members ARRAY<STRUCT<memberId: STRING, variables: ARRAY<STRUCT<id: STRING, name: STRING,"
            + " dataType: STRING, isSensitive: BOOLEAN, effectiveDate: STRING, `values`: ARRAY<STRUCT<id: STRING, value:"
            + " STRING>>>>>>";

    private ReadExport() {}

    public static void main(String[] args) {
        try (SparkSession spark = SparkSession.builder()
                .master(args[1])
                .config("spark.ui.enabled", "false")
                .config("spark.driver.bindAddress", "127.0.0.1")
                .config("spark.driver.host", "127.0.0.1")
                .getOrCreate()) {
            spark.range(1).write().format("noop").mode("overwrite").save();
            OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
            long wall = System.nanoTime();
            long processor = system.getProcessCpuTime();
            Dataset<Row> rows = args[0].equals("json")
                    ? json(spark, args[2])
                    : spark.read().format("memberport").load(args[2]);
            rows.write().format("noop").mode("overwrite").save();
            System.out.printf(
                    "%.2f %.2f%n",
                    (System.nanoTime() - wall) / 1e9, (system.getProcessCpuTime() - processor) / 1e9);
        }
    }

    private static Dataset<Row> json(SparkSession spark, String file) {
        return spark.read()
                .option("multiLine", true)
                .schema(SCHEMA)
                .json(file)
                .selectExpr("explode(members) AS m")
                .selectExpr("m.memberId", "explode_outer(m.variables) AS v")
                .selectExpr("memberId", "v.*", "posexplode_outer(v.values)")
                .drop("values");
    }
}
