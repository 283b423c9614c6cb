package io.memberport.profile;

import io.memberport.model.ProfileVariable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How an export's profile differs from an earlier one. What an export of changes lacks says nothing: a variable is new only if the earlier
 * export was full, gone only if the later one is, and fuller or emptier only if both are.
 *
 * @param earlierExportDate when the earlier export started; null if it is not known
 * @param earlierIsFull whether the earlier export had all active members, not only changes
 * @param earlierMembers how many members the earlier export had
 * @param differences of the variables that differ: first those of the later profile in its order, then those that are gone
 */
public record ProfileComparison(
        @Nullable Instant earlierExportDate, boolean earlierIsFull, long earlierMembers, List<Difference> differences) {

    public ProfileComparison {
        differences = List.copyOf(differences);
    }

    /** The share from which on fill counts as grown or shrunk, in thousandths of a percent. */
    private static final long LEAST_SHIFT = 5_000;

    /** Compares two profiles by the ids of their variables. */
    public static ProfileComparison of(ExportProfile earlier, ExportProfile later) {
        Map<String, VariableProfile> before = byId(earlier);
        Map<String, VariableProfile> after = byId(later);
        List<Difference> differences = new ArrayList<>();
        after.forEach((id, variable) ->
                difference(earlier, before.get(id), later, variable).ifPresent(differences::add));
        before.forEach((id, variable) -> {
            if (!after.containsKey(id)) {
                difference(earlier, variable, later, null).ifPresent(differences::add);
            }
        });
        return new ProfileComparison(
                earlier.export().exportDate(),
                earlier.export().isFull(),
                earlier.export().members(),
                differences);
    }

    private static Map<String, VariableProfile> byId(ExportProfile profile) {
        Map<String, VariableProfile> byId = new LinkedHashMap<>();
        profile.variables().forEach(variable -> byId.put(variable.definition().id(), variable));
        return byId;
    }

    private static Optional<Difference> difference(
            ExportProfile earlier,
            @Nullable VariableProfile before,
            ExportProfile later,
            @Nullable VariableProfile after) {
        double fillBefore = before == null ? 0 : earlier.fill(before);
        double fillAfter = after == null ? 0 : later.fill(after);
        boolean areFull = earlier.export().isFull() && later.export().isFull();
        Set<Kind> kinds = EnumSet.noneOf(Kind.class);
        if (before != null && after != null) {
            addChanges(before.definition(), after.definition(), kinds);
            addShift(areFull ? fillAfter - fillBefore : 0, kinds);
        } else if (after != null && earlier.export().isFull()) {
            kinds.add(Kind.NEW);
        } else if (before != null && later.export().isFull()) {
            kinds.add(Kind.GONE);
        }
        return kinds.isEmpty()
                ? Optional.empty()
                : Optional.of(new Difference(kinds, definition(before), definition(after), fillBefore, fillAfter));
    }

    private static @Nullable ProfileVariable definition(@Nullable VariableProfile variable) {
        return variable == null ? null : variable.definition();
    }

    private static void addChanges(ProfileVariable before, ProfileVariable after, Set<Kind> kinds) {
        if (!Objects.equals(before.name(), after.name())) {
            kinds.add(Kind.RENAMED);
        }
        if (!Objects.equals(before.dataTypeName(), after.dataTypeName())) {
            kinds.add(Kind.RETYPED);
        }
        if (before.sensitivity() != after.sensitivity()) {
            kinds.add(Kind.SENSITIVITY);
        }
    }

    private static void addShift(double shift, Set<Kind> kinds) {
        long thousandths = Math.round(shift * 100_000);
        if (Math.abs(thousandths) >= LEAST_SHIFT) {
            kinds.add(thousandths > 0 ? Kind.FULLER : Kind.EMPTIER);
        }
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
            if (kinds.isEmpty() || (before == null && after == null)) {
                throw new IllegalArgumentException("no difference");
            }
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
