package io.memberport.testkit;

import io.memberport.model.ExportMetadata;
import io.memberport.port.LastCommit;
import io.memberport.testkit.fixture.Accumulation;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a target must know of the exports that have been committed to it, one after the other. Immutable. */
record ExpectedCommits(Accumulation accumulation, List<ExportMetadata> all, List<ExportMetadata> shown) {

    /** Nothing has been committed yet. */
    static ExpectedCommits none(Accumulation accumulation) {
        return new ExpectedCommits(accumulation, List.of(), List.of());
    }

    /** One more. */
    ExpectedCommits after(ExportMetadata export) {
        return new ExpectedCommits(
                accumulation, join(all, export), replacesBy(export) ? List.of(export) : join(shown, export));
    }

    /** Whether nothing of what was there before is left after one more. */
    boolean replacesBy(ExportMetadata export) {
        return switch (accumulation) {
            case SNAPSHOT -> true;
            case MERGE -> export.isFull() && isUnderAnotherPolicy(export);
            case APPEND -> false;
            case SNAPSHOT_AND_CHANGES -> export.isFull();
        };
    }

    private boolean isUnderAnotherPolicy(ExportMetadata export) {
        return !all.isEmpty() && !Objects.equals(all.get(all.size() - 1).policy(), export.policy());
    }

    private static List<ExportMetadata> join(List<ExportMetadata> some, ExportMetadata one) {
        return Stream.concat(some.stream(), Stream.of(one)).toList();
    }

    /** Whether a target says of its last commit what it must say. */
    boolean admitsLast(Optional<LastCommit> said) {
        if (all.isEmpty() || said.isEmpty()) {
            return all.isEmpty() && said.isEmpty();
        }
        ExportMetadata last = all.get(all.size() - 1);
        return said.get().isOf(last)
                && Objects.equals(said.get().exportDate(), last.exportDate())
                && admitsSyncDate(said.get().lastSyncDate());
    }

    /** It must not go back, so it is unknown if what was there and is replaced had a later one. */
    private boolean admitsSyncDate(@Nullable Instant said) {
        Instant ofShown = latest(shown, ExportMetadata::lastSyncDate);
        boolean wentBack = !Objects.equals(ofShown, latest(all, ExportMetadata::lastSyncDate));
        if (!wentBack) {
            return Objects.equals(said, ofShown);
        }
        // A snapshot need not know what it held before, and an incremental export never starts from it.
        return said == null || (accumulation == Accumulation.SNAPSHOT && said.equals(ofShown));
    }

    /** Whether a target gives a right answer to the question whether it has committed an export. */
    boolean admitsRecord(ExportMetadata export, boolean said) {
        boolean isLast = !all.isEmpty() && isSame(all.get(all.size() - 1), export);
        boolean isFormer = all.stream().anyMatch(commit -> isSame(commit, export));
        // Where each commit replaces the one before, the target may forget it.
        boolean mayForget = accumulation == Accumulation.SNAPSHOT && !isLast;
        return said ? isFormer : mayForget || !isFormer;
    }

    private static boolean isSame(ExportMetadata one, ExportMetadata other) {
        return Objects.equals(one.batchId(), other.batchId())
                && one.contentSha256().equals(other.contentSha256())
                && Objects.equals(one.policy(), other.policy());
    }

    /** The date before which an export is refused. */
    Optional<Instant> newestExportDate() {
        return accumulation == Accumulation.APPEND
                ? Optional.empty()
                : Optional.ofNullable(latest(shown, ExportMetadata::exportDate));
    }

    private static @Nullable Instant latest(
            List<ExportMetadata> exports, Function<ExportMetadata, @Nullable Instant> date) {
        return exports.stream()
                .map(date)
                .filter(Objects::nonNull)
                .max(Instant::compareTo)
                .orElse(null);
    }

    /** The last one, for messages. */
    @Override
    public String toString() {
        return all.isEmpty()
                ? "none"
                : all.get(all.size() - 1) + " (lastSyncDate: the latest of what is shown, "
                        + latest(shown, ExportMetadata::lastSyncDate)
                        + ", or null if what was replaced has a later one)";
    }
}
