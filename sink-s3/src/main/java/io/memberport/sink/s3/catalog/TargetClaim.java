package io.memberport.sink.s3.catalog;

import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import io.memberport.port.SinkContext;
import io.memberport.sink.s3.catalog.CommunityState.FormerClaim;
import io.memberport.sink.s3.store.Bucket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The right of a run to commit next, which {@code _latest.json} says. If another run is in progress, it loses that right: it
 * cannot be told from one that was killed. Used by one thread.
 */
public final class TargetClaim {

    private final Bucket bucket;
    private final LatestObject latest;
    private final String community;
    private final String run;
    private final CommunityState before;
    private final ExportFolder folder;

    /** Says where a run may leave something. */
    @FunctionalInterface
    private interface Place {
        ExportFolder of(String run, CommunityState state);
    }

    private TargetClaim(Bucket bucket, LatestObject latest, String community, Place place) {
        this.bucket = bucket;
        this.latest = latest;
        this.community = community;
        this.run = UUID.randomUUID().toString();
        ExportFolder[] chosen = new ExportFolder[1];
        this.before = latest.change(state -> {
            chosen[0] = place.of(run, state);
            return state.claimed(run, chosen[0].path());
        });
        this.folder = chosen[0];
    }

    /** Takes the right from whichever run has it, and removes what killed runs have left. */
    public static TargetClaim take(Bucket bucket, LatestObject latest, SinkContext context) {
        requireWhole("id of the batch", context.batchId());
        return take(bucket, latest, context.community(), (run, state) -> freeFolder(bucket, context, run, state));
    }

    /** The same for a run that writes into several folders of a community. */
    public static TargetClaim takeAll(Bucket bucket, LatestObject latest, String community) {
        return take(bucket, latest, community, (run, state) -> new ExportFolder(ExportFolder.ofCommunity(community)));
    }

    private static TargetClaim take(Bucket bucket, LatestObject latest, String community, Place place) {
        requireWhole("name of the community", community);
        bucket.requireConditions();
        TargetClaim claim = new TargetClaim(bucket, latest, community, place);
        return claim.orGiveBack(() -> {
            latest.requireCreatedOnce();
            claim.removeLeftovers(claim.before.formerClaims());
            return claim;
        });
    }

    /** A name that gets into {@code _latest.json} must come out of it as it was. */
    public static void requireWhole(String what, @Nullable String name) {
        boolean whole = name == null || StandardCharsets.UTF_8.newEncoder().canEncode(name);
        if (!whole) {
            throw new MemberportException(
                    FailureKind.TARGET,
                    "The " + what
                            + " has half a character (an unpaired surrogate), which no object can hold. Nothing was"
                            + " committed. Correct it at its source.");
        }
    }

    public String community() {
        return community;
    }

    /** What identifies the run. */
    public String run() {
        return run;
    }

    public ExportFolder folder() {
        return folder;
    }

    /** The state when the right was taken. */
    public CommunityState before() {
        return before;
    }

    /** Takes a step on the way to the first member; if it fails, the right is given back. */
    public <T> T orGiveBack(Supplier<T> step) {
        try {
            return step.get();
        } catch (MemberportException failed) {
            // Else the claim stays, for the next run to know what is still to be removed.
            if (before.formerClaims().isEmpty()) {
                giveBack(failed);
            }
            throw failed;
        }
    }

    private void giveBack(MemberportException failed) {
        try {
            giveBack();
        } catch (MemberportException also) {
            failed.addSuppressed(also);
        }
    }

    public void giveBack() {
        latest.change(state -> state.isClaimedBy(run) ? state.unclaimed() : null);
    }

    /** One that holds no other export: readers take all files of a folder. */
    private static ExportFolder freeFolder(Bucket bucket, SinkContext context, String run, CommunityState state) {
        String community = context.community();
        String batch = context.batchId() == null ? "unnamed-" + run : context.batchId();
        ExportFolder free = ExportFolder.of(community, context.exportDate(), batch);
        for (int attempt = 2; state.names(free.path()) || isInUse(free, bucket, state); attempt++) {
            free = ExportFolder.of(community, context.exportDate(), batch + "~" + attempt);
        }
        return free;
    }

    /** By an export that the record does not name any more. What killed runs have left there is removed in a moment. */
    private static boolean isInUse(ExportFolder free, Bucket bucket, CommunityState state) {
        return bucket.list(free.path()).stream()
                .anyMatch(object -> state.formerClaims().stream().noneMatch(claim -> free.isOf(claim.run(), object)));
    }

    /** Of runs that were killed: their unfinished uploads, and what they had completed before they could commit. */
    private void removeLeftovers(List<FormerClaim> former) {
        for (Bucket.Unfinished upload : bucket.unfinished(ExportFolder.ofCommunity(community))) {
            bucket.abortUpload(upload.key(), upload.uploadId());
        }
        former.forEach(claim -> new ExportFolder(claim.folder()).delete(claim.run(), bucket));
    }

    /**
     * Deletes what was to be committed, unless it was: the answer may have been lost.
     *
     * @return whether it was
     */
    public boolean takeBackCommit() {
        // First of all, so that a commit that is still on its way to the store finds another state, and changes
        // nothing.
        String abandoned = "abandoned-" + UUID.randomUUID();
        CommunityState found =
                latest.change(state -> state.isClaimedBy(run) ? state.claimed(abandoned, folder.path()) : null);
        if (found.isCommittedBy(run)) {
            return true;
        }
        folder.delete(run, bucket);
        latest.change(state -> state.isClaimedBy(abandoned) ? state.unclaimed() : null);
        return false;
    }
}
