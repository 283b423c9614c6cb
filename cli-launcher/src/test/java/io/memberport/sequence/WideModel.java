package io.memberport.sequence;

import io.memberport.sequence.Export.Member;
import io.memberport.sequence.Export.Value;
import io.memberport.sequence.Export.Variable;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The wide layout: a row per member, and a column per variable. */
final class WideModel extends DatabaseModel {

    private record Row(SortedMap<String, Object> origin, Map<String, Object> cells) {}

    private final Map<String, WideKind> kinds = new LinkedHashMap<>();
    private final Map<String, SortedMap<String, Object>> descriptions = new LinkedHashMap<>();
    private final Map<List<String>, SortedMap<String, Object>> history = new LinkedHashMap<>();
    private final Map<List<String>, Row> rows = new LinkedHashMap<>();

    WideModel(Database database) {
        super(database);
    }

    @Override
    int members() {
        return rows.size();
    }

    @Override
    long write(Export export, String key, boolean replacesAll, Adjustments adjustments) {
        Map<String, Set<WideKind>> sent = WideKind.ofAll(export);
        Map<String, WideKind> now = new LinkedHashMap<>();
        sent.forEach((variable, some) -> now.put(variable, WideKind.after(kinds.get(variable), some)));
        refuseTooManyColumns(now.keySet());
        Map<String, Map<String, @Nullable Object>> cells = new LinkedHashMap<>();
        for (Member member : export.lastOfEach().values()) {
            cells.put(member.id(), cells(member, sent, now, adjustments));
        }
        Map<String, SortedMap<String, Object>> described =
                Descriptions.of(export, text -> description(text, adjustments));
        if (replacesAll) {
            rows.clear();
        }
        now.forEach(this::change);
        described.forEach((variable, fields) -> {
            descriptions.put(variable, fields);
            history.put(List.of(key, variable), fields);
        });
        cells.forEach((member, some) -> put(key(key, member), origin(export), some));
        return cells.size();
    }

    /** All columns that are there count, not only those of this export. */
    private void refuseTooManyColumns(Set<String> variables) {
        Set<String> all = new HashSet<>(kinds.keySet());
        all.addAll(variables);
        if (all.size() > product().mostTexts()) {
            throw new Adjustments.DoesNotFit();
        }
    }

    private void put(List<String> key, SortedMap<String, Object> origin, Map<String, @Nullable Object> cells) {
        Row former = rows.get(key);
        Map<String, Object> all = former == null ? new TreeMap<>() : former.cells();
        cells.forEach((variable, cell) -> {
            all.remove(variable);
            if (cell != null) {
                all.put(variable, cell);
            }
        });
        rows.put(key, new Row(origin, all));
    }

    /** Former values move into the new column of text; those of former exports stay where they are. */
    private void change(String variable, WideKind kind) {
        WideKind former = kinds.put(variable, kind);
        if (former == null || former == kind) {
            return;
        }
        for (Row row : rows.values()) {
            Object cell = row.cells().remove(variable);
            if (cell != null && isHistory()) {
                row.cells().put("given up: " + variable, cell);
            } else if (cell != null) {
                row.cells().put(variable, new Alike.AsText(cell));
            }
        }
    }

    private Map<String, @Nullable Object> cells(
            Member member, Map<String, Set<WideKind>> sent, Map<String, WideKind> now, Adjustments adjustments) {
        Map<String, @Nullable Object> cells = new LinkedHashMap<>();
        member.lastOfEach().forEach((id, variable) -> {
            WideKind kind = now.getOrDefault(id, WideKind.TEXT);
            Object cell = cell(variable, kind, adjustments);
            boolean mixed = sent.getOrDefault(id, Set.of()).size() > 1 && kinds.get(id) != WideKind.TEXT;
            cells.put(id, mixed && cell != null ? inEitherNotation(variable, cell) : cell);
        });
        return cells;
    }

    /** An export that has two types of a variable: the first members may have been written as the first type. */
    private Object inEitherNotation(Variable variable, Object cell) {
        Object typed = cell(variable, WideKind.of(variable), new Adjustments(true));
        Set<Object> choices = new HashSet<>(Set.of(cell));
        if (typed != null) {
            choices.add(new Alike.AsText(typed));
        }
        return new Alike.AnyOf(choices);
    }

    private @Nullable Object cell(Variable variable, WideKind kind, Adjustments adjustments) {
        List<Value> values = variable.values();
        boolean isSet = "set".equals(variable.type());
        String single = values.size() == 1 ? values.get(0).text() : null;
        if (values.isEmpty() || (!isSet && values.size() == 1 && single == null)) {
            return null;
        }
        Object cell =
                switch (kind) {
                    case LIST -> list(values, adjustments);
                    case TEXT -> isSet || single == null ? new Alike.AsText(list(values)) : text(single, adjustments);
                    case NUMBER -> single == null ? null : number(single, adjustments);
                    case TIME -> single == null ? null : time(single);
                };
        if (cell == null) {
            adjustments.replace();
        }
        return cell;
    }

    private static Object list(List<Value> values) {
        return values.stream().map(value -> Content.of(value.raw())).toList();
    }

    /** In a column of JSON. */
    private Object list(List<Value> values, Adjustments adjustments) {
        return values.stream()
                .map(value -> value.raw().startsWith("\"")
                        ? Content.of(Export.quoted(text(Content.string(value.raw()), adjustments)))
                        : Content.of(value.raw()))
                .toList();
    }

    @Override
    void addTables(SortedMap<String, Object> state) {
        kinds.forEach((variable, kind) -> {
            SortedMap<String, Object> fields = new TreeMap<>(descriptions.getOrDefault(variable, new TreeMap<>()));
            fields.put("kind", kind.word());
            addRow(state, State.path(table("member_wide_column"), variable), fields);
        });
        if (isHistory()) {
            history.forEach(
                    (key, fields) -> addRow(state, State.path("member_wide_variable_history", key.toArray()), fields));
        }
        rows.forEach((key, row) -> {
            String path = State.path(table("member_wide"), key.toArray());
            addRow(state, path, row.origin());
            row.cells().forEach((variable, cell) -> state.put(path + "{" + variable + "}", cell));
        });
    }
}
