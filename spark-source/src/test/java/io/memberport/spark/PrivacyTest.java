package io.memberport.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memberport.error.MemberportException;
import io.memberport.model.PrivacyAction;
import io.memberport.privacy.HashKey;
import io.memberport.privacy.PrivacyPolicy;
import io.memberport.privacy.VariableSelector;
import java.io.ByteArrayOutputStream;
import java.io.ObjectOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rules for personal data do in Spark what they do elsewhere, and nothing shows the key. */
class PrivacyTest {

    private static final String KEY = System.getenv("MEMBERPORT_HASH_KEY");

    @TempDir
    private Path folder;

    private Dataset<Row> read(Path file, Map<String, String> rules) {
        Map<String, String> options = new HashMap<>(rules);
        options.put("splitBytes", "8KiB");
        options.put("invalidValues", "replace");
        return LocalSpark.read(file, options);
    }

    @Test
    void showsWhatAPolicyShows() throws Exception {
        Path file = LocalSpark.generate(folder.resolve("export.json"), 60);
        PrivacyPolicy policy = PrivacyPolicy.builder()
                .sensitive(PrivacyAction.HASH)
                .rule(PrivacyAction.MASK, VariableSelector.parse("type:double"))
                .rule(PrivacyAction.DROP, VariableSelector.parse("type:enum"))
                .rule(PrivacyAction.DROP, VariableSelector.parse("M*"))
                .hashMemberIds()
                .key(HashKey.of(KEY))
                .build();
        Map<String, String> rules = Map.of(
                "sensitive", "hash", "mask", "type:double", "drop", "[\"type:enum\", \"M*\"]", "memberId", "hash");

        LocalSpark.assertRows(Expected.longRows(Expected.members(file, policy)), read(file, rules), "long");

        Map<String, String> documents = new HashMap<>(rules);
        documents.put("layout", "json");
        LocalSpark.assertRows(Expected.documents(Expected.members(file, policy)), read(file, documents), "json");
    }

    @Test
    void letsInOnlyWhatIsNamed() throws Exception {
        Path file = LocalSpark.generate(folder.resolve("export.json"), 60);
        PrivacyPolicy policy = PrivacyPolicy.builder()
                .only(Set.of(VariableSelector.parse("type:set"), VariableSelector.parse("type:datetime")))
                .build();

        LocalSpark.assertRows(
                Expected.longRows(Expected.members(file, policy)),
                read(file, Map.of("only", "[\"type:set\",\"type:datetime\"]")),
                "only");
    }

    @Test
    void refusesRulesForWhatIsNotThereBeforeAnyRow() throws Exception {
        Path file = LocalSpark.generate(folder.resolve("export.json"), 60);

        String failure =
                LocalSpark.failure(() -> read(file, Map.of("drop", "E-mial")).collectAsList());

        assertTrue(
                failure.contains("The privacy rules are for variables that the export does not have: E-mial"), failure);
        assertTrue(read(file, Map.of("drop", "E-mial", "missing", "allow")).count() > 0);
        assertTrue(read(file, Map.of("drop", "E-mial", "check-rules", "off")).count() > 0);
    }

    @Test
    void refusesAVariableThatRulesTreatInTwoWays() throws Exception {
        String start = "{\"memberId\":\"m\",\"variables\":[{\"id\":\"v\",\"dataType\":\"string\",\"isSensitive\":";
        Path file = Files.writeString(
                folder.resolve("export.json"),
                "{\"members\":[" + (start + "true,\"values\":[]}]},").repeat(300) + start + "false,\"values\":[]}]}]}");

        String failure =
                LocalSpark.failure(() -> read(file, Map.of("sensitive", "drop")).collectAsList());

        assertTrue(failure.contains("describes the variable v in several ways"), failure);
    }

    @Test
    void showsTheKeyNowhere() throws Exception {
        Path file = LocalSpark.generate(folder.resolve("export.json"), 20);
        Dataset<Row> rows = read(file, Map.of("sensitive", "hash"));

        String shown = rows.queryExecution()
                + rows.queryExecution().executedPlan().treeString()
                + rows.schema().json()
                + LocalSpark.session().conf().getAll()
                + LocalSpark.session().sparkContext().getConf().toDebugString();

        assertFalse(shown.contains(KEY), "the key is shown");
        ReadOptions options = ReadOptions.of(Map.of("sensitive", "hash"), Map.of("MEMBERPORT_HASH_KEY", KEY));
        assertFalse(options.toString().contains(KEY));
        assertTrue(serialized(options).contains(KEY), "executors must have it");
        assertFalse(serialized(ReadOptions.of(Map.of("sensitive", "drop"), Map.of("MEMBERPORT_HASH_KEY", KEY)))
                .contains(KEY));
    }

    private static String serialized(ReadOptions options) throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(options);
        }
        return bytes.toString(StandardCharsets.ISO_8859_1);
    }

    @Test
    void takesTheKeyFromTheEnvironmentOfTheDriverOnly() throws Exception {
        Path keyFile = Files.writeString(folder.resolve("key"), KEY + "\n");
        Map<String, String> rules = Map.of("hash", "type:string");

        assertEquals(
                ReadOptions.of(rules, Map.of("MEMBERPORT_HASH_KEY", KEY))
                        .policy()
                        .fingerprint(),
                ReadOptions.of(rules, Map.of("MEMBERPORT_HASH_KEY_FILE", keyFile.toString()))
                        .policy()
                        .fingerprint());
        for (Map<String, String> environment : List.of(
                Map.<String, String>of(),
                Map.of("MEMBERPORT_HASH_KEY", "short"),
                Map.of("MEMBERPORT_HASH_KEY", KEY, "MEMBERPORT_HASH_KEY_FILE", keyFile.toString()),
                Map.of("MEMBERPORT_HASH_KEY_FILE", folder.resolve("none").toString()))) {
            String message = LocalSpark.failure(() -> ReadOptions.of(rules, environment));
            assertTrue(message.contains("MEMBERPORT_HASH_KEY"), message);
            assertFalse(message.contains("'short'") || message.contains(KEY), message);
        }
        assertThrows(
                MemberportException.class,
                () -> ReadOptions.of(Map.of("hash-key", KEY, "hash", "type:string"), Map.of()));
    }
}
