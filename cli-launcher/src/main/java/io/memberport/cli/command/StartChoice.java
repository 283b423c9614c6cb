package io.memberport.cli.command;

import io.memberport.cli.settings.GivenValue;
import io.memberport.cli.terminal.Printable;
import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import io.memberport.export.Allowances;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which export a job writes.
 *
 * @param batchId one that exists; null to start one
 * @param full whether a new one is full, whatever the targets hold
 * @param since the instant that a new one starts from, as it was given
 * @param another whether an unfinished one of an earlier run is ignored
 * @param given what it may do to targets, by name
 */
public record StartChoice(
        @Nullable String batchId, boolean full, Optional<GivenValue> since, boolean another, Allowances given) {

    /** What starts at an instant that the user has named is incremental by that name. */
    public Allowances allowances() {
        return since.isPresent() ? given.andIncremental() : given;
    }

    /** The instant that a new one starts from, which has passed; empty if none was given. */
    public Optional<Instant> start() {
        return since.map(StartChoice::instant);
    }

    private static Instant instant(GivenValue given) {
        Instant start = parsed(given);
        if (start.isAfter(Instant.now())) {
            throw new MemberportException(
                    FailureKind.CONFIGURATION,
                    given.origin() + " is in the future, so no export was started. Give an instant that has passed.");
        }
        return start;
    }

    private static Instant parsed(GivenValue given) {
        try {
            return OffsetDateTime.parse(given.value()).toInstant();
        } catch (DateTimeParseException notAnInstant) {
            throw new MemberportException(
                    FailureKind.CONFIGURATION,
                    given.origin() + " is '" + Printable.text(given.value())
                            + "', which is not an instant. Write 2026-01-31T00:00:00Z, with Z or an offset.");
        }
    }
}
