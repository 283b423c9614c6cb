package io.memberport.sink.s3;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a community has at the target. Immutable.
 *
 * @param exports those that make up its present state, in the order in which a reader applies them. The first one is the last
 *     full export, if there has been one; those after it hold changes
 * @param claim whoever is at work on the next one; null if nobody is
 */
record CommunityState(
        List<CommittedExport> exports, @Nullable Claim claim) {

    static final CommunityState NOTHING = new CommunityState(List.of(), null);

    /**
     * The right to commit next. Whoever makes another one takes it away from its holder.
     *
     * @param folder where the run may have left something, should it not come to an end
     * @param former claims that were taken away. What those runs have left may not have been removed yet
     */
    record Claim(String run, String folder, List<Claim> former) {

        Claim {
            former = List.copyOf(former);
        }

        private List<Claim> withFormer() {
            return Stream.concat(Stream.of(new Claim(run, folder, List.of())), former.stream())
                    .toList();
        }
    }

    CommunityState {
        exports = List.copyOf(exports);
    }

    Optional<CommittedExport> last() {
        return exports.isEmpty() ? Optional.empty() : Optional.of(exports.get(exports.size() - 1));
    }

    /** Whether a folder holds one of the exports. */
    boolean names(String folder) {
        return exports.stream().anyMatch(export -> export.folder().equals(folder));
    }

    /** Whose leftovers are to be removed by whoever claims next. */
    List<Claim> formerClaims() {
        return claim == null ? List.of() : claim.withFormer();
    }

    boolean isCommittedBy(String run) {
        return exports.stream().anyMatch(export -> export.run().equals(run));
    }

    boolean isClaimedBy(String run) {
        return claim != null && claim.run().equals(run);
    }

    /** The same with another claim, which remembers those before it. */
    CommunityState claimed(String run, String folder) {
        return new CommunityState(exports, new Claim(run, folder, formerClaims()));
    }

    /** The same with nobody at work. */
    CommunityState unclaimed() {
        return new CommunityState(exports, null);
    }

    /** The same with one more export, and nobody at work: a full one takes the place of all before it. */
    CommunityState committed(CommittedExport export) {
        List<CommittedExport> all = new ArrayList<>(export.isFull() ? List.of() : exports);
        all.add(export);
        return new CommunityState(all, null);
    }
}
