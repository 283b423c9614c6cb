package io.memberport.sink.jdbc;

import io.memberport.encoding.WideKind;
import io.memberport.model.ProfileVariable;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which column of the staging table a variable has, assigned as variables are met on whatever thread. Nobody sees these
 * columns, so their order does not matter. Safe for use by several threads.
 */
final class WideStage {

    /** Behind member_no, member_id and cleared. */
    static final int OWN_COLUMNS = 3;

    static final String CLEARED = "cleared";

    private final JdbcSettings settings;
    private final Set<String> keptAsText;
    private final List<WideKind> kinds = new ArrayList<>();
    private final Map<String, Map<WideKind, Integer>> indexes = new HashMap<>();

    /**
     * Starts without columns.
     *
     * @param keptAsText ids of variables whose values are text whatever their type is now, because their column is
     */
    WideStage(JdbcSettings settings, Set<String> keptAsText) {
        this.settings = settings;
        this.keptAsText = Set.copyOf(keptAsText);
    }

    /** A variable's place in the staging table. */
    record Slot(int index, WideKind kind) {}

    synchronized Slot slot(ProfileVariable variable) {
        WideKind kind = keptAsText.contains(variable.id()) ? WideKind.TEXT : WideKind.of(variable.dataType());
        int index = indexes.computeIfAbsent(variable.id(), id -> new EnumMap<>(WideKind.class))
                .computeIfAbsent(kind, absent -> {
                    kinds.add(kind);
                    return kinds.size() - 1;
                });
        return new Slot(index, kind);
    }

    synchronized int size() {
        return kinds.size();
    }

    /** The kinds in which a variable's values came, each with its place. */
    synchronized Map<WideKind, Integer> places(String variableId) {
        return Map.copyOf(indexes.getOrDefault(variableId, Map.of()));
    }

    /** The staging table's column at a position. */
    synchronized Column column(int position) {
        int index = position - OWN_COLUMNS;
        return Column.optional(columnName(index), settings.columnType(kinds.get(index)));
    }

    static String columnName(int index) {
        return "c" + index;
    }
}
