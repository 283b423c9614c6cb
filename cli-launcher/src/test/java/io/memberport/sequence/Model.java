package io.memberport.sequence;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** What a target must hold, and what the command must answer, by the guides. */
interface Model {

    /** Loads an export, if the target takes it. */
    Answer take(Step step);

    /**
     * Where the next incremental export of a community starts: never earlier than one that stands, and unknown once an older
     * full export was put in place of a newer one.
     */
    @Nullable Instant nextStart(String community);

    /** What a reader must find now. */
    SortedMap<String, Object> state();

    /** The latest date of those that stand; null if there is none, or if one of those before them is later. */
    static @Nullable Instant nextStart(List<Export> before, List<Export> standing) {
        Instant latest = latest(standing);
        Instant former = latest(before);
        return latest != null && former != null && former.isAfter(latest) ? null : latest;
    }

    private static @Nullable Instant latest(List<Export> exports) {
        return exports.stream()
                .map(export -> export.lastSyncDate() == null ? null : Meaning.toTheNanosecond(export.lastSyncDate()))
                .filter(Objects::nonNull)
                .max(Comparator.naturalOrder())
                .orElse(null);
    }
}
