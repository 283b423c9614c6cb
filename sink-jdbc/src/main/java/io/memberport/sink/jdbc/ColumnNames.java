package io.memberport.sink.jdbc;

import io.memberport.model.ProfileVariable;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Gives variables the names of their columns in the wide layout, no two of which count as the same anywhere: neither
 * those it gave, nor those of the table's other columns, nor those that the sink has for itself. Depends on nothing but
 * the order of the calls. Used by one thread at a time.
 */
final class ColumnNames {

    private static final List<String> OWN = List.of(
            "member_id", "member_no", "batch_id", "last_batch_id", "export_date", "last_export_date", "present");

    private final Set<String> keys = new HashSet<>();

    private ColumnNames() {}

    /**
     * Begins with a table's columns.
     *
     * @param names of all columns that the table has or once had, in any case
     */
    static ColumnNames taken(Collection<String> names) {
        ColumnNames taken = new ColumnNames();
        OWN.forEach(taken::take);
        names.forEach(taken::take);
        return taken;
    }

    /** A new name for a variable that has no column yet. Asked again for the same variable, it gives another. */
    String assign(ProfileVariable variable) {
        ColumnName name = ColumnName.of(variable);
        for (int taken = 0; ; taken++) {
            String candidate = name.candidate(taken);
            if (take(candidate)) {
                return candidate;
            }
        }
    }

    private boolean take(String name) {
        return keys.add(ColumnName.key(name));
    }
}
