package io.memberport.sequence;

import io.memberport.sequence.Export.Member;
import io.memberport.sequence.Export.Value;
import io.memberport.sequence.Export.Variable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The long layout: a row per value. */
final class LongModel extends DatabaseModel {

    private final Map<List<String>, SortedMap<String, Object>> members = new LinkedHashMap<>();
    private final Map<List<String>, SortedMap<String, Object>> variables = new LinkedHashMap<>();

    /** The rows of a member's variable, by position. */
    private final Map<List<String>, SortedMap<Integer, SortedMap<String, Object>>> values = new LinkedHashMap<>();

    LongModel(Database database) {
        super(database);
    }

    @Override
    int members() {
        return members.size();
    }

    @Override
    long write(Export export, String key, boolean replacesAll, Adjustments adjustments) {
        Map<List<String>, SortedMap<Integer, SortedMap<String, Object>>> rows = new LinkedHashMap<>();
        for (Member member : export.lastOfEach().values()) {
            for (Variable variable : member.lastOfEach().values()) {
                rows.put(key(key, member.id(), variable.id()), rows(variable, adjustments));
            }
        }
        Map<String, SortedMap<String, Object>> described =
                Descriptions.of(export, text -> description(text, adjustments));
        if (replacesAll) {
            members.clear();
            variables.clear();
            values.clear();
        }
        export.lastOfEach().keySet().forEach(id -> members.put(key(key, id), origin(export)));
        described.forEach((id, fields) -> variables.put(key(key, id), fields));
        values.putAll(rows);
        return rows.values().stream().mapToInt(Map::size).sum();
    }

    private SortedMap<Integer, SortedMap<String, Object>> rows(Variable variable, Adjustments adjustments) {
        Instant effective = effectiveDate(variable, adjustments);
        List<SortedMap<String, Object>> all = new ArrayList<>();
        variable.values().forEach(value -> all.add(row(variable, value, adjustments)));
        SortedMap<Integer, SortedMap<String, Object>> rows = new TreeMap<>();
        all.forEach(row -> rows.put(rows.size(), row));
        if (rows.isEmpty()) {
            rows.put(-1, new TreeMap<>());
        }
        rows.values().forEach(row -> State.put(row, "effective_date", effective));
        return rows;
    }

    private @Nullable Instant effectiveDate(Variable variable, Adjustments adjustments) {
        String sent = variable.effectiveDate();
        Instant effective = sent == null ? null : time(sent);
        if (sent != null && effective == null) {
            adjustments.replace();
        }
        return effective;
    }

    private SortedMap<String, Object> row(Variable variable, Value value, Adjustments adjustments) {
        SortedMap<String, Object> row = new TreeMap<>();
        if (value.id() != null) {
            row.put("value_id", text(value.id(), adjustments));
        }
        String text = value.text();
        if (text == null) {
            return row;
        }
        row.put("value", text(text, adjustments));
        if ("double".equals(variable.type())) {
            putTyped(row, "value_number", number(text, adjustments), adjustments);
        }
        if ("datetime".equals(variable.type())) {
            putTyped(row, "value_time", time(text), adjustments);
        }
        return row;
    }

    private static void putTyped(
            SortedMap<String, Object> row, String column, @Nullable Object typed, Adjustments adjustments) {
        if (typed == null) {
            adjustments.leaveUntyped();
        }
        State.put(row, column, typed);
    }

    @Override
    void addTables(SortedMap<String, Object> state) {
        members.forEach((key, fields) -> addRow(state, State.path(table("member"), key.toArray()), fields));
        variables.forEach((key, fields) -> addRow(state, State.path(table("variable"), key.toArray()), fields));
        values.forEach((key, rows) -> rows.forEach((position, fields) -> {
            List<Object> whole = new ArrayList<>(key);
            whole.add(position);
            addRow(state, State.path(table("member_value"), whole.toArray()), fields);
        }));
    }
}
