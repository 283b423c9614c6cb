package io.memberport.sink.jdbc.layout;

import io.memberport.encoding.column.ColumnKind;
import io.memberport.model.ProfileVariable;
import io.memberport.sink.jdbc.options.JdbcOptions;
import io.memberport.sink.jdbc.sql.Column;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which column of the staging table a variable has, assigned as variables are met on whatever thread. No user sees these
 * columns, so their order does not matter. Safe for use by several threads.
 */
final class WideStage {

    /** Behind member_no, member_id and cleared. */
    static final int OWN_COLUMNS = 3;

    static final String CLEARED = "cleared";

    private final JdbcOptions settings;
    private final Map<String, ColumnKind> columnKinds;
    private final List<ColumnKind> kinds = new ArrayList<>();
    private final Map<String, Map<ColumnKind, Integer>> indexes = new HashMap<>();

    /**
     * @param columnKinds of the columns that variables have in the target, by the variables' ids
     */
    WideStage(JdbcOptions settings, Map<String, ColumnKind> columnKinds) {
        this.settings = settings;
        this.columnKinds = Map.copyOf(columnKinds);
    }

    /** A variable's place in the staging table. */
    record Slot(int index, ColumnKind kind) {}

    /** Values that the variable's column cannot hold are text as they were sent, for so the column to come will be. */
    synchronized Slot slot(ProfileVariable variable) {
        ColumnKind own = ColumnKind.of(variable.dataType());
        ColumnKind kind = columnKinds.getOrDefault(variable.id(), own) == own ? own : ColumnKind.TEXT;
        int index = indexes.computeIfAbsent(variable.id(), id -> new EnumMap<>(ColumnKind.class))
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
    synchronized Map<ColumnKind, Integer> places(String variableId) {
        return Map.copyOf(indexes.getOrDefault(variableId, Map.of()));
    }

    /** The staging table's column at a position. */
    synchronized Column column(int position) {
        int index = position - OWN_COLUMNS;
        return Column.optional(columnName(index), LayoutColumns.type(settings, kinds.get(index)));
    }

    static String columnName(int index) {
        return "c" + index;
    }
}
