package io.memberport.sink.s3;

import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import io.memberport.model.ExportMetadata;
import io.memberport.model.MemberBlock;
import io.memberport.port.CommitReceipt;
import io.memberport.port.SinkContext;
import io.memberport.port.SinkRun;
import io.memberport.port.ValueAdjustments;
import io.memberport.sink.s3.CommunityState.FormerClaim;
import io.memberport.sink.s3.S3MemberSink.Layout;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One export on its way into a bucket, from the claim to the commit or to nothing. Its files are uploads in parts, which nobody
 * sees until the commit completes them. Used by one thread, but for {@link #prepare}.
 */
final class S3Run implements SinkRun {

    private static final Logger LOG = LoggerFactory.getLogger(S3Run.class);

    private final Bucket bucket;
    private final S3Settings settings;
    private final String community;
    private final String run = UUID.randomUUID().toString();
    private final LatestObject latest;
    private final ExportFolder folder;
    private final @Nullable TypedColumns columns;
    private final PartUploads uploads;
    private final FileSeries series;
    private final ExportFiles files;
    private final ExportVariables variables = new ExportVariables();
    private long rows;
    private State state = State.WRITING;

    /** What closing the run has to undo. */
    private enum State {
        /** The claim. */
        WRITING,
        /** The commit, unless it has happened: its answer may have been lost. */
        COMMITTING,
        /** Nothing in {@code _latest.json}: the commit did not happen, and cannot happen any more. */
        TAKEN_BACK,
        /** Nothing. */
        COMMITTED,
        CLOSED
    }

    private S3Run(Bucket bucket, S3Settings settings, SinkContext context) {
        this.bucket = bucket;
        this.settings = settings;
        this.community = context.community();
        this.latest = new LatestObject(bucket, community);
        Claimed claimed = claim(context);
        this.folder = claimed.folder();
        this.columns = claimed.columns();
        this.uploads = new PartUploads(bucket.target());
        this.series = new FileSeries(bucket, uploads, folder, run, settings.extension());
        this.files = ExportFiles.of(series, settings, columns);
        variables.add(context.variables());
    }

    /**
     * Claims the target. If another run is at work there, it is this one that commits from now on: nobody can tell a run at
     * work from one that was killed.
     */
    static S3Run start(Bucket bucket, S3Settings settings, SinkContext context) {
        return committingNothing(() -> {
            requireWhole("name of the community", context.community());
            requireWhole("id of the batch", context.batchId());
            bucket.requireConditions();
            return new S3Run(bucket, settings, context);
        });
    }

    /** Takes a step that commits nothing if it fails, and has its failure say so. */
    private static <T> T committingNothing(Supplier<T> step) {
        try {
            return step.get();
        } catch (MemberportException failed) {
            throw S3Failures.saying("Nothing was committed.", failed);
        }
    }

    /** A name that gets into {@code _latest.json} must come out of it as it was. */
    static void requireWhole(String what, @Nullable String name) {
        boolean whole = name == null || StandardCharsets.UTF_8.newEncoder().canEncode(name);
        if (!whole) {
            throw new MemberportException(
                    FailureKind.TARGET,
                    "The " + what
                            + " has half a character (an unpaired surrogate), which no object can hold. Nothing was"
                            + " committed. Correct it where it comes from.");
        }
    }

    /**
     * What a run has once nobody else may commit.
     *
     * @param columns null if the layout is another than wide
     */
    private record Claimed(ExportFolder folder, @Nullable TypedColumns columns) {}

    private Claimed claim(SinkContext context) {
        ExportFolder[] chosen = new ExportFolder[1];
        CommunityState before = latest.change(state -> {
            chosen[0] = freeFolder(context, state);
            return state.claimed(run, chosen[0].path());
        });
        try {
            latest.requireCreatedOnce();
            removeLeftovers(before.formerClaims());
            return new Claimed(chosen[0], columns(context, before));
        } catch (MemberportException failed) {
            if (before.formerClaims().isEmpty()) {
                giveBackClaim(failed);
            }
            // Else it stays, for the next run to know what is still to be removed.
            throw failed;
        }
    }

    private @Nullable TypedColumns columns(SinkContext context, CommunityState before) {
        return settings.layout() == Layout.WIDE
                ? TypedColumns.assign(context.variables(), ManifestColumns.last(before, bucket))
                : null;
    }

    private void giveBackClaim(MemberportException failed) {
        try {
            giveBackClaim();
        } catch (MemberportException also) {
            failed.addSuppressed(also);
        }
    }

    private void giveBackClaim() {
        latest.change(state -> state.isClaimedBy(run) ? state.unclaimed() : null);
    }

    /** One that holds no other export: readers take all files of a folder. */
    private ExportFolder freeFolder(SinkContext context, CommunityState state) {
        String batch = context.batchId() == null ? "unnamed-" + run : context.batchId();
        ExportFolder folder = ExportFolder.of(community, context.exportDate(), batch);
        for (int attempt = 2; state.names(folder.path()) || isInUse(folder, state); attempt++) {
            folder = ExportFolder.of(community, context.exportDate(), batch + "~" + attempt);
        }
        return folder;
    }

    /** By an export that the record does not name any more. What killed runs have left there is removed in a moment. */
    private boolean isInUse(ExportFolder folder, CommunityState state) {
        return bucket.list(folder.path()).stream()
                .anyMatch(object -> state.formerClaims().stream().noneMatch(claim -> folder.isOf(claim.run(), object)));
    }

    /** Of runs that were killed: their unfinished uploads, and what they had completed before they could commit. */
    private void removeLeftovers(List<FormerClaim> former) {
        for (Bucket.Unfinished upload : bucket.unfinished(ExportFolder.ofCommunity(community))) {
            bucket.abortUpload(upload.key(), upload.uploadId());
        }
        former.forEach(claim -> new ExportFolder(claim.folder()).delete(claim.run(), bucket));
    }

    @Override
    public PreparedWrite prepare(MemberBlock block) {
        ExportFiles.Prepared prepared = files.prepare(block);
        return () -> committingNothing(() -> write(prepared));
    }

    @Override
    public void write(MemberBlock block) {
        prepare(block).write();
    }

    private long write(ExportFiles.Prepared prepared) {
        uploads.failIfOneFailed();
        rows += prepared.append();
        variables.add(prepared.variables());
        prepared.release();
        return rows;
    }

    @Override
    public CommitReceipt commit(ExportMetadata metadata) {
        return committingNothing(() -> finish(metadata));
    }

    private CommitReceipt finish(ExportMetadata metadata) {
        requireWhole("id of the batch", metadata.batchId());
        files.finish();
        List<DataFile> finished = series.files();
        finished.forEach(DataFile::awaitParts);
        ValueAdjustments adjustments = files.adjustments();
        Manifest manifest =
                Manifest.of(community, run, metadata, settings, rows, adjustments, finished, variables.all(), columns);
        state = State.COMMITTING;
        commit(new S3Commit(bucket, latest, folder, settings, finished, manifest));
        state = State.COMMITTED;
        if (adjustments.replaced() > 0) {
            LOG.warn(
                    "Values that the target {} cannot hold, and that were replaced: {}",
                    bucket.target(),
                    adjustments.replaced());
        }
        return new CommitReceipt(rows, adjustments);
    }

    private void commit(S3Commit commit) {
        try {
            commit.run();
        } catch (MemberportException refused) {
            if (!commit.mayHaveHappened() || !hasCommittedAfterAll(refused)) {
                throw refused;
            }
        }
    }

    /** Finds out, and sees to it that the commit does not happen later, if its request is still on its way. */
    private boolean hasCommittedAfterAll(MemberportException failure) {
        boolean interrupted = Thread.interrupted();
        try {
            boolean happened = takeBackCommit();
            state = happened ? State.COMMITTED : State.TAKEN_BACK;
            return happened;
        } catch (MemberportException also) {
            failure.addSuppressed(also);
            throw S3Failures.saying(
                    "It is not known whether the export was committed. Run again: the next run finds out, and writes the"
                            + " export only if it is not there.",
                    failure);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Discards what was not committed, and gives the claim back. */
    @Override
    public void close() {
        State last = state;
        if (last == State.CLOSED) {
            return;
        }
        state = State.CLOSED;
        uploads.close();
        files.close();
        if (last != State.COMMITTED) {
            discard(last);
        }
    }

    private void discard(State last) {
        CleanUp cleanUp = new CleanUp();
        for (DataFile file : series.files()) {
            cleanUp.step(file::abort);
        }
        if (last != State.TAKEN_BACK) {
            cleanUp.step(last == State.COMMITTING ? this::takeBackCommit : this::giveBackClaim);
        }
        cleanUp.end();
    }

    /**
     * Deletes what was to be committed, unless it was: the answer may have been lost.
     *
     * @return whether it was
     */
    private boolean takeBackCommit() {
        // First of all, so that a commit that is still on its way to the store finds another state, and changes
        // nothing.
        String abandoned = "abandoned-" + UUID.randomUUID();
        CommunityState before =
                latest.change(state -> state.isClaimedBy(run) ? state.claimed(abandoned, folder.path()) : null);
        if (before.isCommittedBy(run)) {
            return true;
        }
        folder.delete(run, bucket);
        latest.change(state -> state.isClaimedBy(abandoned) ? state.unclaimed() : null);
        return false;
    }
}
