package io.memberport.encoding.column;

import io.memberport.model.ProfileVariable;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Gives variables the names of their columns where engines of SQL read them, no two of which count as the same anywhere:
 * neither those it gave, nor those that were taken before. Depends on nothing but the order of the calls. Used by one thread
 * at a time.
 */
public final class SqlNames {

    private final Set<String> keys = new HashSet<>();

    /**
     * Begins with names that no variable gets.
     *
     * @param taken in any case
     */
    public SqlNames(Collection<String> taken) {
        taken.forEach(name -> keys.addAll(SqlName.keys(name)));
    }

    /** A new name for a variable that has no column yet. Asked again for the same variable, it gives another. */
    public String assign(ProfileVariable variable) {
        return assign(variable, taken -> false);
    }

    /**
     * A new name for a variable that has no column yet.
     *
     * @param isOffered whether a name is given although it is taken, because a column of that name is there for it
     */
    public String assign(ProfileVariable variable, Predicate<String> isOffered) {
        SqlName name = SqlName.of(variable);
        for (int taken = 0; ; taken++) {
            String candidate = name.candidate(taken);
            if (take(candidate) || isOffered.test(candidate)) {
                return candidate;
            }
        }
    }

    private boolean take(String name) {
        Set<String> own = SqlName.keys(name);
        return own.stream().noneMatch(keys::contains) && keys.addAll(own);
    }
}
