package io.memberport.testkit;

import io.memberport.model.ExportMetadata;
import io.memberport.port.LastCommit;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a target must know of the exports that have been committed to it, one after the other. Immutable. */
final class ExpectedCommits {

    private final Accumulation accumulation;
    private final List<ExportMetadata> all;
    private final List<ExportMetadata> shown;

    private ExpectedCommits(Accumulation accumulation, List<ExportMetadata> all, List<ExportMetadata> shown) {
        this.accumulation = accumulation;
        this.all = all;
        this.shown = shown;
    }

    /** Nothing has been committed yet. */
    static ExpectedCommits none(Accumulation accumulation) {
        return new ExpectedCommits(accumulation, List.of(), List.of());
    }

    /** One more. */
    ExpectedCommits after(ExportMetadata export) {
        boolean replaces =
                switch (accumulation) {
                    case SNAPSHOT -> true;
                    case MERGE, APPEND -> false;
                    case SNAPSHOT_AND_CHANGES -> export.isFull();
                };
        return new ExpectedCommits(accumulation, join(all, export), replaces ? List.of(export) : join(shown, export));
    }

    private static List<ExportMetadata> join(List<ExportMetadata> some, ExportMetadata one) {
        return Stream.concat(some.stream(), Stream.of(one)).toList();
    }

    /** Whether a target says of its last commit what it must say. */
    boolean admits(Optional<LastCommit> said) {
        if (all.isEmpty() || said.isEmpty()) {
            return all.isEmpty() && said.isEmpty();
        }
        ExportMetadata last = all.get(all.size() - 1);
        return said.get().isOf(last)
                && Objects.equals(said.get().exportDate(), last.exportDate())
                && admitsSyncDate(said.get().lastSyncDate(), last);
    }

    private boolean admitsSyncDate(@Nullable Instant said, ExportMetadata last) {
        return Objects.equals(said, last.lastSyncDate())
                || Objects.equals(said, latest(shown, ExportMetadata::lastSyncDate));
    }

    private static @Nullable Instant latest(
            List<ExportMetadata> exports, Function<ExportMetadata, @Nullable Instant> date) {
        return exports.stream()
                .map(date)
                .filter(Objects::nonNull)
                .max(Instant::compareTo)
                .orElse(null);
    }

    /** For messages. */
    @Override
    public String toString() {
        return all.isEmpty() ? "none" : all.get(all.size() - 1) + ", with the latest lastSyncDate of what is shown";
    }
}
