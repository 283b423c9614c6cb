package io.memberport.export.drift;

import io.memberport.model.ProfileVariable;
import io.memberport.model.Sensitivity;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How one variable has changed, as a target sees it: what a policy hashes or masks is a text, and what it drops is not there.
 *
 * @param kinds at least one
 * @param before what it was like at the target's last commit; null if it was not there
 * @param after what it is like now; null if it is not there any more
 */
public record VariableChange(
        Set<DriftKind> kinds,
        @Nullable ProfileVariable before,
        @Nullable ProfileVariable after) {

    public VariableChange {
        kinds = Set.copyOf(kinds);
        if (kinds.isEmpty() || (before == null && after == null)) {
            throw new IllegalArgumentException("no change");
        }
    }

    static VariableChange ofNew(ProfileVariable variable) {
        return new VariableChange(Set.of(DriftKind.NEW), null, variable);
    }

    /**
     * Of a variable that the target does not see any more.
     *
     * @param withheld what the export says of it, if it has it and privacy rules drop it now; null if the export does not have it
     * @param hidesName whether its name is kept back
     */
    static VariableChange ofGone(ProfileVariable before, @Nullable ProfileVariable withheld, boolean hidesName) {
        Set<DriftKind> kinds = EnumSet.of(DriftKind.GONE);
        if (withheld != null && strictness(withheld) > strictness(before)) {
            kinds.add(DriftKind.SENSITIVE);
        }
        ProfileVariable told = hidesName
                ? new ProfileVariable(before.id(), null, before.dataType(), before.dataTypeName(), before.sensitivity())
                : before;
        return new VariableChange(kinds, told, null);
    }

    /** Of a variable that was there and is there; empty if it is as it was. */
    static Optional<VariableChange> between(ProfileVariable before, ProfileVariable after) {
        Set<DriftKind> kinds = EnumSet.noneOf(DriftKind.class);
        if (!Objects.equals(before.name(), after.name())) {
            kinds.add(DriftKind.RENAMED);
        }
        if (!Objects.equals(before.dataTypeName(), after.dataTypeName())) {
            kinds.add(DriftKind.RETYPED);
        }
        int stricter = strictness(after) - strictness(before);
        if (stricter != 0) {
            kinds.add(stricter > 0 ? DriftKind.SENSITIVE : DriftKind.NOT_SENSITIVE);
        }
        return kinds.isEmpty() ? Optional.empty() : Optional.of(new VariableChange(kinds, before, after));
    }

    /** How much a variable has to be protected by what the export says. */
    static int strictness(ProfileVariable variable) {
        return switch (variable.sensitivity()) {
            case NOT_SENSITIVE -> 0;
            case UNSTATED -> 1;
            case SENSITIVE -> 2;
        };
    }

    /** The variable's guid. */
    public String id() {
        return present().id();
    }

    /** What the variable is called now, or was called when it was there; null if it has no name, or if its name is kept back. */
    public @Nullable String name() {
        return present().name();
    }

    /**
     * What has changed in some ways, in words: {@code 'Age' (id 5f6c) had the type 'double' and now has 'string'}.
     *
     * @param told one or more of {@link #kinds()}; others are passed over
     */
    public String words(Set<DriftKind> told) {
        String called = name() == null ? "" : "'" + name() + "' ";
        return kinds.stream()
                .filter(told::contains)
                .sorted()
                .map(this::words)
                .collect(Collectors.joining(", ", called + "(id " + id() + ") ", ""));
    }

    private String words(DriftKind kind) {
        return switch (kind) {
            case NEW -> "is new";
            case GONE -> "is gone";
            case RENAMED -> changed("name", ProfileVariable::name);
            case RETYPED -> changed("type", ProfileVariable::dataTypeName);
            case SENSITIVE -> becameSensitive();
            case NOT_SENSITIVE -> becameNotSensitive();
        };
    }

    private String changed(String what, Function<ProfileVariable, @Nullable String> of) {
        String former = of.apply(Objects.requireNonNull(before, "it was there"));
        String latest = of.apply(Objects.requireNonNull(after, "it is there"));
        return "had " + (former == null ? "no " + what : "the " + what + " '" + former + "'") + " and now has "
                + (latest == null ? "none" : "'" + latest + "'");
    }

    /** Of a variable that rules drop now, it is not kept whether the export still says something about it. */
    private String becameSensitive() {
        if (after == null) {
            return "counts as sensitive now";
        }
        return after.sensitivity() == Sensitivity.SENSITIVE
                ? "became sensitive"
                : "no longer says whether it is sensitive, so it counts as sensitive";
    }

    private String becameNotSensitive() {
        return present().sensitivity() == Sensitivity.UNSTATED
                ? "no longer says whether it is sensitive, and still counts as sensitive"
                : "is no longer sensitive";
    }

    private ProfileVariable present() {
        return after == null ? Objects.requireNonNull(before, "one of them is there") : after;
    }
}
