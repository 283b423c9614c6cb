package io.memberport.export.drift;

import java.util.List;
import java.util.Objects;

/**
 * What has changed in the variables of an export since a target's last commit. Contains no member's value, and no name that privacy
 * rules keep back.
 *
 * @param basis what the export was compared with, or why it was not
 * @param changes by the ids of the variables; none unless {@link Basis#LAST_COMMIT}
 */
public record Drift(Basis basis, List<VariableChange> changes) {

    /** What variables are compared with. */
    public enum Basis {
        /** The variables of the target's last commit. */
        LAST_COMMIT,
        /** Nothing: the target holds no export yet. */
        NOTHING,
        /** Unknown: the sink does not keep the variables of its commits, or an earlier version made the last one. */
        NOT_KEPT,
        /** Unknown: the last commit was under other privacy rules, so that the target saw other variables. */
        OTHER_RULES,
        /** Unknown: there are more variables than are compared. */
        TOO_MANY;

        /** Whether it is known what has changed. */
        public boolean isKnown() {
            return this == LAST_COMMIT || this == NOTHING;
        }
    }

    public Drift {
        Objects.requireNonNull(basis, "basis");
        changes = List.copyOf(changes);
    }

    /** The same for a target that was not compared. */
    static Drift without(Basis basis) {
        return new Drift(basis, List.of());
    }

    /** The variables that have changed in one way. */
    public List<VariableChange> changes(DriftKind kind) {
        return changes.stream().filter(change -> change.kinds().contains(kind)).toList();
    }
}
