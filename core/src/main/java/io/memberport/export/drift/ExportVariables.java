package io.memberport.export.drift;

import static java.util.Comparator.comparing;
import static java.util.Comparator.naturalOrder;
import static java.util.Comparator.nullsFirst;

import io.memberport.model.ProfileVariable;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BinaryOperator;

/**
 * The variables of an export or of a commit, one definition each. Of several definitions of one variable, the strictest counts,
 * and of equally strict ones the last by type and name: whatever the order of the members, so that exports which describe a
 * variable in the same ways are not told apart.
 *
 * <p>Beyond {@link #MOST} variables it forgets them all, and only knows that there are too many. Used by one thread.
 */
public final class ExportVariables {

    /** Far more than a community has. */
    static final int MOST = 10_000;

    private static final BinaryOperator<ProfileVariable> STRICTEST =
            BinaryOperator.maxBy(comparing(VariableChange::strictness)
                    .thenComparing(ProfileVariable::dataTypeName, ExportVariables.byText())
                    .thenComparing(ProfileVariable::name, ExportVariables.byText()));

    private final Map<String, ProfileVariable> byId = new HashMap<>();
    private boolean tooMany;

    /** None yet. */
    public ExportVariables() {}

    private static Comparator<String> byText() {
        return nullsFirst(naturalOrder());
    }

    static ExportVariables of(Collection<ProfileVariable> definitions) {
        ExportVariables variables = new ExportVariables();
        variables.add(definitions);
        return variables;
    }

    /** Takes note of definitions, which may have come before. */
    public void add(Collection<ProfileVariable> definitions) {
        for (ProfileVariable definition : definitions) {
            if (!tooMany && !definition.equals(byId.get(definition.id()))) {
                byId.merge(definition.id(), definition, STRICTEST);
                forgetTooMany();
            }
        }
    }

    private void forgetTooMany() {
        tooMany = byId.size() > MOST;
        if (tooMany) {
            byId.clear();
        }
    }

    boolean areTooMany() {
        return tooMany;
    }

    Map<String, ProfileVariable> byId() {
        return byId;
    }
}
