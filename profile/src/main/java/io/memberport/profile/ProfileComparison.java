package io.memberport.profile;

import io.memberport.model.ProfileVariable;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How an export's profile differs from an earlier one.
 *
 * @param earlierExportDate when the earlier export started; null if it is not known
 * @param earlierMembers how many members the earlier export had
 * @param differences of the variables that differ: first those of the later profile in its order, then those that are gone
 */
public record ProfileComparison(
        @Nullable Instant earlierExportDate, long earlierMembers, List<Difference> differences) {

    public ProfileComparison {
        differences = List.copyOf(differences);
    }

    /**
     * A variable that differs.
     *
     * @param kinds at least one
     * @param before null if the variable is new
     * @param after null if the variable is gone
     * @param fillBefore the share of members that had a value, from 0 to 1
     * @param fillAfter the share of members that have a value, from 0 to 1
     */
    public record Difference(
            Set<Kind> kinds,
            @Nullable ProfileVariable before,
            @Nullable ProfileVariable after,
            double fillBefore,
            double fillAfter) {

        public Difference {
            kinds = Set.copyOf(kinds);
            if (before == null && after == null) {
                throw new IllegalArgumentException("a variable is there before or after");
            }
            Objects.requireNonNull(kinds, "kinds");
        }
    }

    /** What can differ. */
    public enum Kind {
        NEW,
        GONE,
        RENAMED,
        RETYPED,
        SENSITIVITY,
        /** The share of filled members has grown by at least 5 percentage points. */
        FULLER,
        /** The share of filled members has shrunk by at least 5 percentage points. */
        EMPTIER
    }
}
