package io.memberport.encoding.column;

import io.memberport.model.ProfileVariable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which variable has which column in the wide files of an export. A variable keeps the column that it had in exports before,
 * whatever it is called now; one whose type changes so that its column cannot hold it gets a second one, of text. So a name
 * stands for one variable and one type in all exports that follow each other, and engines can read them together.
 *
 * <p>Immutable.
 */
public final class TypedColumns {

    public static final String MEMBER_ID = "member_id";

    /** The names of columns of which a member has no values any more. */
    public static final String CLEARED = "cleared_columns";

    /** What no variable's column is called; the last three are what engines call the folders that files are in. */
    private static final List<String> OWN_NAMES = List.of(MEMBER_ID, CLEARED, "community", "export_date", "batch");

    private final List<TypedColumn> all;
    private final List<TypedColumn> present;
    private final VariableIndexes indexes;

    /** What is known of a variable: the first definition of it, and what fits all of them. */
    private record Described(ProfileVariable first, Set<ColumnKind> kinds) {

        static Described of(ProfileVariable variable) {
            return new Described(variable, EnumSet.of(kindOf(variable)));
        }

        private static ColumnKind kindOf(ProfileVariable variable) {
            return ColumnKind.of(variable.dataType());
        }

        Described and(Described other) {
            Set<ColumnKind> both = EnumSet.copyOf(kinds);
            both.addAll(other.kinds);
            return new Described(first, both);
        }

        TypedColumn newColumn(ColumnKind kind, SqlNames names) {
            return new TypedColumn(names.assign(first), first.id(), kind, true);
        }
    }

    private TypedColumns(Collection<TypedColumn> all, List<TypedColumn> present) {
        this.all = List.copyOf(all);
        this.present = List.copyOf(present);
        this.indexes = new VariableIndexes(
                present.stream().map(TypedColumn::variableId).toList());
    }

    /**
     * Assigns columns.
     *
     * @param variables all of the export, in the order in which they first appear; the first definition of an id names its
     *     column
     * @param former all columns of the exports before
     */
    public static TypedColumns assign(List<ProfileVariable> variables, List<TypedColumn> former) {
        Map<String, TypedColumn> byName = new LinkedHashMap<>();
        Map<String, TypedColumn> currentById = new HashMap<>();
        for (TypedColumn column : former) {
            byName.put(column.name(), column);
            if (column.current()) {
                currentById.put(column.variableId(), column);
            }
        }
        List<String> taken = new ArrayList<>(OWN_NAMES);
        taken.addAll(byName.keySet());
        SqlNames names = new SqlNames(taken);
        List<TypedColumn> present = new ArrayList<>();
        for (Described variable : described(variables)) {
            TypedColumn before = currentById.get(variable.first().id());
            TypedColumn column = column(variable, before, names);
            if (before != null && !before.equals(column)) {
                byName.put(before.name(), before.retired());
            }
            byName.put(column.name(), column);
            present.add(column);
        }
        return new TypedColumns(byName.values(), present);
    }

    private static TypedColumn column(Described variable, @Nullable TypedColumn before, SqlNames names) {
        ColumnKind needed = ColumnKind.forAll(variable.kinds());
        if (before == null) {
            return variable.newColumn(needed, names);
        }
        return before.kind().holds(needed) ? before : variable.newColumn(ColumnKind.TEXT, names);
    }

    private static Collection<Described> described(List<ProfileVariable> variables) {
        Map<String, Described> byId = new LinkedHashMap<>();
        variables.forEach(variable -> byId.merge(variable.id(), Described.of(variable), Described::and));
        return byId.values();
    }

    /** Those of this export and those of exports before. */
    public List<TypedColumn> all() {
        return all;
    }

    /** Those of this export, in the order of its variables. */
    public List<TypedColumn> present() {
        return present;
    }

    /** The names of those of this export by the ids of their variables, in the order of these. */
    public Map<String, String> names() {
        Map<String, String> names = new LinkedHashMap<>();
        present.forEach(column -> names.put(column.variableId(), column.name()));
        return names;
    }

    /** The columns that a variable had before its type changed. */
    public List<TypedColumn> retired(String variableId) {
        return all.stream()
                .filter(column -> !column.current() && column.variableId().equals(variableId))
                .toList();
    }

    /** The places of variables' columns among those {@link #present()}. */
    public VariableIndexes indexes() {
        return indexes;
    }
}
