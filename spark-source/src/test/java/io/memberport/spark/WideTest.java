package io.memberport.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memberport.model.PrivacyAction;
import io.memberport.privacy.PrivacyPolicy;
import io.memberport.privacy.VariableSelector;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A row per member, with columns that a first pass finds. */
class WideTest {

    private static final Map<String, String> OPTIONS =
            Map.of("layout", "wide", "splitBytes", "8KiB", "invalidValues", "replace");

    @TempDir
    private Path folder;

    @Test
    void hasAColumnForEachVariable() throws Exception {
        Path file = LocalSpark.generate(folder.resolve("export.json"), 80);
        Dataset<Row> wide = LocalSpark.read(file, OPTIONS);

        LocalSpark.assertRows(Expected.wideRows(Expected.members(file)), wide, "wide");
        assertTrue(LocalSpark.tasks(wide) > 3);
        String last = wide.columns()[wide.columns().length - 1];
        assertEquals(
                LocalSpark.rows(wide.localCheckpoint().select(last, "member_id")),
                LocalSpark.rows(wide.select(last, "member_id")));
        assertTrue(wide.schema().apply(last).metadata().contains("memberport.variable"));
        String id = wide.first().getString(0);
        assertEquals(1, wide.where("member_id = '" + id + "'").count());
    }

    @Test
    void hasNoColumnForWhatIsDropped() throws Exception {
        Path file = LocalSpark.generate(folder.resolve("export.json"), 80);
        Map<String, String> options = new HashMap<>(OPTIONS);
        options.putAll(Map.of("drop", "type:double", "mask", "type:set"));
        PrivacyPolicy policy = PrivacyPolicy.builder()
                .rule(PrivacyAction.DROP, VariableSelector.parse("type:double"))
                .rule(PrivacyAction.MASK, VariableSelector.parse("type:set"))
                .build();

        Dataset<Row> wide = LocalSpark.read(file, options);

        assertEquals(Expected.wideRows(Expected.members(file, policy)).size(), wide.count());
        assertTrue(
                LocalSpark.rows(wide.selectExpr("concat_ws(',', *)")).stream().anyMatch(row -> row.contains("***")));
        assertTrue(!wide.schema().treeString().contains("double"), wide.schema().treeString());
    }

    @Test
    void putsFilesTogether() throws Exception {
        variable("a.json", "A name", "double", "7");
        variable("b.json", "Another", "string", "\"x\"");

        Dataset<Row> wide = LocalSpark.read(folder, OPTIONS);

        assertEquals(
                new StructType()
                        .add("member_id", "string", false)
                        .add("cleared_columns", "array<string>")
                        .add("a_name", "double")
                        .add("another", "string")
                        .simpleString(),
                wide.schema().simpleString());
        assertEquals(
                List.of("a.json|7.0|null", "b.json|null|x"),
                LocalSpark.rows(wide.select("member_id", "a_name", "another")));
    }

    private void variable(String file, String name, String type, String value) throws Exception {
        Files.writeString(
                folder.resolve(file),
                "{\"members\":[{\"memberId\":\"" + file + "\",\"variables\":[{\"id\":\"" + name + "\",\"name\":\""
                        + name + "\",\"dataType\":\"" + type + "\",\"values\":[{\"value\":" + value + "}]}]}]}");
    }
}
