package io.memberport.cli;

import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import io.memberport.http.AlidaApi;
import io.memberport.model.ExportBatch;
import io.memberport.port.MemberSink;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLockInterruptionException;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The export that an earlier run of the same job has started and not written, so that this one does not start a second.
 * A run does without where nothing can be remembered, and says so.
 */
final class InFlightExport implements AutoCloseable {

    /** One that has been ready for longer is of less use than a new one; one that Alida still works on is not. */
    static final Duration LONGEST_READY = Duration.ofHours(12);

    private final CommandSession session;
    private final AlidaApi api;
    private final String community;
    private final List<MemberSink> sinks;
    private final @Nullable ExportMemory memory;
    private @Nullable FileChannel claim;

    private InFlightExport(
            CommandSession session,
            AlidaApi api,
            String community,
            List<MemberSink> sinks,
            @Nullable ExportMemory memory) {
        this.session = session;
        this.api = api;
        this.community = community;
        this.sinks = sinks;
        this.memory = memory;
    }

    /**
     * Of a job: from a community of an API to these sinks.
     *
     * @param directory where runs remember; empty if nowhere
     */
    static InFlightExport of(
            CommandSession session, Optional<Path> directory, AlidaApi api, String community, List<MemberSink> sinks) {
        List<String> targets = sinks.stream().map(MemberSink::description).toList();
        ExportMemory memory = directory
                .map(there -> ExportMemory.of(there, api.toString(), community, targets))
                .orElse(null);
        return new InFlightExport(session, api, community, sinks, memory);
    }

    /**
     * Looks for an export to take up, and keeps other runs of the job from starting one until this one has {@linkplain
     * #started started} one or is closed.
     *
     * @param since what a new export would start from; only one that starts from there, too, is taken up
     * @param mayBeOlder whether one is taken up that is older than what a target shows
     * @return its batch id; empty if there is none
     */
    Optional<String> find(@Nullable Instant since, boolean mayBeOlder) {
        Optional<StartedExport> remembered = claimAndRecall();
        if (remembered.isEmpty()) {
            return Optional.empty();
        }
        StartedExport earlier = remembered.get();
        if (isWritten(earlier)) {
            return Optional.empty();
        }
        if (!Objects.equals(earlier.since(), since)) {
            session.note(named(earlier) + " begins elsewhere than this one is to, and is left alone.");
            return Optional.empty();
        }
        return isOfUse(earlier, mayBeOlder) ? Optional.of(earlier.batchId()) : Optional.empty();
    }

    private Optional<StartedExport> claimAndRecall() {
        if (memory == null) {
            session.note(
                    "This user has no home directory, so that the export is not remembered. Name a directory for it"
                            + " with --state-directory.");
            return Optional.empty();
        }
        try {
            claim = memory.claim();
            return memory.recall();
        } catch (FileLockInterruptionException interrupted) {
            throw new MemberportException(
                    FailureKind.INTERRUPTED, "Interrupted while another run of this job was starting an export.");
        } catch (IOException | OverlappingFileLockException failed) {
            tellThatItIsForgotten(memory, failed);
            return Optional.empty();
        }
    }

    private void tellThatItIsForgotten(ExportMemory forgetful, Exception failed) {
        if (failed instanceof UnusableFileException unusable) {
            session.note("The export cannot be remembered. " + unusable.getMessage());
            return;
        }
        String reason = failed instanceof IOException io
                ? FileFailures.reason(forgetful.folder(), io)
                : failed.getClass().getSimpleName();
        session.note("The export cannot be remembered (" + reason
                + "). Name a directory for that with --state-directory that may be written.");
    }

    /** Killed after the last commit, a run has no more to do. */
    private boolean isWritten(StartedExport earlier) {
        return sinks.stream()
                .allMatch(sink -> sink.lastCommit(community)
                        .map(commit -> earlier.batchId().equalsIgnoreCase(commit.batchId()))
                        .orElse(false));
    }

    private boolean isOfUse(StartedExport earlier, boolean mayBeOlder) {
        boolean isOld = earlier.startedAt().plus(LONGEST_READY).isBefore(Instant.now());
        ExportBatch batch;
        try {
            batch = api.status(earlier.batchId());
        } catch (MemberportException failed) {
            // An old one of which Alida says nothing sensible must not be in the way for ever.
            if (failed.kind() == FailureKind.NOT_FOUND || (failed.kind() == FailureKind.PROTOCOL && isOld)) {
                session.note(named(earlier) + " cannot be asked for any more.");
                return false;
            }
            throw failed;
        }
        if (!mayBeOlder && isOutdated(batch)) {
            return leave(earlier, "is older than what a target shows");
        }
        return switch (batch.status()) {
            case PENDING, RUNNING -> takeUp(earlier, "is " + batch.status() + " still");
            case SUCCEEDED -> isOld ? leave(earlier, "is ready, but too old") : takeUp(earlier, "is ready by now");
            case FAILED -> leave(earlier, "failed at Alida");
        };
    }

    /** A target would refuse it. An export starts when it is created, or later, so a doubtful one is left alone. */
    private boolean isOutdated(ExportBatch batch) {
        Instant created = batch.createDate();
        return created != null
                && sinks.stream()
                        .flatMap(sink -> sink.newestExportDate(community).stream())
                        .anyMatch(created::isBefore);
    }

    private boolean takeUp(StartedExport earlier, String why) {
        session.note(named(earlier) + " " + why + ", and is taken up. To start another one all the same, add --new.");
        return true;
    }

    private boolean leave(StartedExport earlier, String why) {
        session.note(named(earlier) + " " + why + ", and is left alone.");
        return false;
    }

    private static String named(StartedExport earlier) {
        return "Export " + Printable.text(earlier.batchId()) + ", which an earlier run of this job started at "
                + earlier.startedAt() + ",";
    }

    /** Like {@link #find}, but finds none. */
    Optional<String> ignore() {
        claimAndRecall();
        return Optional.empty();
    }

    /**
     * The run has started an export, which takes the place of what was remembered.
     *
     * @return whether it is remembered
     */
    boolean started(String batchId, @Nullable Instant since) {
        if (memory == null || claim == null) {
            return false;
        }
        try {
            memory.remember(new StartedExport(batchId, since, Instant.now()));
            return true;
        } catch (IOException failed) {
            tellThatItIsForgotten(memory, failed);
            return false;
        } finally {
            close();
        }
    }

    /** The export is written, or can never be. */
    void ended(String batchId) {
        if (memory == null) {
            return;
        }
        try {
            memory.forget(batchId);
        } catch (IOException failed) {
            // The next run finds that the targets hold it, or that it has failed.
        }
    }

    /** Lets other runs of the job start exports. Idempotent. */
    @Override
    public void close() {
        FileChannel held = claim;
        claim = null;
        try {
            if (held != null) {
                held.close();
            }
        } catch (IOException harmless) {
            // The lock goes with the process at the latest.
        }
    }
}
