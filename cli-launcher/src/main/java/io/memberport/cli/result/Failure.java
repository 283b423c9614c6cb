package io.memberport.cli.result;

import io.memberport.cli.terminal.Printable;
import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import io.memberport.export.TargetsFailedException;
import io.memberport.port.SinkOption;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A failure as users see it. Only Memberport's own messages are shown: those of foreign exceptions could quote data or
 * secrets, so of them it is the class that is named.
 *
 * @param kind what it means
 * @param message for people, what to do about it included
 * @param remedy what of the message names a flag, a variable or a command that helps; null if nothing does
 * @param cause what was thrown
 */
public record Failure(
        FailureKind kind, String message, @Nullable String remedy, Throwable cause) {

    private static final String AT_ONCE = " To resume: ";
    private static final String WITH_THAT = " To resume with that: ";
    private static final String WHEN_MENDED = " After fixing that, resume with: ";

    public static Failure of(Throwable thrown) {
        if (thrown instanceof MemberportException known) {
            return new Failure(known.kind(), Printable.text(messageOf(known)), remedyOf(known), known);
        }
        Optional<Shortage> shortage = Shortage.in(thrown);
        if (shortage.isPresent()) {
            return new Failure(FailureKind.BUG, shortage.get().message(), null, thrown);
        }
        if (thrown instanceof LinkageError) {
            return new Failure(
                    FailureKind.BUG,
                    "Java could not load a class that is needed ("
                            + thrown.getClass().getName()
                            + "). Allow more memory (-Xmx512m) and more open files (ulimit -n), or install Memberport"
                            + " again; if none of these helps, run again with -v and report what it prints.",
                    null,
                    thrown);
        }
        return new Failure(
                FailureKind.BUG,
                "Unexpected " + thrown.getClass().getName()
                        + ". This is a mistake in Memberport; run again with -v and report what it prints.",
                null,
                thrown);
    }

    /** The same, with a sentence that says how to resume, unless the same would only fail again. */
    public Failure resumedBy(CommandText command) {
        String how =
                switch (kind) {
                    case DEADLINE, UNAVAILABLE, TARGET_BUSY, INTERRUPTED -> AT_ONCE;
                    case CONFIGURATION, ACCESS_DENIED -> WHEN_MENDED;
                    case TARGET -> remedyOptions().isEmpty() ? WHEN_MENDED : WITH_THAT;
                    case MALFORMED_EXPORT -> ofMalformedExport();
                    case BUG -> Shortage.in(cause).isPresent() ? WHEN_MENDED : "";
                    case NOT_FOUND, EXPORT_FAILED, PROTOCOL -> "";
                };
        if (how.isEmpty()) {
            return this;
        }
        String resuming = how.strip() + " " + command;
        return new Failure(kind, message + " " + resuming, remedy == null ? resuming : remedy + " " + resuming, cause);
    }

    /** Options with which the same would not fail again, as the remedy says; with their values, an empty one for none. */
    public Map<String, String> remedyOptions() {
        Map<String, String> options = new TreeMap<>();
        if (cause instanceof MemberportException known) {
            ofItsTargets(known)
                    .flatMap(failure -> failure.remedy().stream())
                    .map(RemedyText::option)
                    .forEach(options::putAll);
        }
        return options;
    }

    /** A file that was damaged on its way can come whole, and a limit can be raised; any other stays as it is. */
    private String ofMalformedExport() {
        if (!(cause instanceof MemberportException known)) {
            return "";
        }
        if (known.isBeyondLimit()) {
            return WHEN_MENDED;
        }
        return known.isRestartable() ? AT_ONCE : "";
    }

    public int exitCode() {
        return ExitCode.of(kind);
    }

    /** The fields {@code kind}, {@code message} and so on. */
    public JsonObject json() {
        Optional<MemberportException> known =
                cause instanceof MemberportException ours ? Optional.of(ours) : Optional.empty();
        OptionalInt status = known.map(MemberportException::httpStatus).orElse(OptionalInt.empty());
        return new JsonObject()
                .with("kind", SinkOption.wireName(kind))
                .with("message", message)
                .with("remedy", remedy)
                .with("exitCode", exitCode())
                .with("retryable", kind.isRetryable())
                .with("batchId", batchId())
                .with("errorId", known.flatMap(MemberportException::errorId).orElse(null))
                .with("httpStatus", status.isPresent() ? status.getAsInt() : null)
                .with("byteOffset", boxed(known.map(MemberportException::byteOffset)))
                .with("memberIndex", boxed(known.map(MemberportException::memberIndex)));
    }

    public @Nullable String batchId() {
        return cause instanceof MemberportException known ? known.batchId().orElse(null) : null;
    }

    private static @Nullable Long boxed(Optional<OptionalLong> number) {
        OptionalLong value = number.orElse(OptionalLong.empty());
        return value.isPresent() ? value.getAsLong() : null;
    }

    private static @Nullable String remedyOf(MemberportException known) {
        String remedies = ofItsTargets(known)
                .flatMap(failure -> failure.remedy().stream())
                .map(RemedyText::of)
                .distinct()
                .collect(Collectors.joining(" "));
        return remedies.isEmpty() ? null : remedies;
    }

    /** The failures of the targets, if that is what it is; otherwise itself. */
    private static Stream<MemberportException> ofItsTargets(MemberportException known) {
        return known instanceof TargetsFailedException several
                ? several.targets().stream().flatMap(target -> Stream.ofNullable(target.failure()))
                : Stream.of(known);
    }

    private static String messageOf(MemberportException known) {
        if (known instanceof TargetsFailedException) {
            return ofItsTargets(known).map(Failure::messageOf).collect(Collectors.joining(" "));
        }
        String said = known.getMessage() == null ? known.kind().name() : known.getMessage();
        String message =
                said + known.remedy().map(remedy -> " " + RemedyText.of(remedy)).orElse("");
        return known.errorId()
                .filter(id -> !message.contains(id))
                .map(id -> message + " (errorId " + id + ")")
                .orElse(message);
    }
}
