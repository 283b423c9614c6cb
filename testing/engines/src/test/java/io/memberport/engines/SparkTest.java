package io.memberport.engines;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.execution.SparkSqlParser;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import scala.collection.Seq;

/**
 * Spark reads what is in a bucket. The build runs this once for each version of Spark, without what Memberport needs. With one alone:
 * {@code mvn -Pthorough process-test-classes surefire:test@spark-4.0}.
 */
@EnabledForJreRange(max = JRE.JAVA_21, disabledReason = "Spark does not run on it")
final class SparkTest extends GuideContract {

    private final SparkSession spark = SparkSession.builder()
            .master("local[2]")
            .config("spark.ui.enabled", false)
            .config("spark.log.level", "OFF")
            .config("spark.sql.shuffle.partitions", 2)
            .config("spark.sql.datetime.java8API.enabled", true)
            // Instants must not depend on it.
            .config("spark.sql.session.timeZone", "Asia/Kolkata")
            .getOrCreate();

    @BeforeAll
    void begin() throws Exception {
        for (String statement : Guide.statements(engine(), "Partitions as text")) {
            execute(statement);
        }
        for (Form form : Form.all()) {
            copyLatest(form.bucket());
        }
    }

    /** As the guide's command does. */
    private static void copyLatest(Path bucket) throws Exception {
        Files.createDirectories(bucket.resolve("latest"));
        Files.copy(
                bucket.resolve("members/_latest.json"),
                bucket.resolve("latest/latest.json"),
                StandardCopyOption.REPLACE_EXISTING);
    }

    @Override
    String engine() {
        return "Spark";
    }

    @Test
    void isTheVersionThatTheBuildNames() {
        assertEquals(System.getProperty("spark.expected"), spark.version());
    }

    /** Lines of zstd need a library of Hadoop's that Maven does not bring. */
    @Override
    boolean reads(Form form) {
        return !form.compression().equals("zstd") || form.format().equals("parquet");
    }

    @Override
    void execute(String statement) {
        spark.sql(statement);
    }

    @Override
    List<Row> rows(String query) {
        List<Row> rows = new ArrayList<>();
        for (org.apache.spark.sql.Row row : spark.sql(query).collectAsList()) {
            Map<String, @Nullable String> cells = new HashMap<>();
            for (int i = 0; i < row.size(); i++) {
                Object cell = row.get(i) instanceof Seq<?> ? row.getList(i) : row.get(i);
                cells.put(row.schema().fieldNames()[i], Row.text(cell));
            }
            rows.add(new Row(cells));
        }
        return rows;
    }

    Stream<Form> unreadableForms() {
        return Form.all().stream().filter(form -> !reads(form));
    }

    @ParameterizedTest
    @MethodSource("unreadableForms")
    void needsHadoopsLibraryForLinesOfZstd(Form form) {
        Exception failure = assertThrows(Exception.class, () -> {
            follow(titleOf(form), form);
            rows("SELECT * FROM member_value");
        });

        assertTrue(failure.toString().contains("zStandard")
                || String.valueOf(failure.getCause()).contains("zStandard"));
    }

    /** Athena's tables are Hive's, whose statements Spark knows. */
    @Test
    void knowsTheStatementsForAthena() {
        List<String> statements = Guide.statements("Athena");

        assertFalse(statements.isEmpty());
        for (String statement : statements) {
            new SparkSqlParser().parsePlan(statement);
        }
    }

    @AfterAll
    void stop() {
        spark.stop();
    }
}
