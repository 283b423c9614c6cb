package io.memberport.encoding.column;

import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import io.memberport.model.ProfileVariable;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/** The places of variables in a row whose columns are settled before the first member. Immutable. */
public final class VariableIndexes {

    private final Map<String, Integer> indexes = new HashMap<>();

    /** The places, from 0, of the variables with these ids, each of which is there once. */
    public VariableIndexes(Collection<String> variableIds) {
        variableIds.forEach(id -> indexes.put(id, indexes.size()));
    }

    /**
     * The place of a variable.
     *
     * @throws MemberportException of kind {@link FailureKind#BUG} if it was not among those given
     */
    public int of(ProfileVariable variable) {
        Integer index = indexes.get(variable.id());
        if (index == null) {
            throw new MemberportException(
                    FailureKind.BUG,
                    "The variable " + variable.id() + " was not found when the columns of the wide layout were "
                            + "collected. The file changed between its two readings, or this is a mistake in "
                            + "Memberport. Run again, and report it if that fails, too.");
        }
        return index;
    }
}
