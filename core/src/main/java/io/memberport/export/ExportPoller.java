package io.memberport.export;

import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import io.memberport.model.BatchStatus;
import io.memberport.model.ExportBatch;
import io.memberport.port.Deadline;
import io.memberport.port.Delays;
import io.memberport.port.ExportStatusSource;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.DoubleSupplier;

/** Waits until a batch is final. Holds no state between calls; may be shared between threads if its parts may. */
public final class ExportPoller {

    private static final String HOW_TO_RESUME =
            "The export continues at Alida: ask for the same batch id again to resume.";

    private static final Duration LAST_LOOK = Duration.ofSeconds(10);

    private final ExportStatusSource source;
    private final PollSchedule schedule;
    private final Delays delays;
    private final DoubleSupplier random;

    /** A poller on the real clock. */
    public ExportPoller(ExportStatusSource source, PollSchedule schedule) {
        this(source, schedule, Delays.REAL, () -> ThreadLocalRandom.current().nextDouble());
    }

    /**
     * A poller on any clock.
     *
     * @param random numbers from 0 to below 1, for the jitter
     */
    public ExportPoller(ExportStatusSource source, PollSchedule schedule, Delays delays, DoubleSupplier random) {
        this.source = Objects.requireNonNull(source, "source");
        this.schedule = Objects.requireNonNull(schedule, "schedule");
        this.delays = Objects.requireNonNull(delays, "delays");
        this.random = Objects.requireNonNull(random, "random");
    }

    /**
     * Waits until the batch has succeeded.
     *
     * @param batchId the batch's guid
     * @param listener hears of every status request
     * @return the batch, {@link BatchStatus#SUCCEEDED}
     * @throws MemberportException of kind {@link FailureKind#EXPORT_FAILED} if the batch has failed, {@link
     *     FailureKind#DEADLINE} if it is not final in time, {@link FailureKind#INTERRUPTED} if the thread is
     *     interrupted, or whatever the source throws
     */
    public ExportBatch awaitSuccess(String batchId, ExportListener listener) {
        return awaitSuccess(batchId, newDeadline(), listener);
    }

    /**
     * Waits until the batch has succeeded, by a deadline that began before the wait did.
     *
     * @see #awaitSuccess(String, ExportListener)
     */
    public ExportBatch awaitSuccess(String batchId, Deadline deadline, ExportListener listener) {
        ExportBatch batch = awaitFinal(batchId, deadline, listener);
        return switch (batch.status()) {
            case SUCCEEDED -> batch;
            case FAILED -> throw failed(batch);
            case PENDING, RUNNING -> throw new IllegalStateException("not final: " + batch);
        };
    }

    /**
     * Waits until the batch has succeeded or failed.
     *
     * @see #awaitSuccess(String, ExportListener)
     */
    public ExportBatch awaitFinal(String batchId, ExportListener listener) {
        return awaitFinal(batchId, newDeadline(), listener);
    }

    private Deadline newDeadline() {
        return Deadline.after(schedule.deadline(), delays::nanoTime);
    }

    private ExportBatch awaitFinal(String batchId, Deadline deadline, ExportListener listener) {
        long start = delays.nanoTime();
        ExportBatch batch = source.within(deadline).status(batchId);
        for (int looks = 1; ; looks++) {
            Duration waited = Duration.ofNanos(delays.nanoTime() - start);
            if (batch.status().isFinal()) {
                listener.on(new ExportEvent.BatchPolled(batchId, batch.status(), waited, Duration.ZERO));
                return batch;
            }
            if (deadline.isOver()) {
                listener.on(new ExportEvent.BatchPolled(batchId, batch.status(), waited, Duration.ZERO));
                throw late(batch, deadline);
            }
            Duration next = deadline.shorten(schedule.intervalAfter(looks, random.getAsDouble()));
            listener.on(new ExportEvent.BatchPolled(batchId, batch.status(), waited, next));
            pause(batch, next);
            batch = deadline.isOver() ? lastLook(batch, deadline) : lookAgain(batch, deadline, deadline);
        }
    }

    /** The deadline is over: one last short request for the status of the export. */
    private ExportBatch lastLook(ExportBatch former, Deadline deadline) {
        return lookAgain(former, Deadline.after(LAST_LOOK, delays::nanoTime), deadline);
    }

    private ExportBatch lookAgain(ExportBatch former, Deadline bound, Deadline deadline) {
        try {
            return source.within(bound).status(former.id());
        } catch (MemberportException failed) {
            if (failed.kind() != FailureKind.DEADLINE) {
                throw failed;
            }
            MemberportException late = late(former, deadline);
            late.addSuppressed(failed);
            throw late;
        }
    }

    private void pause(ExportBatch batch, Duration duration) {
        try {
            delays.waitFor(duration);
        } catch (MemberportException failed) {
            if (failed.kind() != FailureKind.INTERRUPTED) {
                throw failed;
            }
            throw MemberportException.of(
                            FailureKind.INTERRUPTED,
                            "Interrupted while waiting for the export " + batch.id() + ". " + HOW_TO_RESUME)
                    .batchId(batch.id())
                    .cause(failed)
                    .build();
        }
    }

    private static MemberportException failed(ExportBatch batch) {
        String given = batch.errorMessage();
        String reason = given == null || given.isBlank() ? "no reason given." : given.strip();
        return MemberportException.of(
                        FailureKind.EXPORT_FAILED,
                        "The export " + batch.id() + " failed at Alida: " + reason + (reason.endsWith(".") ? "" : ".")
                                + " Start a new one; if that fails too, give Alida's support the batch id.")
                .batchId(batch.id())
                .build();
    }

    private static MemberportException late(ExportBatch batch, Deadline deadline) {
        return MemberportException.of(
                        FailureKind.DEADLINE,
                        "The export " + batch.id() + " is still " + batch.status() + " after "
                                + deadline.elapsed().toSeconds()
                                + " s; the deadline was " + deadline.time().toSeconds()
                                + " s. " + HOW_TO_RESUME)
                .batchId(batch.id())
                .build();
    }
}
