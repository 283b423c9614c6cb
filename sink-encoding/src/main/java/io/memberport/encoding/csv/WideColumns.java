package io.memberport.encoding.csv;

import io.memberport.encoding.column.VariableIndexes;
import io.memberport.model.ProfileVariable;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The columns of the wide layout: one per variable id, in the order in which ids first appear in the export. The first
 * definition of an id counts. An id that had a column in the file before keeps its name, whatever the variable is called
 * now; the columns of ids that are not in the export any more are remembered, so that no other variable gets their names.
 *
 * <p>Immutable.
 */
public final class WideColumns {

    /** The name of the first column, which is no variable's. */
    public static final String MEMBER_ID = "member_id";

    private final List<WideColumn> present;
    private final List<WideColumn> retired;
    private final VariableIndexes indexes;

    private WideColumns(List<WideColumn> present, List<WideColumn> retired) {
        this.present = List.copyOf(present);
        this.retired = List.copyOf(retired);
        this.indexes =
                new VariableIndexes(present.stream().map(WideColumn::variableId).toList());
    }

    /**
     * Assigns columns.
     *
     * @param variables all of the export, in the order in which they first appear
     * @param former the columns the file had, retired ones included; of two that contradict each other the first counts
     */
    public static WideColumns assign(List<ProfileVariable> variables, List<WideColumn> former) {
        Set<String> taken = new HashSet<>(ColumnName.keys(MEMBER_ID));
        Map<String, WideColumn> known = new LinkedHashMap<>();
        for (WideColumn column : former) {
            if (!known.containsKey(column.variableId()) && take(column.name(), taken)) {
                known.put(column.variableId(), column);
            }
        }
        Map<String, WideColumn> present = new LinkedHashMap<>();
        for (ProfileVariable variable : variables) {
            if (!present.containsKey(variable.id())) {
                WideColumn before = known.remove(variable.id());
                String name = before == null ? newName(variable, taken) : before.name();
                present.put(variable.id(), WideColumn.of(variable, name));
            }
        }
        List<WideColumn> retired =
                known.values().stream().map(WideColumn::retire).toList();
        return new WideColumns(new ArrayList<>(present.values()), retired);
    }

    private static String newName(ProfileVariable variable, Set<String> taken) {
        for (int attempt = 0; ; attempt++) {
            String candidate = ColumnName.candidate(variable, attempt);
            if (take(candidate, taken)) {
                return candidate;
            }
        }
    }

    private static boolean take(String name, Set<String> taken) {
        Set<String> keys = ColumnName.keys(name);
        if (keys.stream().anyMatch(taken::contains)) {
            return false;
        }
        taken.addAll(keys);
        return true;
    }

    /** Those that are in the file, in its order. */
    public List<WideColumn> present() {
        return present;
    }

    /** The names of those in the file by the ids of their variables, in its order. */
    public Map<String, String> names() {
        Map<String, String> names = new LinkedHashMap<>();
        present.forEach(column -> names.put(column.variableId(), column.name()));
        return names;
    }

    /** Those in the file and those it once had. */
    public List<WideColumn> all() {
        List<WideColumn> all = new ArrayList<>(present);
        all.addAll(retired);
        return all;
    }

    /** The places of variables' columns among those {@link #present()}. */
    public VariableIndexes indexes() {
        return indexes;
    }
}
