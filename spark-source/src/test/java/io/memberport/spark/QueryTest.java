package io.memberport.spark;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.execution.SparkPlan;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a query asks for, and nothing else, is made of a file. */
class QueryTest {

    private static final Map<String, String> OPTIONS = Map.of("splitBytes", "8KiB", "invalidValues", "replace");

    @TempDir
    private static Path folder;

    private static Dataset<Row> rows() throws Exception {
        return LocalSpark.read(LocalSpark.generate(folder.resolve("export.json"), 60), OPTIONS);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "member_id = 'ID'",
                "member_id IN ('ID', 'nobody') AND data_type = 'double'",
                "member_id <=> 'ID'",
                "data_type = 'double'",
                "data_type IN ('set', 'enum', 'none')",
                "data_type = 'double' AND data_type = 'set'",
                "variable_id = 'VARIABLE'",
                "variable_id IN ('VARIABLE') AND position = 0",
                "variable_id IS NULL",
                "NOT data_type = 'double'",
                "data_type = 'set' OR member_id = 'ID'",
                "lower(data_type) = 'double'",
                "member_id = variable_id",
                "data_type IS NULL OR data_type <> 'set'",
            })
    void choosesTheSameRowsAsSpark(String condition) throws Exception {
        Dataset<Row> rows = rows();
        Row some = rows.where("position = 1").first();
        String filled = condition.replace("ID", some.getString(0)).replace("VARIABLE", some.getString(1));
        // A checkpoint has no source that could take a filter over.
        Dataset<Row> cached = rows.localCheckpoint();

        assertEquals(LocalSpark.rows(cached.where(filled)), LocalSpark.rows(rows.where(filled)));
    }

    @Test
    void takesOverWhatItCanAnswerAlone() throws Exception {
        String plan = rows().where("member_id = 'someone' AND position = 3")
                .queryExecution()
                .executedPlan()
                .toString();

        assertTrue(plan.contains("position"), plan);
        assertFalse(plan.contains("someone"), plan);
    }

    @Test
    void givesColumnsInAnyOrderAndNumber() throws Exception {
        Dataset<Row> rows = rows();
        Dataset<Row> cached = rows.localCheckpoint();

        for (String column : rows.columns()) {
            assertEquals(LocalSpark.rows(cached.select(column)), LocalSpark.rows(rows.select(column)), column);
        }
        Column[] some = {col("effective_date"), col("value"), col("member_id")};
        assertEquals(LocalSpark.rows(cached.select(some)), LocalSpark.rows(rows.select(some)));
        assertEquals(cached.count(), rows.count());
        assertEquals(
                LocalSpark.rows(cached.groupBy("data_type").count()),
                LocalSpark.rows(rows.groupBy("data_type").count()));
    }

    @Test
    void keepsRowsApartThatAreHeld() throws Exception {
        Dataset<Row> rows = rows();
        Dataset<Row> joined = rows.as("a")
                .join(rows.as("b"), "member_id")
                .where("a.variable_id < b.variable_id")
                .select(when(col("a.value").isNull(), lit("-")).otherwise(col("a.value")), col("b.value"));

        Dataset<Row> cached = rows.localCheckpoint();
        Dataset<Row> expected = cached.as("a")
                .join(cached.as("b"), "member_id")
                .where("a.variable_id < b.variable_id")
                .select(when(col("a.value").isNull(), lit("-")).otherwise(col("a.value")), col("b.value"));
        assertEquals(LocalSpark.rows(expected), LocalSpark.rows(joined));
    }

    @Test
    void readsOnceWhatAQueryNeedsTwice() throws Exception {
        Dataset<Row> rows = rows();
        Dataset<Row> some =
                rows.where("data_type = 'double'").groupBy("member_id").count();
        Dataset<Row> same =
                rows.where("data_type = 'double'").groupBy("member_id").count();
        Dataset<Row> joined = some.join(same.withColumnRenamed("count", "again"), "member_id");

        joined.collectAsList();

        String plan = joined.queryExecution().executedPlan().toString();
        assertTrue(plan.contains("ReusedExchange"), plan);
    }

    @Test
    void refusesADateThatDoesNotFitUnlessToldOtherwise() throws Exception {
        Path file = Files.writeString(
                folder.resolve("dates.json"),
                "{\"members\":[{\"memberId\":\"m\",\"variables\":[{\"id\":\"v\",\"name\":\"Joined\",\"dataType\":\"string\","
                        + "\"effectiveDate\":\"soon-secret\",\"values\":[{\"value\":\"a\"}]}]}]}");

        String failure =
                LocalSpark.failure(() -> LocalSpark.read(file, Map.of()).collectAsList());

        assertTrue(failure.contains("an effectiveDate that is no date-time"), failure);
        assertTrue(failure.contains("invalid-values=replace"), failure);
        assertTrue(failure.contains("'Joined'"), failure);
        assertFalse(failure.contains("secret"), failure);
        assertEquals(
                List.of("m|v|Joined|string|null|0|null|a|null|null|null"),
                LocalSpark.rows(LocalSpark.read(file, Map.of("invalid-values", "replace"))));
    }

    @Test
    void countsWhatItHasRead() throws Exception {
        Dataset<Row> rows = rows();
        Dataset<Row> all = rows.where("data_type = 'double'");
        Dataset<Row> some = rows.limit(1);

        all.collectAsList();
        some.collectAsList();

        assertEquals(60, count("members", all));
        assertTrue(count("partsPlanned", all) > 1);
        assertEquals(count("partsPlanned", all), count("partsProven", all));
        assertTrue(count("partsProven", some) < count("partsPlanned", some));
    }

    @Test
    void countsWhatItCouldNotHold() throws Exception {
        Path file = Files.writeString(
                folder.resolve("odd.json"),
                "{\"members\":[{\"memberId\":\"m\",\"variables\":[{\"id\":\"v\",\"name\":\"Joined\",\"dataType\":\"datetime\","
                        + "\"effectiveDate\":\"soon\",\"values\":[{\"value\":\"then\"},{\"value\":\"now\"}]}]}]}");
        Dataset<Row> rows = LocalSpark.read(file, OPTIONS);

        rows.collectAsList();

        assertEquals(1, count("replacedValues", rows));
        assertEquals(2, count("untypedValues", rows));
    }

    /** What the reading of an executed query says of itself. */
    private static long count(String metric, Dataset<Row> executed) {
        SparkPlan reading =
                executed.queryExecution().executedPlan().collectLeaves().head();
        return reading.metrics().apply(metric).value();
    }
}
