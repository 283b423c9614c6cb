package io.memberport.engines;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Exports with values that readers get wrong, as the API would send them. */
final class RawExports {

    /**
     * One export.
     *
     * @param date the day of its folder; empty if the document has it only after the members
     */
    record RawExport(String community, String batch, String date, String json) {}

    /** Longer than some readers like, and than a file of these tests. */
    private static final String LONG = "long ".repeat(500_000);

    private static final String REPLACED_BATCH = "0041";
    private static final int ORDINARY_MEMBERS = 1_500;

    private RawExports() {}

    /** In the order in which they are written. The first one is replaced by the second. */
    static List<RawExport> all() {
        return List.of(
                acme(REPLACED_BATCH, "2026-02-28", "", REPLACED),
                acme("0042", "2026-03-01", "", FULL.replace("@long@", LONG) + ordinaryMembers()),
                acme("0043", "2026-03-02", "2026-03-01T02:00:00Z", CHANGES),
                acme("0044", "2026-03-03", "2026-03-02T02:00:00Z", LATER_CHANGES),
                export("Köln & Bonn/2 👍", "7e5", "2026-03-01", "", OTHER_TYPES),
                new RawExport("0042", "1", "", """
                        {"id": "1", "members": [%s], "exportDate": "2026-03-01T02:00:00Z"}""".formatted(FEW)));
    }

    /** Whether a full export has taken its place. */
    static boolean isReplaced(RawExport export) {
        return export.batch().equals(REPLACED_BATCH);
    }

    private static RawExport acme(String batch, String date, String since, String members) {
        return export("acme-panel", batch, date, since, members);
    }

    private static RawExport export(String community, String batch, String date, String since, String members) {
        String options = since.isEmpty() ? "" : "\"exportOptions\": {\"sinceDatetime\": \"" + since + "\"},";
        return new RawExport(community, batch, date, """
                {"id": "%s", %s "exportDate": "%sT02:00:00Z", "lastSyncDate": "%sT02:00:00Z", "members": [%s]}
                """.formatted(batch, options, date, date, members));
    }

    private static String ordinaryMembers() {
        return IntStream.range(0, ORDINARY_MEMBERS).mapToObj("""
                        , {"memberId": "%1$05d", "variables": [
                          {"id": "v-city", "name": "City", "dataType": "string", "isSensitive": false,
                           "values": [{"value": "Town, no. %1$d"}], "effectiveDate": "2024-01-01T00:00:00Z"},
                          {"id": "v-age", "name": "Age", "dataType": "double", "values": [{"value": %1$d.50}]}]}"""::formatted).collect(Collectors.joining());
    }

    private static final String REPLACED = """
            {"memberId": "left", "variables": [
              {"id": "v-city", "name": "City", "dataType": "string", "values": [{"value": "Bonn"}]}]},
            {"memberId": "0001", "variables": [
              {"id": "v-city", "name": "City", "dataType": "string", "values": [{"value": "Bonn"}]}]}""";

