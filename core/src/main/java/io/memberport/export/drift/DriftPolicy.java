package io.memberport.export.drift;

import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import io.memberport.error.Remedy;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a run makes of drift. It tells of it in any case.
 *
 * @param failing the kinds for which no target commits; none to write whatever has changed
 */
public record DriftPolicy(Set<DriftKind> failing) {

    /** Whatever has changed is written. */
    public static final DriftPolicy REPORT = new DriftPolicy(Set.of());

    /** Nothing is written if anything has changed. */
    public static final DriftPolicy FAIL = new DriftPolicy(EnumSet.allOf(DriftKind.class));

    /** As many as a person reads. */
    private static final int MOST_NAMED = 20;

    public DriftPolicy {
        failing = Set.copyOf(failing);
    }

    /**
     * Why no target may commit.
     *
     * @param target what the drift was found for
     * @return of kind {@link FailureKind#TARGET}; empty if they may
     */
    public Optional<MemberportException> refusal(String target, Drift drift) {
        if (failing.isEmpty()) {
            return Optional.empty();
        }
        if (!drift.basis().isKnown()) {
            return Optional.of(refused(
                    "What has changed since the last commit to the target " + target + " is not known, because "
                            + reason(drift.basis()),
                    "To write the export without knowing it, accept that for this run."));
        }
        List<String> changes = drift.changes().stream()
                .filter(change -> change.kinds().stream().anyMatch(failing::contains))
                .map(change -> change.words(failing))
                .toList();
        return changes.isEmpty()
                ? Optional.empty()
                : Optional.of(refused(
                        "Variables have changed since the last commit to the target " + target + ": "
                                + changes.stream().limit(MOST_NAMED).collect(Collectors.joining("; "))
                                + (changes.size() > MOST_NAMED
                                        ? "; and " + (changes.size() - MOST_NAMED) + " more"
                                        : ""),
                        "If that is as it should be, accept it for this run."));
    }

    private static String reason(Drift.Basis basis) {
        return switch (basis) {
            case LAST_COMMIT, NOTHING -> throw new IllegalArgumentException("known");
            case NOT_KEPT ->
                "the target does not say which variables it had then: its sink does not keep them, or an earlier version"
                        + " wrote it, or changes followed such a commit";
            case OTHER_RULES -> "it was made under other privacy rules";
            case TOO_MANY -> "there are more than " + ExportVariables.MOST + " variables";
        };
    }

    private static MemberportException refused(String why, String advice) {
        return MemberportException.of(FailureKind.TARGET, why + ". Nothing was committed. " + advice)
                .remedy(Remedy.ACCEPT_DRIFT)
                .build();
    }
}
