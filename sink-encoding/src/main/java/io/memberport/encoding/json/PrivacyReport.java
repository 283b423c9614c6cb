package io.memberport.encoding.json;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import io.memberport.error.Remedy;
import io.memberport.model.AppliedPrivacy;
import io.memberport.model.PrivacyAction;
import io.memberport.model.ProfileVariable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a target writes down about the policy for personal data under which an export came to it. Contains no member's value. The
 * components, in this order, are the fields of the document.
 *
 * @param policy fingerprint of the policy
 * @param memberIdKey what tells keys apart, of the hashes that are in place of member ids; null if the ids are there
 * @param droppedValues values of the export that are not in the target
 * @param variables what became of each; a target that adds up exports keeps those of exports before, without values
 */
public record PrivacyReport(
        String policy,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String memberIdKey,
        long droppedValues,
        List<Variable> variables) {

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

        public Variable {
            Objects.requireNonNull(variableId, "variableId");
            Objects.requireNonNull(action, "action");
        }

        private static Variable of(AppliedPrivacy.Treated treated) {
            ProfileVariable variable = treated.variable();
            return new Variable(variable.id(), variable.name(), treated.action(), treated.values());
        }

        private Variable withoutValues() {
            return new Variable(variableId, variableName, action, 0);
        }
    }

    /** The report of what was done; null if nothing was. */
    public static @Nullable PrivacyReport of(@Nullable AppliedPrivacy applied) {
        return applied == null
                ? null
                : new PrivacyReport(
                        applied.fingerprint(),
                        applied.memberIdKey(),
                        applied.droppedValues(),
                        applied.variables().stream().map(Variable::of).toList());
    }

    /** The ids of all keys with which member ids are hashed. */
    public static Set<String> memberIdKeys(Stream<PrivacyReport> reports) {
        return reports.flatMap(report -> Stream.ofNullable(report.memberIdKey)).collect(Collectors.toSet());
    }

    /** The same, with the variables of a report before that this one does not have: this export has no values of them. */
    public PrivacyReport after(PrivacyReport before) {
        Set<String> present = variables.stream().map(Variable::variableId).collect(Collectors.toSet());
        Stream<Variable> former = before.variables.stream()
                .filter(variable -> !present.contains(variable.variableId()))
                .map(Variable::withoutValues);
        return new PrivacyReport(
                policy,
                memberIdKey,
                droppedValues,
                Stream.concat(variables.stream(), former).toList());
    }

    /** The ids of variables to which a report before has something else done. */
    public List<String> changedSince(PrivacyReport before) {
        Map<String, PrivacyAction> former = new HashMap<>();
        before.variables.forEach(variable -> former.put(variable.variableId(), variable.action()));
        return variables.stream()
                .filter(variable -> former.getOrDefault(variable.variableId(), variable.action()) != variable.action())
                .map(Variable::variableId)
                .distinct()
                .toList();
    }

    /**
     * The refusal of changes in which {@linkplain #changedSince variables are treated otherwise}: the target would show values that were
     * written under a rule beside those that it had before.
     */
    public static MemberportException refusal(List<String> variableIds, String target) {
        return MemberportException.of(
                        FailureKind.TARGET,
                        "Alida describes variables otherwise than before, so the privacy rules treat them otherwise: "
                                + String.join(", ", variableIds) + ". The target " + target
                                + " would hold their former values beside the new ones, and the export has only changes."
                                + " Nothing was committed. Write a full export, which replaces all of it.")
                .remedy(Remedy.EXPORT_IN_FULL)
                .build();
    }
}
