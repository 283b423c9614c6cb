package io.memberport.sink.s3;

import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import java.util.List;

/**
 * Makes an export visible: completes its files, writes its manifest, and then, which is the moment of the commit, names it in
 * {@code _latest.json}, provided that no other run has claimed the target since.
 */
final class S3Commit {

    private final Bucket bucket;
    private final LatestObject latest;
    private final ExportFolder folder;
    private final S3Settings settings;
    private final List<DataFile> files;
    private final Manifest manifest;
    private boolean naming;

    S3Commit(
            Bucket bucket,
            LatestObject latest,
            ExportFolder folder,
            S3Settings settings,
            List<DataFile> files,
            Manifest manifest) {
        this.bucket = bucket;
        this.latest = latest;
        this.folder = folder;
        this.settings = settings;
        this.files = files;
        this.manifest = manifest;
    }

    static MemberportException lost(S3Target target) {
        return new MemberportException(
                FailureKind.TARGET_BUSY,
                "Another run has taken over the target " + target + ". This one has committed nothing; run again.");
    }

    void run() {
        CommunityState before = latest.read();
        requireWon(before.isClaimedBy(manifest.run()));
        refuseOtherForm(before);
        for (DataFile file : files) {
            requireWon(file.publish());
        }
        requireWon(bucket.write(folder.manifest(manifest.run()), manifest.toJson(), Precondition.ABSENT));
        if (Thread.currentThread().isInterrupted()) {
            throw S3Failures.interrupted("commit to", bucket.target());
        }
        naming = true;
        nameInLatest();
    }

    /** Whether the export may be committed, though {@link #run} has failed. */
    boolean mayHaveHappened() {
        return naming;
    }

    /** A reader of the present state reads all its exports in one way. */
    private void refuseOtherForm(CommunityState before) {
        if (!manifest.full()) {
            requireSameForm(before, settings, bucket.target());
        }
    }

    /** What changes are to follow must be in their form. */
    static void requireSameForm(CommunityState before, S3Settings settings, S3Target target) {
        if (before.exports().stream().anyMatch(export -> !export.isLike(settings))) {
            throw new MemberportException(
                    FailureKind.TARGET,
                    "The exports at " + target
                            + " are in another format, layout or compression than the changes"
                            + " that were to follow them. Nothing was committed. Use the former options, or make a full"
                            + " export (--full).");
        }
    }

    private void nameInLatest() {
        CommittedExport export = manifest.committedIn(folder);
        latest.change(state -> {
            if (state.isCommittedBy(manifest.run())) {
                // By an attempt whose answer was lost, and another run has claimed the target since.
                return null;
            }
            requireWon(state.isClaimedBy(manifest.run()));
            return state.committed(export);
        });
    }

    private void requireWon(boolean won) {
        if (!won) {
            throw lost(bucket.target());
        }
    }
}
