package io.memberport.spark;

import static org.apache.spark.sql.functions.col;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The recipe for Iceberg in docs/spark.md. Runs with Iceberg beside Spark, in an execution of its own. */
class IcebergTest {

    @TempDir
    private Path folder;

    private SparkSession spark;

    @BeforeEach
    void openCatalog() {
        LocalSpark.session().stop();
        spark = SparkSession.builder()
                .master("local[2]")
                .config("spark.ui.enabled", false)
                .config("spark.sql.extensions", "org.apache.iceberg.spark.extensions.IcebergSparkSessionExtensions")
                .config("spark.sql.catalog.lake", "org.apache.iceberg.spark.SparkCatalog")
                .config("spark.sql.catalog.lake.type", "jdbc")
                .config("spark.sql.catalog.lake.uri", "jdbc:sqlite:" + folder.resolve("catalog.db"))
                .config(
                        "spark.sql.catalog.lake.warehouse",
                        folder.resolve("warehouse").toString())
                .getOrCreate();
        spark.sql("CREATE NAMESPACE lake.panel");
    }

    @AfterEach
    void stop() {
        spark.stop();
    }

    @Test
    void writesABatchOnce() throws Exception {
        Path file = LocalSpark.generate(folder.resolve("export.json"), 50);
        createTable(spark, file.toString());

        assertTrue(appendOnce(spark, file.toString()));
        assertEquals(false, appendOnce(spark, file.toString()));

        assertEquals(
                spark.read().format("memberport").load(file.toString()).count(),
                spark.table("lake.panel.member_value").count());
        assertEquals(1, spark.table("lake.panel.member_value.snapshots").count());
    }

    @Test
    void commitsNothingOfAFileThatIsMalformedAtItsEnd() throws Exception {
        Path file = LocalSpark.generate(folder.resolve("export.json"), 200);
        createTable(spark, file.toString());
        String whole = Files.readString(file);
        Files.writeString(file, whole.substring(0, whole.lastIndexOf("]}") - 300));

        assertThrows(
                Exception.class,
                () -> spark.read()
                        .format("memberport")
                        .option("splitBytes", "64KiB")
                        .load(file.toString())
                        .withColumn("batch_id", col("member_id"))
                        .writeTo("lake.panel.member_value")
                        .append());

        assertEquals(0, spark.table("lake.panel.member_value").count());
        assertEquals(0, spark.table("lake.panel.member_value.snapshots").count());
    }

    @Test
    void publishesABatchWhenAllOfItIsThere() throws Exception {
        Path file = LocalSpark.generate(folder.resolve("export.json"), 50);
        createTable(spark, file.toString());
        spark.sql("ALTER TABLE lake.panel.member_value SET TBLPROPERTIES ('write.wap.enabled' = 'true')");
        Dataset<Row> values =
                spark.read().format("memberport").load(file.toString()).select("*", "batch_id");
        String batch = values.select("batch_id").first().getString(0);

        appendToBranch(spark, values.where("position = 0"), batch);
        assertThrows(IllegalStateException.class, () -> publish(spark, values, batch));
        assertEquals(0, spark.table("lake.panel.member_value").count());

        spark.sql("ALTER TABLE lake.panel.member_value DROP BRANCH arriving");
        appendToBranch(spark, values, batch);
        assertEquals(0, spark.table("lake.panel.member_value").count());
        publish(spark, values, batch);
        assertEquals(values.count(), spark.table("lake.panel.member_value").count());
        publish(spark, values, batch);
        assertEquals(values.count(), spark.table("lake.panel.member_value").count());
    }

    private static void appendToBranch(SparkSession spark, Dataset<Row> values, String batch) throws Exception {
        spark.conf().set("spark.wap.branch", "arriving");
        values.writeTo("lake.panel.member_value")
                .option("snapshot-property.memberport.batch-id", batch)
                .append();
        spark.conf().unset("spark.wap.branch");
    }

    private static void publish(SparkSession spark, Dataset<Row> values, String batch) {
        long arrived = spark.table("lake.panel.member_value.branch_arriving")
                .where(col("batch_id").equalTo(batch))
                .count();
        if (arrived != values.count()) {
            throw new IllegalStateException(
                    "The branch has " + arrived + " rows of the batch. Drop it, and write again.");
        }
        spark.sql("CALL lake.system.fast_forward('panel.member_value', 'main', 'arriving')");
    }

    private static void createTable(SparkSession spark, String file) {
        spark.sql("CREATE TABLE lake.panel.member_value ("
                + spark.read()
                        .format("memberport")
                        .load(file)
                        .select("*", "batch_id")
                        .schema()
                        .toDDL() + ")");
    }

    /** Whether it has written anything. */
    private static boolean appendOnce(SparkSession spark, String file) throws Exception {
        Dataset<Row> values = spark.read().format("memberport").load(file).select("*", "batch_id");
        String batch = values.select("batch_id").first().getString(0);
        boolean isThere = !spark.table("lake.panel.member_value.snapshots")
                .where(col("summary").getItem("memberport.batch-id").equalTo(batch))
                .isEmpty();
        if (!isThere) {
            values.writeTo("lake.panel.member_value")
                    .option("snapshot-property.memberport.batch-id", batch)
                    .append();
        }
        return !isThere;
    }
}
