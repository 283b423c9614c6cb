package io.memberport.sequence;

import io.memberport.sequence.Export.Member;
import io.memberport.sequence.Export.Value;
import io.memberport.sequence.Export.Variable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The columns of wide Parquet over the exports of a community. Each export has a row per member, in its order. */
final class WideParquetModel {

    private final Map<String, WideKind> kinds = new LinkedHashMap<>();
    private final Map<String, WideKind> givenUp = new LinkedHashMap<>();

    /** The rows of an export; columns change only if all of it fits. */
    List<SortedMap<String, Object>> rows(Export export, Adjustments adjustments) {
        Map<String, WideKind> now = new LinkedHashMap<>(kinds);
        Map<String, WideKind> former = new LinkedHashMap<>(givenUp);
        WideKind.ofAll(export).forEach((variable, sent) -> {
            WideKind before = kinds.get(variable);
            WideKind after = WideKind.after(before, sent);
            now.put(variable, after);
            if (before != null && before != after) {
                former.put(variable, before);
            }
        });
        List<SortedMap<String, Object>> rows = new ArrayList<>();
        export.members().forEach(member -> rows.add(row(member, now, former, adjustments)));
        kinds.putAll(now);
        givenUp.putAll(former);
        return rows;
    }

    private static SortedMap<String, Object> row(
            Member member, Map<String, WideKind> kinds, Map<String, WideKind> givenUp, Adjustments adjustments) {
        SortedMap<String, Object> row = new TreeMap<>();
        row.put("member_id", member.id());
        SortedSet<String> cleared = new TreeSet<>();
        member.lastOfEach().forEach((id, variable) -> {
            Object cell = cell(variable, kinds.getOrDefault(id, WideKind.TEXT), adjustments);
            State.put(row, "{" + id + "}", cell);
            if (cell == null) {
                cleared.add(id);
            }
            if (givenUp.containsKey(id)) {
                cleared.add("given up: " + id);
            }
        });
        row.put("cleared_columns", cleared);
        return row;
    }

    private static @Nullable Object cell(Variable variable, WideKind kind, Adjustments adjustments) {
        List<Value> values = variable.values();
        boolean isSet = "set".equals(variable.type());
        String single = values.size() == 1 ? values.get(0).text() : null;
        if (values.isEmpty() || (!isSet && values.size() == 1 && single == null)) {
            return null;
        }
        Object cell =
                switch (kind) {
                    case LIST -> labels(values);
                    case TEXT ->
                        isSet || single == null
                                ? new Alike.AsText(values.stream()
                                        .map(value -> Content.of(value.raw()))
                                        .toList())
                                : single;
                    case NUMBER -> single == null ? null : Meaning.asDouble(single);
                    case TIME -> single == null ? null : Meaning.asInstant(single);
                };
        if (cell == null) {
            adjustments.replace();
        }
        return cell;
    }

    private static Object labels(List<Value> values) {
        List<@Nullable String> labels = new ArrayList<>();
        values.forEach(value -> labels.add(value.text()));
        return labels;
    }

    /** The columns that a manifest must have, those that were given up included. */
    void addColumns(String export, SortedMap<String, Object> state) {
        kinds.forEach((variable, kind) -> state.put(export + ".column[" + variable + "].kind", kind.word()));
        givenUp.forEach(
                (variable, kind) -> state.put(export + ".column[given up: " + variable + "].kind", kind.word()));
    }
}
