package io.memberport.sink.s3.erasure;

import io.memberport.error.MemberportException;
import io.memberport.sink.s3.catalog.CommittedExport;
import io.memberport.sink.s3.catalog.ExportFolder;
import io.memberport.sink.s3.catalog.Latest;
import io.memberport.sink.s3.catalog.LatestObject;
import io.memberport.sink.s3.catalog.TargetClaim;
import io.memberport.sink.s3.refusal.StoreFailures;
import io.memberport.sink.s3.store.Bucket;
import io.memberport.sink.s3.store.DataFile;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Puts exports without some members in the place of those with them. The new ones are written into folders of their own. One write of
 * {@code _latest.json} then names them, and leaves a claim that has the next run delete the former ones, if the process is killed
 * before it has done so itself. Used once, by one thread.
 */
final class Rewriting {

    private final Bucket bucket;
    private final LatestObject latest;
    private final TargetClaim claim;
    private final String cleaning = "erased-" + UUID.randomUUID();
    private final List<CommittedExport> former = new ArrayList<>();
    private final List<DataFile> begun = new ArrayList<>();

    Rewriting(Bucket bucket, LatestObject latest, TargetClaim claim) {
        this.bucket = bucket;
        this.latest = latest;
        this.claim = claim;
    }

    /** Tells of an erasure that is visible already, or may be. */
    static final class PartlyDone extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private final transient MemberportException failure;

        private PartlyDone(MemberportException failure) {
            super(failure);
            this.failure = failure;
        }

        MemberportException failure() {
            return failure;
        }
    }

    /**
     * Rewrites exports, and gives the claim back.
     *
     * @param exports and what is in each of their files
     */
    void run(Map<ExportFilter, List<Findings>> exports) {
        boolean committing = false;
        try {
            Map<String, CommittedExport> replaced = write(exports);
            if (Thread.currentThread().isInterrupted()) {
                throw StoreFailures.interrupted("erase members from", bucket.target());
            }
            committing = true;
            commit(replaced);
        } catch (RuntimeException | Error failed) {
            if (!hasHappenedAfterAll(failed, committing)) {
                throw failed;
            }
        }
        uninterrupted(this::deleteFormer);
    }

    private Map<String, CommittedExport> write(Map<ExportFilter, List<Findings>> exports) {
        Map<String, CommittedExport> replaced = new HashMap<>();
        exports.forEach((filter, found) -> {
            StoredExport before = filter.export();
            StoredExport after = filter.rewrite(claim.run(), found, begun::add);
            former.add(before.manifest().committedIn(before.folder()));
            replaced.put(before.key(), after.manifest().committedIn(after.folder()));
        });
        return replaced;
    }

    private void commit(Map<String, CommittedExport> replaced) {
        latest.change(state -> {
            if (!state.isClaimedBy(claim.run())) {
                throw StoreFailures.takenOver(bucket.target());
            }
            return state.replaced(replaced, cleaning, claim.folder().path(), former);
        });
    }

    /** Finds out, and sees to it that nothing is left if it has not. */
    private boolean hasHappenedAfterAll(Throwable failure, boolean committing) {
        boolean[] happened = {false};
        try {
            uninterrupted(() -> {
                // The rest is aborted by the next run.
                begun.forEach(DataFile::abort);
                happened[0] = claim.takeBackCommit();
            });
        } catch (MemberportException also) {
            failure.addSuppressed(also);
            if (committing && failure instanceof MemberportException known) {
                throw new PartlyDone(
                        known.with(
                                "It is not known whether the members are erased. Erase them again, which finds out and completes it."));
            }
        }
        return happened[0];
    }

    private void deleteFormer() {
        try {
            former.forEach(export -> new ExportFolder(export.folder()).delete(export.run(), bucket));
            latest.change(state -> state.isClaimedBy(cleaning) ? state.unclaimed() : null);
        } catch (MemberportException failed) {
            throw new PartlyDone(failed.with("No export that " + bucket.target() + Latest.KEY
                    + " names has the members any more, but not all former objects are deleted. Erase them again, which"
                    + " completes it."));
        }
    }

    /** Takes a step that an interruption must not keep from its end. */
    private static void uninterrupted(Runnable step) {
        boolean interrupted = Thread.interrupted();
        try {
            step.run();
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
