package io.memberport.testkit;

import io.memberport.model.ExportMetadata;
import io.memberport.model.ProfileVariable;
import io.memberport.port.CommittedVariables;
import io.memberport.port.LastCommit;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** All commits of a {@link ReferenceSink}'s target, the last one at the end. */
record ReferenceRecord(List<Entry> entries) {

    static final ReferenceRecord EMPTY = new ReferenceRecord(List.of());

    /**
     * A commit.
     *
     * @param commit with the dates of the export itself
     * @param replaces whether nothing was left of what was there before
     * @param variables that it left; null if they are not known
     */
    record Entry(
            LastCommit commit, boolean replaces, @Nullable List<ProfileVariable> variables) {}

    ReferenceRecord {
        entries = List.copyOf(entries);
    }

    /** The same with one more. */
    ReferenceRecord and(ExportMetadata metadata, boolean replaces, Flaw flaw) {
        LastCommit commit = new LastCommit(
                metadata.batchId(),
                metadata.contentSha256(),
                metadata.exportDate(),
                metadata.lastSyncDate(),
                flaw == Flaw.FORGETS_THE_POLICY ? null : metadata.policy());
        return new ReferenceRecord(
                Stream.concat(entries.stream(), Stream.of(new Entry(commit, replaces, metadata.variables())))
                        .toList());
    }

    /** The variables that the last one left. */
    Optional<CommittedVariables> variables(Flaw flaw) {
        if (entries.isEmpty()) {
            return Optional.empty();
        }
        Entry last = entries.get(flaw == Flaw.KEEPS_THE_VARIABLES_OF_ITS_FIRST_COMMIT ? 0 : entries.size() - 1);
        String policy = flaw == Flaw.FORGETS_THE_POLICY_OF_VARIABLES
                ? null
                : last.commit().policy();
        return Optional.ofNullable(last.variables()).map(known -> new CommittedVariables(known, policy));
    }

    /** The last one as the export describes itself. */
    Optional<LastCommit> own() {
        return entries.isEmpty()
                ? Optional.empty()
                : Optional.of(entries.get(entries.size() - 1).commit());
    }

    /** The last one as the port wants it. */
    Optional<LastCommit> last(Flaw flaw) {
        return flaw == Flaw.LETS_ITS_SYNC_DATE_GO_BACK
                ? own()
                : own().map(last -> new LastCommit(
                        last.batchId(), last.contentSha256(), last.exportDate(), lastSyncDate(), last.policy()));
    }

    private @Nullable Instant lastSyncDate() {
        Instant ofShown = latest(shown(), LastCommit::lastSyncDate);
        boolean wentBack = !Objects.equals(ofShown, latest(entries, LastCommit::lastSyncDate));
        return wentBack ? null : ofShown;
    }

    boolean has(ExportMetadata export, Flaw flaw) {
        return flaw == Flaw.KNOWS_ITS_LAST_COMMIT_ONLY
                ? own().filter(last -> last.isOf(export)).isPresent()
                : entries.stream().anyMatch(entry -> entry.commit().isOf(export));
    }

    /** The date of the newest export that is shown. */
    Optional<Instant> newest(Flaw flaw) {
        if (flaw == Flaw.TAKES_ITS_LAST_FOR_THE_NEWEST) {
            return own().map(LastCommit::exportDate);
        }
        Optional<Instant> newest = Optional.ofNullable(latest(shown(), LastCommit::exportDate));
        return flaw == Flaw.ROUNDS_ITS_DATES_UP ? newest.map(date -> date.plusSeconds(1)) : newest;
    }

    private List<Entry> shown() {
        for (int from = entries.size() - 1; from > 0; from--) {
            if (entries.get(from).replaces()) {
                return entries.subList(from, entries.size());
            }
        }
        return entries;
    }

    private static @Nullable Instant latest(List<Entry> some, Function<LastCommit, @Nullable Instant> date) {
        return some.stream()
                .map(entry -> date.apply(entry.commit()))
                .filter(Objects::nonNull)
                .max(Instant::compareTo)
                .orElse(null);
    }
}
