import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Reads an export file in Spark, a row for each value with all its columns, and throws the rows away; again and again in one session, as
 * a file that is as many times as long would be read. Arguments: the reader, {@code memberport} or {@code json}; the master; the file; how
 * often. Prints wall time and processor time in seconds, without the start of the session: of the first time, and the medians of the
 * second half.
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
            int times = Integer.parseInt(args[3]);
            double[] walls = new double[times];
            double[] processors = new double[times];
            for (int i = 0; i < times; i++) {
                long wall = System.nanoTime();
                long processor = system.getProcessCpuTime();
                Dataset<Row> rows = args[0].equals("json")
                        ? json(spark, args[2])
                        : spark.read().format("memberport").load(args[2]);
                rows.write().format("noop").mode("overwrite").save();
                walls[i] = (System.nanoTime() - wall) / 1e9;
                processors[i] = (system.getProcessCpuTime() - processor) / 1e9;
            }
            System.out.printf(
                    "first %.2f %.2f, later %.2f %.2f%n",
                    walls[0], processors[0], laterMedian(walls), laterMedian(processors));
        }
    }

    private static double laterMedian(double[] all) {
        double[] later = Arrays.copyOfRange(all, all.length / 2, all.length);
        Arrays.sort(later);
        return later[later.length / 2];
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
