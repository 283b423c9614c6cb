package io.memberport.engines;

import io.memberport.engines.RawExports.RawExport;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What an engine must show, from the JSON of the exports alone. */
final class Expectation {

    /** Columns of the wide layout whose names are not those of their variables. */
    private static final Map<String, String> COLUMNS = Map.of(
            "v-notes", "notes_free_text", "v-empty", "empty_", "v-nameless", "variable_v_namele", "v-new", "new_");

    /** A variable of a member in an export, with the values that are there. */
    private record Entry(
            RawExport export,
            String memberId,
            Map<String, @Nullable Object> variable,
            List<Map<String, @Nullable Object>> values) {

        static Stream<Entry> in(RawExport export) {
            return objects(RawJson.document(export.json()).get("members")).stream()
                    .flatMap(member -> {
                        String id = String.valueOf(member.get("memberId"));
                        List<Map<String, @Nullable Object>> variables = objects(member.get("variables"));
                        return variables.isEmpty()
                                ? Stream.of(new Entry(export, id, Map.of(), List.of()))
                                : variables.stream()
                                        .map(variable ->
                                                new Entry(export, id, variable, objects(variable.get("values"))));
                    });
        }

        /** What a later export says anew. */
        List<Object> key() {
            return List.of(export.community(), memberId, String.valueOf(variable.get("id")));
        }

        @Nullable String field(String name) {
            return (String) variable.get(name);
        }

        List<@Nullable String> texts() {
            List<@Nullable String> texts = new ArrayList<>();
            values.forEach(value -> texts.add((String) value.get("value")));
            return texts;
        }

        String column() {
            String id = String.valueOf(field("id"));
            return COLUMNS.getOrDefault(id, id.substring(2));
        }
    }

    private Expectation() {}

    @SuppressWarnings("unchecked")
    private static List<Map<String, @Nullable Object>> objects(@Nullable Object array) {
        return array == null ? List.of() : (List<Map<String, @Nullable Object>>) array;
    }

    /** Every row of the long layout, of every export. */
    static List<Row> values(Form form) {
        return RawExports.all().stream()
                .flatMap(Entry::in)
                .flatMap(entry -> values(entry, form).stream())
                .toList();
    }

    private static List<Row> values(Entry entry, Form form) {
        Map<String, @Nullable String> variable = partition(entry.export());
        variable.put("member_id", entry.memberId());
        variable.put("variable_id", entry.field("id"));
        variable.put("variable_name", entry.field("name"));
        variable.put("data_type", entry.field("dataType"));
        variable.put("is_sensitive", entry.field("isSensitive"));
        variable.put("effective_date", entry.field("effectiveDate"));
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < Math.max(1, entry.values().size()); i++) {
            Map<String, @Nullable String> row = new HashMap<>(variable);
            boolean isThere = i < entry.values().size();
            row.put("position", isThere ? String.valueOf(i) : null);
            row.put("value_id", isThere ? (String) entry.values().get(i).get("id") : null);
            row.put("value", isThere ? entry.texts().get(i) : null);
            if (form.format().equals("parquet")) {
                addTyped(row);
            }
            rows.add(new Row(row));
        }
        return rows;
    }

    private static void addTyped(Map<String, @Nullable String> row) {
        String value = row.get("value");
        row.put("value_number", "double".equals(row.get("data_type")) ? number(value) : null);
        row.put("value_time", "datetime".equals(row.get("data_type")) ? time(value) : null);
        row.put("effective_date", time(row.get("effective_date")));
    }

    private static Map<String, @Nullable String> partition(RawExport export) {
        Map<String, @Nullable String> partition = new HashMap<>();
        partition.put("community", export.community());
        partition.put("export_date", export.date().isEmpty() ? null : export.date());
        partition.put("batch", export.batch());
        return partition;
    }

    /** There is one zero. */
    private static @Nullable String number(@Nullable String text) {
        try {
            double number = text == null ? Double.NaN : Double.parseDouble(text);
            return Double.isFinite(number) ? String.valueOf(number == 0 ? 0.0 : number) : null;
        } catch (NumberFormatException e) {
            return null;
        }
    }

    private static @Nullable String time(@Nullable String text) {
        try {
            return text == null ? null : Row.text(OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeParseException e) {
            return null;
        }
    }

    /** Every row of the wide layout, of a community's exports. */
    static List<Row> members(String community) {
        List<Row> members = new ArrayList<>();
        List<RawExport> exports = exportsOf(community).toList();
        List<String> columns = exports.stream()
                .flatMap(Entry::in)
                .filter(entry -> !entry.variable().isEmpty())
                .map(Entry::column)
                .toList();
        for (RawExport export : exports) {
            Map<String, List<Entry>> byMember = new LinkedHashMap<>();
            Entry.in(export)
                    .forEach(entry -> byMember.computeIfAbsent(entry.memberId(), id -> new ArrayList<>())
                            .add(entry));
            byMember.forEach((memberId, entries) -> members.add(member(memberId, entries, columns)));
        }
        return members;
    }

    private static Row member(String memberId, List<Entry> entries, List<String> columns) {
        Map<String, @Nullable String> row = partition(entries.get(0).export());
        row.put("member_id", memberId);
        columns.forEach(column -> row.put(column, null));
        List<String> cleared = new ArrayList<>();
        for (Entry entry : entries) {
            if (!entry.variable().isEmpty()) {
                String cell = cell(entry);
                row.put(entry.column(), cell);
                if (cell == null) {
                    cleared.add(entry.column());
                }
            }
        }
        row.put("cleared_columns", cleared.toString());
        return new Row(row);
    }

    private static @Nullable String cell(Entry entry) {
        List<@Nullable String> texts = entry.texts();
        String single = texts.size() == 1 ? texts.get(0) : null;
        return switch (String.valueOf(entry.field("dataType"))) {
            case "double" -> number(single);
            case "datetime" -> time(single);
            case "set" -> texts.isEmpty() ? null : texts.toString();
            default -> texts.size() > 1 ? texts.toString() : single;
        };
    }

    private static Stream<RawExport> exportsOf(String community) {
        return RawExports.all().stream().filter(export -> export.community().equals(community));
    }

    /** The present state in the long layout. */
    static List<Row> presentValues(Form form, List<String> columns) {
        return presentEntries().stream()
                .flatMap(entry -> values(entry, form).stream())
                .map(row -> row.only(columns))
                .toList();
    }

    /** The present state of some columns of the wide layout. */
    static List<Row> presentMembers(String community, List<String> columns) {
        Map<String, Map<String, @Nullable String>> members = new LinkedHashMap<>();
        for (Entry entry : presentEntries()) {
            if (entry.export().community().equals(community)) {
                Map<String, @Nullable String> row = members.computeIfAbsent(entry.memberId(), id -> {
                    Map<String, @Nullable String> absent = new HashMap<>();
                    columns.forEach(column -> absent.put(column, null));
                    absent.put("member_id", id);
                    return absent;
                });
                if (!entry.variable().isEmpty() && columns.contains(entry.column())) {
                    row.put(entry.column(), cell(entry));
                }
            }
        }
        return members.values().stream().map(Row::new).toList();
    }

    /** The last word on each variable of each member. */
    private static Collection<Entry> presentEntries() {
        Map<Object, Entry> present = new LinkedHashMap<>();
        RawExports.all().stream()
                .filter(export -> !RawExports.isReplaced(export))
                .flatMap(Entry::in)
                .forEach(entry -> present.put(entry.key(), entry));
        return present.values();
    }
}
