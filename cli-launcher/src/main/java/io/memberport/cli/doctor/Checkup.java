package io.memberport.cli.doctor;

import io.memberport.cli.process.Interruption;
import io.memberport.cli.result.Failure;
import io.memberport.error.FailureKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The checks of a run so far. A failed check does not prevent the others. */
final class Checkup {

    private final Interruption interruption;
    private final List<Check> checks = new ArrayList<>();

    Checkup(Interruption interruption) {
        this.interruption = interruption;
    }

    void add(Check check) {
        checks.add(check);
    }

    List<Check> checks() {
        return List.copyOf(checks);
    }

    /** Makes a check. */
    void make(String name, @Nullable String subject, Supplier<Check> check) {
        attempt(name, subject, check).ifPresent(this::add);
    }

    /**
     * Does something that is a failed check if it fails.
     *
     * @return what came of it; empty if it failed
     */
    <T> Optional<T> attempt(String name, @Nullable String subject, Supplier<T> step) {
        try {
            return Optional.of(step.get());
        } catch (RuntimeException | LinkageError thrown) {
            Failure failure = Failure.of(thrown);
            if (failure.kind() == FailureKind.INTERRUPTED || interruption.isRequested()) {
                throw thrown;
            }
            add(Check.failed(name, subject, failure));
            return Optional.empty();
        }
    }

    boolean hasFailed(String name) {
        return checks.stream().anyMatch(check -> check.name().equals(name) && check.outcome() == Check.Outcome.FAILED);
    }
}
