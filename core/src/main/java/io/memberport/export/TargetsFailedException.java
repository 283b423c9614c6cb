package io.memberport.export;

import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import io.memberport.model.ExportMetadata;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One target or several could not be written. The others stand as {@link #targets()} says. The kind is that of the first
 * failure in the order of the targets, or {@link FailureKind#INTERRUPTED} if an interruption kept any of them from
 * committing.
 */
public final class TargetsFailedException extends MemberportException {

    private static final long serialVersionUID = 1L;

    private final transient List<TargetResult> targets;
    private final transient @Nullable ExportMetadata metadata;

    /**
     * A failure.
     *
     * @param metadata what was read; null if the run ended before it had read all
     */
    TargetsFailedException(List<TargetResult> targets, @Nullable ExportMetadata metadata) {
        super(of(kindOf(targets), messageOf(targets)).cause(failures(targets).get(0)));
        this.targets = List.copyOf(targets);
        this.metadata = metadata;
        failures(targets).stream().skip(1).forEach(this::addSuppressed);
    }

    /** Where each target stands, in the order in which they were given. */
    public List<TargetResult> targets() {
        return targets;
    }

    /** What was read; empty if the run ended before it had read the whole file. */
    public Optional<ExportMetadata> metadata() {
        return Optional.ofNullable(metadata);
    }

    private static FailureKind kindOf(List<TargetResult> targets) {
        // An interruption is meant for the run as a whole, so it decides how the run ended.
        return failures(targets).stream()
                .map(MemberportException::kind)
                .filter(FailureKind.INTERRUPTED::equals)
                .findFirst()
                .orElse(failures(targets).get(0).kind());
    }

    private static String messageOf(List<TargetResult> targets) {
        return failures(targets).stream().map(Throwable::getMessage).collect(Collectors.joining(" "));
    }

    private static List<MemberportException> failures(List<TargetResult> targets) {
        return targets.stream()
                .flatMap(target -> Stream.ofNullable(target.failure()))
                .toList();
    }
}
