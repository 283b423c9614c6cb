package io.memberport.sink.s3;

import io.memberport.encoding.column.TypedColumns;
import io.memberport.encoding.csv.CsvDialect;
import io.memberport.encoding.csv.LongLayout;
import io.memberport.encoding.json.PrivacyReport;
import io.memberport.error.MemberportException;
import io.memberport.model.ExportMetadata;
import io.memberport.model.MemberBlock;
import io.memberport.model.ProfileVariable;
import io.memberport.port.CommitReceipt;
import io.memberport.port.Layout;
import io.memberport.port.SinkContext;
import io.memberport.port.SinkRun;
import io.memberport.port.ValueAdjustments;
import io.memberport.sink.s3.S3Options.InvalidValues;
import io.memberport.sink.s3.catalog.LatestObject;
import io.memberport.sink.s3.catalog.Manifest;
import io.memberport.sink.s3.catalog.ManifestColumns;
import io.memberport.sink.s3.catalog.TargetClaim;
import io.memberport.sink.s3.format.ExportFiles;
import io.memberport.sink.s3.format.FileCompression;
import io.memberport.sink.s3.format.FileSeries;
import io.memberport.sink.s3.format.JsonLines;
import io.memberport.sink.s3.format.LineFiles;
import io.memberport.sink.s3.parquet.ParquetFiles;
import io.memberport.sink.s3.refusal.StoreFailures;
import io.memberport.sink.s3.store.Bucket;
import io.memberport.sink.s3.store.DataFile;
import io.memberport.sink.s3.store.PartUploads;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One export on its way into a bucket, from the claim to the commit or to nothing. Its files are uploads in parts, which
 * are not visible until the commit completes them. Used by one thread, but for {@link #prepare}.
 */
final class S3Run implements SinkRun {

    private static final CsvDialect CSV = new CsvDialect(',', false);
    private static final Logger LOG = LoggerFactory.getLogger(S3Run.class);

    private final Bucket bucket;
    private final S3Options options;
    private final LatestObject latest;
    private final TargetClaim claim;
    private final @Nullable TypedColumns columns;
    private final PartUploads uploads;
    private final FileSeries series;
    private final ExportFiles files;
    /** In the order in which they first appear. An id is there more than once if its definition changes. */
    private final Set<ProfileVariable> variables = new LinkedHashSet<>();

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

    private S3Run(
            Bucket bucket,
            S3Options options,
            LatestObject latest,
            TargetClaim claim,
            @Nullable TypedColumns columns,
            List<ProfileVariable> known) {
        this.bucket = bucket;
        this.options = options;
        this.latest = latest;
        this.claim = claim;
        this.columns = columns;
        this.uploads = new PartUploads(bucket.target(), options.fileBytes());
        this.series = new FileSeries(bucket, uploads, claim.folder(), claim.run(), options.extension());
        this.files = files(series, options, columns);
        variables.addAll(known);
    }

    private static ExportFiles files(FileSeries series, S3Options options, @Nullable TypedColumns columns) {
        FileCompression compression = options.compression().ofFiles();
        return switch (options.format()) {
            case JSONL -> new LineFiles(series, options.fileBytes(), compression, JsonLines::new);
            case CSV -> new LineFiles(series, options.fileBytes(), compression, LongLayout.ofFile(CSV));
            case PARQUET ->
                new ParquetFiles(
                        series,
                        options.fileBytes(),
                        compression,
                        options.invalidValues() == InvalidValues.REPLACE,
                        columns);
        };
    }

    /** Claims the target, which another run that is in progress there loses by it. */
    static S3Run start(Bucket bucket, S3Options options, SinkContext context) {
        return committingNothing(() -> {
            LatestObject latest = new LatestObject(bucket, context.community());
            TargetClaim claim = TargetClaim.take(bucket, latest, context);
            TypedColumns columns = options.layout() == Layout.WIDE
                    ? claim.orGiveBack(() ->
                            TypedColumns.assign(context.variables(), ManifestColumns.last(claim.before(), bucket)))
                    : null;
            return new S3Run(bucket, options, latest, claim, columns, context.variables());
        });
    }

    /** Takes a step that commits nothing if it fails, and has its failure say so. */
    private static <T> T committingNothing(Supplier<T> step) {
        try {
            return step.get();
        } catch (MemberportException failed) {
            throw StoreFailures.saying("Nothing was committed.", failed);
        }
    }

    @Override
    public PreparedWrite prepare(MemberBlock block) {
        ExportFiles.Prepared prepared = committingNothing(() -> files.prepare(block));
        return () -> committingNothing(() -> write(prepared));
    }

    @Override
    public void write(MemberBlock block) {
        prepare(block).write();
    }

    private long write(ExportFiles.Prepared prepared) {
        uploads.failIfOneFailed();
        rows += prepared.append(variables);
        return rows;
    }

    @Override
    public CommitReceipt commit(ExportMetadata metadata) {
        return committingNothing(() -> finish(metadata));
    }

    private CommitReceipt finish(ExportMetadata metadata) {
        TargetClaim.requireWhole("id of the batch", metadata.batchId());
        files.finish();
        List<DataFile> finished = series.files();
        finished.forEach(DataFile::awaitParts);
        ValueAdjustments adjustments = files.adjustments();
        Manifest manifest = Manifest.of(
                claim.community(),
                claim.run(),
                metadata,
                privacy(metadata),
                options.form(),
                rows,
                adjustments,
                finished,
                List.copyOf(variables),
                columns);
        state = State.COMMITTING;
        commit(new S3Commit(bucket, latest, claim.folder(), options.form(), finished, manifest));
        state = State.COMMITTED;
        if (adjustments.replaced() > 0) {
            LOG.warn(
                    "Values that were replaced because the target {} cannot hold them: {}",
                    bucket.target(),
                    adjustments.replaced());
        }
        return new CommitReceipt(rows, adjustments);
    }

    /**
     * What a policy did, so that each manifest tells it of all variables of the present state.
     *
     * @throws MemberportException if it does something else to a variable than in the exports that this one changes
     */
    private @Nullable PrivacyReport privacy(ExportMetadata metadata) {
        PrivacyReport now = PrivacyReport.of(metadata.privacy());
        PrivacyReport former = now == null || metadata.isFull()
                ? null
                : Manifest.ofLast(claim.before(), bucket).map(Manifest::privacy).orElse(null);
        if (now == null || former == null) {
            return now;
        }
        List<String> changed = now.changedSince(former);
        if (!changed.isEmpty()) {
            throw PrivacyReport.refusal(changed, bucket.target().toString());
        }
        return now.after(former);
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
            boolean happened = claim.takeBackCommit();
            state = happened ? State.COMMITTED : State.TAKEN_BACK;
            return happened;
        } catch (MemberportException also) {
            failure.addSuppressed(also);
            throw StoreFailures.saying(
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

    /** Takes each step, whatever became of those before it. */
    private void discard(State last) {
        List<Runnable> steps = new ArrayList<>();
        series.files().forEach(file -> steps.add(file::abort));
        if (last != State.TAKEN_BACK) {
            steps.add(last == State.COMMITTING ? claim::takeBackCommit : claim::giveBack);
        }
        MemberportException first = null;
        for (Runnable step : steps) {
            try {
                step.run();
            } catch (MemberportException failed) {
                if (first == null) {
                    first = failed;
                } else if (first != failed) {
                    first.addSuppressed(failed);
                }
            }
        }
        if (first != null) {
            throw first;
        }
    }
}
