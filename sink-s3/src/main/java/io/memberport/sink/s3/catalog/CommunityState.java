package io.memberport.sink.s3.catalog;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a community has at the target, and what it had, as {@code _latest.json} says it. Immutable.
 *
 * @param exports those that make up its present state, in the order in which a reader applies them. The first one is
 *     the last full export, if there has been one; those after it hold changes
 * @param claim the run in progress; null if there is none
 * @param superseded those that full exports have taken the place of, in the order in which they were committed. Their
 *     files are still there, unless the owner has deleted them
 */
// Before 2.16, Jackson puts renamed components first.
@JsonPropertyOrder("exports")
public record CommunityState(
        List<CommittedExport> exports,

        @JsonProperty("underWay") @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Claim claim,

        List<CommittedExport> superseded) {

    static final CommunityState NOTHING = new CommunityState(List.of(), null, List.of());

    /**
     * The right to commit next. A run that makes another one takes it away from its holder.
     *
     * @param folder where the run may have left something, if it does not come to an end
     * @param former claims that were taken away. What those runs have left may not have been removed yet
     */
    record Claim(String run, String folder, List<FormerClaim> former) {

        Claim {
            Objects.requireNonNull(run, "run");
            Objects.requireNonNull(folder, "folder");
            former = former == null ? List.of() : List.copyOf(former);
        }

        private List<FormerClaim> withFormer() {
            return Stream.concat(Stream.of(new FormerClaim(run, folder)), former.stream())
                    .toList();
        }
    }

    /** A claim that was taken away. */
    record FormerClaim(String run, String folder) {

        FormerClaim {
            Objects.requireNonNull(run, "run");
            Objects.requireNonNull(folder, "folder");
        }
    }

    public CommunityState {
        exports = List.copyOf(exports);
        superseded = superseded == null ? List.of() : List.copyOf(superseded);
    }

    public Optional<CommittedExport> last() {
        return exports.isEmpty() ? Optional.empty() : Optional.of(exports.get(exports.size() - 1));
    }

    /** Every commit that is remembered, in no particular order. */
    public Stream<CommittedExport> record() {
        return Stream.concat(exports.stream(), superseded.stream());
    }

    /** The latest date of the present exports, which need not be the last one's; null if none has a date. */
    public @Nullable Instant newestExportDate() {
        return latest(exports, CommittedExport::exportDate);
    }

    /**
     * Where the next incremental export starts: the latest instant of the present exports. Null if none of them has
     * one, or if a superseded one has a later one: then an older full export has been put in place, and the changes
     * that came after it are missing.
     */
    public @Nullable Instant lastSyncDate() {
        Instant present = latest(exports, CommittedExport::lastSyncDate);
        Instant former = latest(superseded, CommittedExport::lastSyncDate);
        boolean wentBack = present != null && former != null && former.isAfter(present);
        return wentBack ? null : present;
    }

    private static @Nullable Instant latest(
            List<CommittedExport> exports, Function<CommittedExport, @Nullable Instant> date) {
        return exports.stream()
                .map(date)
                .filter(Objects::nonNull)
                .max(Comparator.naturalOrder())
                .orElse(null);
    }

    /** Whether a folder holds a remembered export. */
    boolean names(String folder) {
        return record().anyMatch(export -> export.folder().equals(folder));
    }

    /** Claims whose leftovers the next run removes. */
    List<FormerClaim> formerClaims() {
        return claim == null ? List.of() : claim.withFormer();
    }

    public boolean isCommittedBy(String run) {
        return record().anyMatch(export -> export.run().equals(run));
    }

    /** Whether a run is in progress, or has not come to its end. */
    public boolean hasClaim() {
        return claim != null;
    }

    public boolean isClaimedBy(String run) {
        return claim != null && claim.run().equals(run);
    }

    /** The same with another claim, which remembers those before it. */
    CommunityState claimed(String run, String folder) {
        return new CommunityState(exports, new Claim(run, folder, formerClaims()), superseded);
    }

    /** The same without a claim. */
    public CommunityState unclaimed() {
        return new CommunityState(exports, null, superseded);
    }

    /** The same with one more export and without a claim: a full one takes the place of all before it. */
    public CommunityState committed(CommittedExport export) {
        if (export.isFull()) {
            List<CommittedExport> former = new ArrayList<>(superseded);
            former.addAll(exports);
            return new CommunityState(List.of(export), null, former);
        }
        List<CommittedExport> all = new ArrayList<>(exports);
        all.add(export);
        return new CommunityState(all, null, superseded);
    }

    /**
     * The same with other exports in the place of some, and with a claim that has the next run delete what these have left.
     *
     * @param replaced by {@link CommittedExport#manifest()}
     * @param folder of the community
     */
    public CommunityState replaced(
            Map<String, CommittedExport> replaced, String claimant, String folder, List<CommittedExport> former) {
        List<FormerClaim> leftovers = former.stream()
                .map(export -> new FormerClaim(export.run(), export.folder()))
                .toList();
        return new CommunityState(
                replaced(exports, replaced), new Claim(claimant, folder, leftovers), replaced(superseded, replaced));
    }

    private static List<CommittedExport> replaced(
            List<CommittedExport> exports, Map<String, CommittedExport> replaced) {
        return exports.stream()
                .map(export -> replaced.getOrDefault(export.manifest(), export))
                .toList();
    }

    /** The same with the last superseded exports only, at most so many. */
    CommunityState remembering(int most) {
        int size = superseded.size();
        return size <= most ? this : new CommunityState(exports, claim, superseded.subList(size - most, size));
    }
}
