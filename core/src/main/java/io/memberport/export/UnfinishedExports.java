package io.memberport.export;

import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import io.memberport.model.ExportBatch;
import io.memberport.port.ExportMemory;
import io.memberport.port.ExportStatusSource;
import io.memberport.port.MemberSink;
import io.memberport.port.StartedExport;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a run from starting an export if an earlier run of the same job has started one that is not written yet and
 * still useful. For one run, on one thread: {@link #find} before an export is started, {@link #started} as soon as it
 * is, {@link #ended} or {@link #failed} when the run knows how the export ended. Close it in any case.
 *
 * <p>A run does not fail because the memory cannot be used.
 */
public final class UnfinishedExports implements AutoCloseable {

    /**
     * An export that has been ready for longer is less useful than a new one. An export that Alida still works on is
     * resumed at any age.
     */
    public static final Duration LONGEST_READY = Duration.ofHours(12);

    /** What happened to the export of an earlier run. */
    public enum Verdict {
        /** None is remembered. */
        NONE,
        /** Every target holds it, because the run was killed after the last commit. */
        WRITTEN,
        /** It starts from another instant than the new one would. */
        OTHER_START,
        /** Alida does not know it, or it is old and Alida's answer cannot be understood. */
        UNKNOWN,
        /** A target shows a newer export and would refuse it. */
        OUTDATED,
        /** Alida works on it. To be resumed. */
        IN_PROGRESS,
        /** Its file is ready. To be resumed. */
        READY,
        /** Its file has been ready for longer than {@link #LONGEST_READY}. */
        TOO_OLD,
        /** It failed at Alida. */
        FAILED
    }

    /**
     * The export of an earlier run, and whether it is resumed.
     *
     * @param export empty if none is remembered
     */
    public record Found(Verdict verdict, Optional<StartedExport> export) {

        /** The batch that this run resumes instead of starting one; empty if it starts one. */
        public Optional<String> batchId() {
            boolean isResumed = verdict == Verdict.IN_PROGRESS || verdict == Verdict.READY;
            return export.filter(earlier -> isResumed).map(StartedExport::batchId);
        }
    }

    private final ExportStatusSource api;
    private final String community;
    private final List<MemberSink> sinks;
    private final ExportMemory memory;
    private ExportMemory.@Nullable Claim claim;
    private @Nullable MemberportException memoryFailure;

    /**
     * For one job: from a community to these sinks.
     *
     * @param api returns the status of an earlier export
     * @param sinks are asked what they hold; they stay the caller's
     * @param memory of this job
     */
    public UnfinishedExports(
            ExportStatusSource api, String community, List<? extends MemberSink> sinks, ExportMemory memory) {
        this.api = api;
        this.community = community;
        this.sinks = List.copyOf(sinks);
        this.memory = memory;
    }

    /**
     * Looks for an export to resume. If there is none, other runs of the job start no export until this one has
     * {@linkplain #started started} one or is closed.
     *
     * @param since what a new export would start from, null for a full one; only one that starts from there is resumed
     * @param mayBeOlder whether one is resumed that is older than what a target shows
     * @throws MemberportException if the API or a sink cannot be asked, or the thread is interrupted
     */
    public Found find(@Nullable Instant since, boolean mayBeOlder) {
        Optional<StartedExport> remembered = claimAndRecall();
        Found found = new Found(
                remembered.map(earlier -> verdict(earlier, since, mayBeOlder)).orElse(Verdict.NONE), remembered);
        if (found.batchId().isPresent()) {
            close();
        }
        return found;
    }

    /** Keeps other runs of the job from starting an export, as {@link #find} does, and looks for none. */
    public void ignore() {
        claimAndRecall();
    }

    private Optional<StartedExport> claimAndRecall() {
        try {
            claim = memory.claim();
            return memory.recall();
        } catch (MemberportException failed) {
            if (failed.kind() == FailureKind.INTERRUPTED) {
                throw failed;
            }
            memoryFailure = failed;
            return Optional.empty();
        }
    }

    /** Why the memory cannot be used; empty if it could be used so far. */
    public Optional<MemberportException> memoryFailure() {
        return Optional.ofNullable(memoryFailure);
    }

    private Verdict verdict(StartedExport earlier, @Nullable Instant since, boolean mayBeOlder) {
        if (isWritten(earlier)) {
            return Verdict.WRITTEN;
        }
        return Objects.equals(earlier.since(), since) ? verdict(earlier, mayBeOlder) : Verdict.OTHER_START;
    }

    private boolean isWritten(StartedExport earlier) {
        return sinks.stream()
                .allMatch(sink -> sink.lastCommit(community)
                        .map(commit -> earlier.batchId().equalsIgnoreCase(commit.batchId()))
                        .orElse(false));
    }

    private Verdict verdict(StartedExport earlier, boolean mayBeOlder) {
        boolean isOld = earlier.startedAt().plus(LONGEST_READY).isBefore(Instant.now());
        ExportBatch batch;
        try {
            batch = api.status(earlier.batchId());
        } catch (MemberportException failed) {
            // An old one of which Alida says nothing sensible must not be in the way for ever.
            if (failed.kind() == FailureKind.NOT_FOUND || (failed.kind() == FailureKind.PROTOCOL && isOld)) {
                return Verdict.UNKNOWN;
            }
            throw failed;
        }
        if (!mayBeOlder && isOutdated(batch)) {
            return Verdict.OUTDATED;
        }
        return switch (batch.status()) {
            case PENDING, RUNNING -> Verdict.IN_PROGRESS;
            case SUCCEEDED -> isOld ? Verdict.TOO_OLD : Verdict.READY;
            case FAILED -> Verdict.FAILED;
        };
    }

    /** An export starts when it is created, or later, so a doubtful one counts as outdated. */
    private boolean isOutdated(ExportBatch batch) {
        Instant created = batch.createDate();
        return created != null
                && sinks.stream()
                        .flatMap(sink -> sink.newestExportDate(community).stream())
                        .anyMatch(created::isBefore);
    }

    /**
     * The run has started an export, which takes the place of what was remembered. Lets other runs start exports.
     *
     * @param since what it starts from; null for a full one
     * @return whether it is remembered; if not, {@link #memoryFailure} says why
     */
    public boolean started(String batchId, @Nullable Instant since) {
        if (claim == null) {
            return false;
        }
        try {
            memory.remember(new StartedExport(batchId, since, Instant.now()));
            return true;
        } catch (MemberportException failed) {
            memoryFailure = failed;
            return false;
        } finally {
            close();
        }
    }

    /** The export is written, and is forgotten. */
    public void ended(String batchId) {
        try {
            memory.forget(batchId);
        } catch (MemberportException failed) {
            // The next run finds that the targets hold it, or that it has failed.
        }
    }

    /** The run has failed. Forgets the export if the next run should start another one. */
    public void failed(String batchId, MemberportException failure) {
        boolean isFinal =
                switch (failure.kind()) {
                    case EXPORT_FAILED, NOT_FOUND -> true;
                    case MALFORMED_EXPORT -> !failure.isRestartable();
                    default -> false;
                };
        if (isFinal) {
            ended(batchId);
        }
    }

    /** Lets other runs of the job start exports. Idempotent. */
    @Override
    public void close() {
        ExportMemory.Claim held = claim;
        claim = null;
        if (held != null) {
            held.close();
        }
    }
}
