package io.memberport.model;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a policy for personal data did to an export on its way into a target. Contains no member's value.
 *
 * @param fingerprint of the policy, 32 lower-case hexadecimal digits: the same for the same rules and the same key, and another
 *     for all others. The key does not follow from it
 * @param memberIdKey what stands before each hash that is in place of a member's id, and tells keys apart; null if the ids are there
 * @param droppedValues the number of values that did not reach the target, nulls included
 * @param variables what became of each, in the order of their ids
 */
public record AppliedPrivacy(
        String fingerprint, @Nullable String memberIdKey, long droppedValues, List<Treated> variables) {

    public AppliedPrivacy {
        Objects.requireNonNull(fingerprint, "fingerprint");
        variables = List.copyOf(variables);
    }

    /**
     * What became of a variable.
     *
     * @param variable as the export defines it, without its name if the policy keeps back names of dropped variables
     * @param action what was done to its values
     * @param values its values in the export, nulls included; all of them were written unless the action is {@link
     *     PrivacyAction#DROP}
     */
    public record Treated(ProfileVariable variable, PrivacyAction action, long values) {

        public Treated {
            Objects.requireNonNull(variable, "variable");
            Objects.requireNonNull(action, "action");
        }

        private boolean hidesName() {
            return action == PrivacyAction.DROP && variable.name() == null;
        }
    }

    /** Whether there is a variable whose name was kept back. */
    public boolean hidesNames() {
        return variables.stream().anyMatch(Treated::hidesName);
    }

    /** Whether a target must not write down what a variable is called: it was dropped, and its name was kept back. */
    public boolean hidesNameOf(String variableId) {
        return variables.stream()
                .anyMatch(treated ->
                        treated.hidesName() && treated.variable().id().equals(variableId));
    }
}
