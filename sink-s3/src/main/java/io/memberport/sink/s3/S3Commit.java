package io.memberport.sink.s3;

import io.memberport.sink.s3.catalog.CommittedExport;
import io.memberport.sink.s3.catalog.CommunityState;
import io.memberport.sink.s3.catalog.ExportFolder;
import io.memberport.sink.s3.catalog.ExportForm;
import io.memberport.sink.s3.catalog.LatestObject;
import io.memberport.sink.s3.catalog.Manifest;
import io.memberport.sink.s3.refusal.StoreFailures;
import io.memberport.sink.s3.store.Bucket;
import io.memberport.sink.s3.store.DataFile;
import io.memberport.sink.s3.store.Precondition;
import java.util.List;

/**
 * Makes an export visible: completes its files, writes its manifest, and then, which is the moment of the commit, names it in
 * {@code _latest.json}, provided that no other run has claimed the target since.
 */
final class S3Commit {

    private final Bucket bucket;
    private final LatestObject latest;
    private final ExportFolder folder;
    private final ExportForm form;
    private final List<DataFile> files;
    private final Manifest manifest;
    private boolean naming;

    S3Commit(
            Bucket bucket,
            LatestObject latest,
            ExportFolder folder,
            ExportForm form,
            List<DataFile> files,
            Manifest manifest) {
        this.bucket = bucket;
        this.latest = latest;
        this.folder = folder;
        this.form = form;
        this.files = files;
        this.manifest = manifest;
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
            throw StoreFailures.interrupted("commit to", bucket.target());
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
            latest.requireSameForm(before, form);
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
            throw StoreFailures.takenOver(bucket.target());
        }
    }
}
