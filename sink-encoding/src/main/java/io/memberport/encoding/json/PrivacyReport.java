package io.memberport.encoding.json;

import io.memberport.model.AppliedPrivacy;
import io.memberport.model.PrivacyAction;
import io.memberport.model.ProfileVariable;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a target writes down about the policy for personal data under which an export came to it. Contains no member's value. The
 * components, in this order, are the fields of the document.
 *
 * @param policy fingerprint of the policy
 * @param droppedValues values of the export that are not in the target
 * @param variables what became of each
 */
public record PrivacyReport(String policy, long droppedValues, List<Variable> variables) {

    public PrivacyReport {
        Objects.requireNonNull(policy, "policy");
        variables = List.copyOf(variables);
    }

    /**
     * What became of a variable.
     *
     * @param values its values in the export, of which all are in the target or, if they were dropped, none
     */
    public record Variable(String variableId, @Nullable String variableName, PrivacyAction action, long values) {

        private static Variable of(AppliedPrivacy.Treated treated) {
            ProfileVariable variable = treated.variable();
            return new Variable(variable.id(), variable.name(), treated.action(), treated.values());
        }
    }

    /** The report of what was done; null if nothing was. */
    public static @Nullable PrivacyReport of(@Nullable AppliedPrivacy applied) {
        return applied == null
                ? null
                : new PrivacyReport(
                        applied.fingerprint(),
                        applied.droppedValues(),
                        applied.variables().stream().map(Variable::of).toList());
    }
}
