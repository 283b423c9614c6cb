package io.memberport.export;

import io.memberport.error.MemberportException;
import io.memberport.export.drift.Drift;
import io.memberport.model.BatchStatus;
import io.memberport.model.ExportBatch;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A step in the course of an export, for showing progress. No event carries member data. */
public sealed interface ExportEvent {

    /**
     * The API was asked for a new export and has accepted.
     *
     * @param batch as the API answered
     * @param since what the export starts from; null for a full one
     */
    record BatchStarted(ExportBatch batch, @Nullable Instant since) implements ExportEvent {}

    /**
     * The API was asked for the status of the export.
     *
     * @param batchId the batch's guid
     * @param status what it answered
     * @param waited time since the first status request
     * @param nextLook time until the next status request; zero if this was the last one
     */
    record BatchPolled(String batchId, BatchStatus status, Duration waited, Duration nextLook) implements ExportEvent {}

    /**
     * The file says which batch it is of, and the caller has not. Told before any member is written, if the file says so before its
     * first member.
     *
     * @param batchId the batch's guid
     */
    record BatchIdentified(String batchId) implements ExportEvent {}

    /**
     * The file is being brought to this machine, because a target needs to read it twice.
     *
     * @param transferredBytes bytes so far, as they come over the wire
     * @param expectedBytes bytes in all; -1 if unknown
     */
    record Spooling(long transferredBytes, long expectedBytes) implements ExportEvent {}

    /**
     * The file is being read for its variables only, because a target needs to know them first.
     *
     * @param transferredBytes bytes so far, as they are stored
     * @param expectedBytes bytes in all; -1 if unknown
     * @param members members so far
     */
    record CollectingVariables(long transferredBytes, long expectedBytes, long members) implements ExportEvent {}

    /**
     * Members are being written; one event for every few hundred kilobytes.
     *
     * @param transferredBytes bytes so far, as they come over the wire or off the disk
     * @param expectedBytes bytes in all; -1 if unknown
     * @param members members so far
     * @param values values so far
     */
    record Writing(long transferredBytes, long expectedBytes, long members, long values) implements ExportEvent {}

    /**
     * The transfer of the file was interrupted, and was resumed at that byte; the file is proven to be the same.
     * Nothing is lost and nothing is read twice. If a transfer is resumed several times in short succession, there is
     * an event for the last time only.
     *
     * @param atByte the byte at which it resumes, from 0, as it comes over the wire
     * @param expectedBytes bytes in all; -1 if unknown
     */
    record TransferResumed(long atByte, long expectedBytes) implements ExportEvent {}

    /**
     * The transfer of the file was interrupted and cannot be resumed, so it restarts from the first byte. The targets
     * discard what they have received.
     *
     * @param reason why the transfer was interrupted
     * @param pause time until it restarts
     */
    record TransferRestarted(MemberportException reason, Duration pause) implements ExportEvent {

        public TransferRestarted {
            Objects.requireNonNull(reason, "reason");
            Objects.requireNonNull(pause, "pause");
        }
    }

    /**
     * The whole file has been read and checked, and its variables were compared with those of the target's last commit. There is one
     * such event for each target that is to commit, before any of them does; whether they do depends on the {@link
     * io.memberport.export.drift.DriftPolicy}.
     *
     * @param target the sink's description
     * @param drift what has changed
     */
    record VariablesCompared(String target, Drift drift) implements ExportEvent {}

    /** The whole file has been read and checked; this target commits now. */
    record Committing(String target) implements ExportEvent {}

    /** This target has committed, was left as it was, or has failed. */
    record TargetFinished(TargetResult result) implements ExportEvent {}
}
