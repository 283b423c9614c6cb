package io.memberport.sequence;

import io.memberport.sequence.Export.Member;
import io.memberport.sequence.Export.Value;
import io.memberport.sequence.Export.Variable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A CSV file: the last export, and its manifest. */
final class CsvModel implements Model {

    private final CsvFile file;
    private @Nullable Step last;

    CsvModel(CsvFile file) {
        this.file = file;
    }

    @Override
    public Answer take(Step step) {
        if (step.isCut()) {
            return Answer.malformed();
        }
        Step there = last;
        if (there != null
                && Objects.equals(there.export().id(), step.export().id())
                && there.contentSha256().equals(step.contentSha256())) {
            return Answer.alreadyWritten(step);
        }
        boolean isRefusedChange = !step.export().isFull() && !step.flags().contains(Step.INCREMENTAL);
        if (isRefusedChange || isLate(step)) {
            return Answer.refused();
        }
        last = step;
        return Answer.written(step, (long) rows(step.export()).size(), new Adjustments(false));
    }

    private boolean isLate(Step step) {
        Instant date = DatabaseModel.exportDate(step.export());
        Instant before = last == null ? null : DatabaseModel.exportDate(last.export());
        return date != null
                && before != null
                && date.isBefore(before)
                && !step.flags().contains(Step.OLDER);
    }

    private List<SortedMap<String, Object>> rows(Export export) {
        if (!file.isWide()) {
            return FileRows.ofCsv(export);
        }
        List<SortedMap<String, Object>> rows = new ArrayList<>();
        export.members().forEach(member -> rows.add(row(member)));
        return rows;
    }

    /** Of a variable that a member has twice, the values of both. */
    private static SortedMap<String, Object> row(Member member) {
        Map<String, Variable> joined = new LinkedHashMap<>();
        for (Variable variable : member.variables()) {
            joined.merge(variable.id(), variable, (one, other) -> {
                List<Value> values = new ArrayList<>(one.values());
                values.addAll(other.values());
                return one.with(values);
            });
        }
        SortedMap<String, Object> row = new TreeMap<>();
        row.put("member_id", member.id());
        joined.forEach((id, variable) -> State.put(row, "{" + id + "}", cell(variable)));
        return row;
    }

    private static @Nullable Object cell(Variable variable) {
        List<Value> values = variable.values();
        boolean isSet = "set".equals(variable.type());
        if (values.size() == 1 && !isSet) {
            return values.get(0).text();
        }
        if (values.isEmpty() && !isSet) {
            return null;
        }
        return new Alike.AsText(
                values.stream().map(value -> Content.of(value.raw())).toList());
    }

    @Override
    public @Nullable Instant nextStart(String community) {
        return last == null ? null : Model.nextStart(List.of(), List.of(last.export()));
    }

    @Override
    public SortedMap<String, Object> state() {
        SortedMap<String, Object> state = new TreeMap<>();
        Step step = last;
        if (step == null) {
            return state;
        }
        Export export = step.export();
        List<SortedMap<String, Object>> rows = rows(export);
        state.put("manifest.community", step.community());
        State.put(state, "manifest.batchId", export.id());
        state.put("manifest.contentSha256", step.contentSha256());
        State.put(state, "manifest.sinceDatetime", State.instant(export.since()));
        State.put(state, "manifest.exportDate", State.instant(export.exportDate()));
        State.put(state, "manifest.lastSyncDate", State.instant(export.lastSyncDate()));
        state.put("manifest.contentBytes", (long) step.file().length);
        state.put("manifest.members", (long) export.members().size());
        state.put("manifest.values", (long) export.values());
        state.put("manifest.rows", (long) rows.size());
        if (file.isWide()) {
            Descriptions.of(export, text -> text)
                    .forEach((variable, fields) ->
                            fields.forEach((name, value) -> state.put("variable[" + variable + "]." + name, value)));
        }
        for (int i = 0; i < rows.size(); i++) {
            String row = State.path("row", i);
            rows.get(i).forEach((column, value) -> state.put(row + column, value));
        }
        return state;
    }
}