    private static final String FULL = """
            {"memberId": "no variables", "variables": []},
            {"memberId": "texts", "variables": [
              {"id": "v-city", "name": "City", "dataType": "string", "isSensitive": false, "effectiveDate": "1883-11-18T12:03:58Z",
               "values": [{"value": ""}]},
              {"id": "v-notes", "name": "Notes, \\"free\\"\\r\\ntext", "dataType": "string", "isSensitive": true, "values": [
                {"value": ""}, {"value": null}, {"value": " "}, {"value": " padded\\t"}, {"value": "NULL"}, {"value": "null"},
                {"value": "\\\\N"}, {"value": "\\\\"}, {"value": "ends in \\\\"}, {"value": "\\\\\\""}, {"value": "\\""},
                {"value": "\\"\\""}, {"value": "'"}, {"value": "a,b"}, {"value": ","}, {"value": "CRLF\\r\\nLF\\nCR\\rend"},
                {"value": "\\r"}, {"value": "\\n"}, {"value": "\\r\\n"}, {"value": "\\u0000"}, {"value": "a\\u0000b"},
                {"value": "\\u0001\\u001f"}, {"value": "\\u0085\\u2028\\u2029\\ufeff"}, {"value": "\\u00e9 e\\u0301 日本 \\ud83d\\udc4d"},
                {"value": "# no comment"}, {"value": "0042"}, {"value": "1e3"}, {"value": "true"}, {"value": "NaN"},
                {"value": "2024-01-01"}, {"value": "=1+1"}, {"value": "\\"value\\": 1.50"}, {"value": "{\\"value\\": 1.50}"},
                {"value": 42.00}, {"value": true}, {"value": {"a":[1,"x"]}}, {"value": "@long@"}]},
              {"id": "v-empty", "name": "Empty", "dataType": "string", "values": []},
              {"id": "v-nameless", "dataType": "string", "values": [{"value": "x"}]}]},
            {"memberId": "numbers", "variables": [
              {"id": "v-age", "name": "Age", "dataType": "double", "values": [{"value": 1.50}]},
              {"id": "v-scores", "name": "Scores", "dataType": "double", "values": [
                {"value": 0}, {"value": -0.0}, {"value": 1.50E+003}, {"value": 1e-7}, {"value": 0.1000}, {"value": 9007199254740993},
                {"value": 12345678901234567890.123456789}, {"value": 5e-324}, {"value": 1e400}, {"value": "2.50"},
                {"value": "many"}, {"value": null}]}]},
            {"memberId": "times", "variables": [
              {"id": "v-birthday", "name": "Birthday", "dataType": "datetime", "values": [{"value": "1582-10-10T00:00:00Z"}]},
              {"id": "v-times", "name": "Times", "dataType": "datetime", "values": [
                {"value": "0001-01-01T00:00:00Z"}, {"value": "1582-10-04T23:59:59Z"}, {"value": "1883-11-18T12:03:58.000001Z"},
                {"value": "1899-12-31T00:00:00Z"}, {"value": "1970-01-01T00:00:00.123456Z"}, {"value": "2024-03-31T02:30:00+01:00"},
                {"value": "9999-12-31T23:59:59.999999Z"}, {"value": "soon"}]}]},
            {"memberId": "lists", "variables": [
              {"id": "v-hobbies", "name": "Hobbies", "dataType": "set", "values": [
                {"value": "Chess, \\"rapid\\"", "id": "0001"}, {"value": "", "id": "0002"}, {"value": "Go", "id": "0003"}]},
              {"id": "v-plan", "name": "Plan", "dataType": "enum", "values": [{"value": "Gold", "id": "0100"}]},
              {"id": "v-code", "name": "Code", "dataType": "identifier", "values": [{"value": "00123"}]}]},
            {"memberId": "moves", "variables": [
              {"id": "v-city", "name": "City", "dataType": "string", "values": [{"value": "Bonn"}, {"value": "Rome"}]},
              {"id": "v-age", "name": "Age", "dataType": "double", "values": [{"value": 41.0}]}]},
            {"memberId": "hides", "variables": [
              {"id": "v-city", "name": "City", "dataType": "string", "values": [{"value": "Bonn"}]}]},
            {"memberId": "clears", "variables": [
              {"id": "v-city", "name": "City", "dataType": "string", "values": [{"value": "Bonn"}]},
              {"id": "v-age", "name": "Age", "dataType": "double", "values": [{"value": 7}]},
              {"id": "v-hobbies", "name": "Hobbies", "dataType": "set", "values": [{"value": "Go", "id": "0003"}]}]},
            {"memberId": "0001", "variables": [
              {"id": "v-city", "name": "City", "dataType": "string", "values": [{"value": "Bonn"}]},
              {"id": "v-birthday", "name": "Birthday", "dataType": "datetime", "values": [{"value": "1899-12-31T23:59:59Z"}]}]}""";

    private static final String CHANGES = """
            {"memberId": "moves", "variables": [
              {"id": "v-city", "name": "Town", "dataType": "string", "values": [{"value": "Oslo"}]}]},
            {"memberId": "hides", "variables": [
              {"id": "v-city", "name": "Town", "dataType": "string", "values": []}]},
            {"memberId": "clears", "variables": [
              {"id": "v-city", "name": "Town", "dataType": "string", "values": []},
              {"id": "v-hobbies", "name": "Hobbies", "dataType": "set", "values": []}]},
            {"memberId": "comes", "variables": [
              {"id": "v-city", "name": "Town", "dataType": "string", "values": [{"value": "Paris"}]},
              {"id": "v-new", "name": "New", "dataType": "double", "values": [{"value": 0.10}]}]}""";

    private static final String LATER_CHANGES = """
            {"memberId": "moves", "variables": [
              {"id": "v-age", "name": "Age", "dataType": "double", "values": [{"value": 42}]},
              {"id": "v-new", "name": "New", "dataType": "double", "values": [{"value": 1}]}]},
            {"memberId": "clears", "variables": [
              {"id": "v-city", "name": "Town", "dataType": "string", "values": [{"value": ""}]},
              {"id": "v-age", "name": "Age", "dataType": "double", "values": []}]},
            {"memberId": "comes too", "variables": []}""";

    /** Names of the other community's variables, with other types. */
    private static final String OTHER_TYPES = """
            {"memberId": "0001", "variables": [
              {"id": "w-city", "name": "City", "dataType": "double", "values": [{"value": 10}]},
              {"id": "w-age", "name": "Age", "dataType": "datetime", "values": [{"value": "1890-01-01T00:00:00Z"}]},
              {"id": "w-hobbies", "name": "Hobbies", "dataType": "string", "values": [{"value": "Chess"}]},
              {"id": "w-birthday", "name": "Birthday", "dataType": "set", "values": [{"value": "Monday", "id": "1"}]}]}""";

    private static final String FEW = """
            {"memberId": "0001", "variables": [
              {"id": "v-city", "name": "City", "dataType": "string", "values": [{"value": "0042"}]}]}""";
}
