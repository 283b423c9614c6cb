package io.memberport.sequence;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Object storage: each export stays, and {@code _latest.json} says which ones make up the present state. */
final class StoreModel implements Model {

    private record Commit(
            Step step,
            List<SortedMap<String, Object>> rows,
            SortedMap<String, Object> columns,
            Adjustments adjustments) {}

    /** What there is of one community. */
    private static final class Exports {

        private final List<Commit> all = new ArrayList<>();
        private final WideParquetModel columns = new WideParquetModel();
        private int first;

        List<Commit> present() {
            return all.subList(first, all.size());
        }
    }

    private final Store store;
    private final Map<String, Exports> communities = new HashMap<>();

    StoreModel(Store store) {
        this.store = store;
    }

    @Override
    public Answer take(Step step) {
        if (step.isCut()) {
            return Answer.malformed();
        }
        Exports exports = communities.computeIfAbsent(step.community(), name -> new Exports());
        if (exports.all.stream().anyMatch(commit -> isSame(commit.step(), step))) {
            return Answer.alreadyWritten(step);
        }
        if (isLate(step, exports)) {
            return Answer.refused();
        }
        try {
            return write(step, exports);
        } catch (Adjustments.DoesNotFit refused) {
            return Answer.refused();
        }
    }

    private Answer write(Step step, Exports exports) {
        Adjustments adjustments = new Adjustments(step.replacesInvalidValues());
        List<SortedMap<String, Object>> rows = rows(step.export(), exports, adjustments);
        SortedMap<String, Object> columns = new TreeMap<>();
        if (store.isWide()) {
            exports.columns.addColumns("", columns);
        }
        exports.all.add(new Commit(step, rows, columns, adjustments));
        if (step.export().isFull()) {
            exports.first = exports.all.size() - 1;
        }
        return Answer.written(step, (long) rows.size(), adjustments);
    }

    private static boolean isSame(Step one, Step other) {
        return Objects.equals(one.export().id(), other.export().id())
                && one.contentSha256().equals(other.contentSha256());
    }

    private static boolean isLate(Step step, Exports exports) {
        Instant date = DatabaseModel.exportDate(step.export());
        return date != null
                && !step.flags().contains(Step.OLDER)
                && exports.present().stream()
                        .map(commit -> DatabaseModel.exportDate(commit.step().export()))
                        .anyMatch(other -> other != null && date.isBefore(other));
    }

    private List<SortedMap<String, Object>> rows(Export export, Exports exports, Adjustments adjustments) {
        if (store.isWide()) {
            return exports.columns.rows(export, adjustments);
        }
        if (store.isParquet()) {
            return FileRows.ofParquet(export, adjustments);
        }
        return store.format().equals("csv") ? FileRows.ofCsv(export) : documents(export);
    }

    private static List<SortedMap<String, Object>> documents(Export export) {
        List<SortedMap<String, Object>> rows = new ArrayList<>();
        export.members().forEach(member -> rows.add(new TreeMap<>(Map.of("document", member.json()))));
        return rows;
    }

    @Override
    public @Nullable Instant nextStart(String community) {
        Exports exports = communities.getOrDefault(community, new Exports());
        List<Export> all =
                exports.all.stream().map(commit -> commit.step().export()).toList();
        return Model.nextStart(all.subList(0, exports.first), all.subList(exports.first, all.size()));
    }

    @Override
    public SortedMap<String, Object> state() {
        SortedMap<String, Object> state = new TreeMap<>();
        communities.forEach((community, exports) -> {
            for (int i = 0; i < exports.present().size(); i++) {
                add(State.path("export", community, i), exports.present().get(i), state);
            }
        });
        return state;
    }

    private static void add(String path, Commit commit, SortedMap<String, Object> state) {
        Export export = commit.step().export();
        state.put(path + ".full", export.isFull());
        State.put(state, path + ".batchId", export.id());
        state.put(path + ".contentSha256", commit.step().contentSha256());
        State.put(state, path + ".sinceDatetime", State.instant(export.since()));
        State.put(state, path + ".exportDate", State.instant(export.exportDate()));
        State.put(state, path + ".lastSyncDate", State.instant(export.lastSyncDate()));
        state.put(path + ".members", (long) export.members().size());
        state.put(path + ".values", (long) export.values());
        state.put(path + ".rows", (long) commit.rows().size());
        state.put(path + ".replacedValues", commit.adjustments().replaced());
        state.put(path + ".untypedValues", commit.adjustments().untyped());
        commit.columns().forEach((column, kind) -> state.put(path + column, kind));
        Descriptions.of(export, text -> text)
                .forEach((variable, fields) -> fields.forEach(
                        (name, value) -> state.put(path + ".variable[" + variable + "]." + name, value)));
        for (int i = 0; i < commit.rows().size(); i++) {
            String row = path + State.path("row", i);
            commit.rows().get(i).forEach((column, value) -> state.put(row + column, value));
        }
    }
}
