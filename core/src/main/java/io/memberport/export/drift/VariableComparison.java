package io.memberport.export.drift;

import io.memberport.export.drift.Drift.Basis;
import io.memberport.model.ExportMetadata;
import io.memberport.model.ProfileVariable;
import io.memberport.port.CommittedVariables;
import io.memberport.port.MemberSink;
import io.memberport.privacy.PrivacyStage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Compares the variables of an export, as a target sees them, with those that the target's last commit left.
 *
 * @param drift what has changed
 * @param left the variables that this commit leaves, in the order of their ids: those of the export, and if it has only changes, those of
 *     before that it lacks; null if they are not known
 */
public record VariableComparison(Drift drift, @Nullable List<ProfileVariable> left) {

    /**
     * What a target is compared with.
     *
     * @param variables of its last commit; null unless the basis is {@link Basis#LAST_COMMIT}
     */
    private record Former(Basis basis, @Nullable ExportVariables variables) {

        static Former of(MemberSink sink, String community, @Nullable String policy) {
            Optional<CommittedVariables> kept = sink.lastVariables(community);
            if (kept.isEmpty()) {
                return new Former(isEmpty(sink, community) ? Basis.NOTHING : Basis.NOT_KEPT, null);
            }
            if (!Objects.equals(kept.get().policy(), policy)) {
                return new Former(Basis.OTHER_RULES, null);
            }
            ExportVariables variables = ExportVariables.of(kept.get().variables());
            return variables.areTooMany() ? new Former(Basis.TOO_MANY, null) : new Former(Basis.LAST_COMMIT, variables);
        }

        private static boolean isEmpty(MemberSink sink, String community) {
            return sink.lastCommit(community).isEmpty()
                    && sink.newestExportDate(community).isEmpty();
        }

        Map<String, ProfileVariable> byId() {
            return variables == null ? Map.of() : variables.byId();
        }
    }

    /**
     * Compares an export with the last commit of a target that is about to commit it.
     *
     * @param privacy what the export has gone through on its way to the target
     * @param seen all variables of the export, as they came
     * @param export what the target is told of it
     */
    public static VariableComparison of(
            MemberSink sink, String community, PrivacyStage privacy, ExportVariables seen, ExportMetadata export) {
        Former former = Former.of(sink, community, export.policy());
        boolean compares = former.basis() == Basis.LAST_COMMIT;
        if (seen.areTooMany()) {
            return new VariableComparison(Drift.without(compares ? Basis.TOO_MANY : former.basis()), null);
        }
        Map<String, ProfileVariable> now = ExportVariables.of(
                        privacy.apply(List.copyOf(seen.byId().values())))
                .byId();
        Drift drift = compares
                ? new Drift(Basis.LAST_COMMIT, changes(former.byId(), now, seen.byId(), export))
                : Drift.without(former.basis());
        boolean isWhole = export.isFull() || former.basis().isKnown();
        return new VariableComparison(drift, isWhole ? left(former.byId(), now, export.isFull()) : null);
    }

    /**
     * What would be found out for an export that is not there yet; the changes are not known.
     *
     * @param policy fingerprint of the privacy policy that it will go through; null for none
     */
    public static Drift before(MemberSink sink, String community, @Nullable String policy) {
        return Drift.without(Former.of(sink, community, policy).basis());
    }

    private static List<ProfileVariable> left(
            Map<String, ProfileVariable> former, Map<String, ProfileVariable> now, boolean isFull) {
        Map<String, ProfileVariable> left = new TreeMap<>(isFull ? Map.of() : former);
        left.putAll(now);
        return List.copyOf(left.values());
    }

    private static List<VariableChange> changes(
            Map<String, ProfileVariable> former,
            Map<String, ProfileVariable> now,
            Map<String, ProfileVariable> seen,
            ExportMetadata export) {
        List<VariableChange> changes = new ArrayList<>();
        Map<String, ProfileVariable> all = new TreeMap<>(former);
        all.putAll(now);
        for (String id : all.keySet()) {
            ProfileVariable before = former.get(id);
            ProfileVariable after = now.get(id);
            if (before == null) {
                changes.add(VariableChange.ofNew(Objects.requireNonNull(after, "one of them is there")));
            } else if (after != null) {
                VariableChange.between(before, after).ifPresent(changes::add);
            } else if (export.isFull()) {
                changes.add(VariableChange.ofGone(before, seen.get(id), export.hidesNameOf(id)));
            }
        }
        return changes;
    }
}
