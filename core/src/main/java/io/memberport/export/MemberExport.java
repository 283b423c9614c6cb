package io.memberport.export;

import io.memberport.error.MemberportException;
import io.memberport.model.ExportBatch;
import io.memberport.port.Deadline;
import io.memberport.port.ExportApi;
import io.memberport.port.ExportFileSource;
import io.memberport.port.MemberSink;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The main job: start an export or take one up, wait for it, write its file to the targets.
 *
 * <p>An instance is immutable and can run any number of exports, one after the other, or side by side if its API can.
 */
public final class MemberExport {

    private final ExportApi api;
    private final String community;
    private final PollSchedule schedule;
    private final Waiting waiting;
    private final ExportTransfer transfer;
    private final @Nullable Deadline deadline;

    private MemberExport(
            ExportApi api,
            String community,
            PollSchedule schedule,
            Waiting waiting,
            ExportTransfer transfer,
            @Nullable Deadline deadline) {
        this.api = Objects.requireNonNull(api, "api");
        this.community = Objects.requireNonNull(community, "community");
        this.schedule = Objects.requireNonNull(schedule, "schedule");
        this.waiting = Objects.requireNonNull(waiting, "waiting");
        this.transfer = Objects.requireNonNull(transfer, "transfer");
        this.deadline = deadline;
    }

    /**
     * The job for a community, with {@link PollSchedule#DEFAULT} and the system's directory for temporary files.
     *
     * @param api which stays open and belongs to the caller
     * @param community the community's API key name, which targets keep their commits by
     */
    public static MemberExport of(ExportApi api, String community) {
        return new MemberExport(
                api, community, PollSchedule.DEFAULT, Waiting.REAL, ExportTransfer.forCommunity(community), null);
    }

    /** How often to look, and for how long. */
    public MemberExport withSchedule(PollSchedule newSchedule) {
        return new MemberExport(api, community, newSchedule, waiting, transfer, deadline);
    }

    /** By when the file must begin, for a run that has begun already; if not set, each run begins its own. */
    public MemberExport by(Deadline newDeadline) {
        return new MemberExport(api, community, schedule, waiting, transfer, newDeadline);
    }

    /** On another clock than the real one. */
    public MemberExport withWaiting(Waiting newWaiting) {
        return new MemberExport(api, community, schedule, newWaiting, transfer, deadline);
    }

    /** Where a private copy of the file goes if a sink needs to read it twice. */
    public MemberExport withSpoolDirectory(Path directory) {
        return new MemberExport(api, community, schedule, waiting, transfer.withSpoolDirectory(directory), deadline);
    }

    /** What may be written though it can do harm; nothing of that kind if not set. */
    public MemberExport allowing(Allowances allowed) {
        return new MemberExport(api, community, schedule, waiting, transfer.allowing(allowed), deadline);
    }

    /**
     * Starts an export, incremental or full as the {@linkplain SinceDecision targets decide}, and writes it. Closes the
     * sinks in any case.
     *
     * @see #runSince(Instant, List, ExportListener)
     */
    public ExportResult run(List<? extends MemberSink> sinks, ExportListener listener) {
        return run(SinkSupply.only(sinks), listener);
    }

    /**
     * Starts an export, incremental or full as the {@linkplain SinceDecision targets decide}, and writes it. Closes the
     * sinks in any case.
     *
     * @see #runSince(Instant, Supplier, ExportListener)
     */
    public ExportResult run(Supplier<? extends List<? extends MemberSink>> sinks, ExportListener listener) {
        return run(SinkSupply.from(sinks), listener);
    }

    private ExportResult run(SinkSupply sinks, ExportListener listener) {
        Instant since = closingOnFailure(
                sinks, () -> SinceDecision.of(sinks.current(), community).since());
        return runSince(since, sinks, listener);
    }

    /**
     * Starts an export and writes it. Closes the sinks in any case.
     *
     * <p>A download that breaks and can only be {@linkplain MemberportException#isRestartable() started again} ends the run
     * once a sink has been opened. To have it started again, pass something that {@linkplain #runSince(Instant, Supplier,
     * ExportListener) makes sinks}.
     *
     * @param since export only what changed since then, which every target then takes; null for all active members
     * @param sinks at least one, none of them opened
     * @param listener hears of progress; of the batch's id as soon as there is one, so that {@link #runBatch} can take it
     *     up if this run does not get to its end
     * @return what was read, and where each sink stands
     * @throws TargetsFailedException if a sink failed; the others stand as it says
     * @throws MemberportException if the export cannot be started, fails, is not finished by the deadline, cannot be read
     *     or is malformed, or the thread is interrupted; then no sink has committed
     */
    public ExportResult runSince(@Nullable Instant since, List<? extends MemberSink> sinks, ExportListener listener) {
        return runSince(since, SinkSupply.only(sinks), listener);
    }

    /**
     * Starts an export and writes it. Closes the sinks in any case.
     *
     * <p>A download that breaks and cannot go on where it broke {@linkplain MemberportException#isRestartable() starts
     * again}, twice at most, with a pause before. The sinks have then discarded what they have, and since a sink serves
     * one transfer, fresh ones are made.
     *
     * @param since export only what changed since then, which every target then takes; null for all active members
     * @param sinks makes at least one sink at each call, for the same targets; called at once, and for each new start
     * @param listener hears of progress, as in {@link #runSince(Instant, List, ExportListener)}
     * @return what was read, and where each sink stands
     * @throws TargetsFailedException if a sink failed; the others stand as it says
     * @throws MemberportException as in {@link #runSince(Instant, List, ExportListener)}; then no sink has committed
     */
    public ExportResult runSince(
            @Nullable Instant since, Supplier<? extends List<? extends MemberSink>> sinks, ExportListener listener) {
        return runSince(since, SinkSupply.from(sinks), listener);
    }

    private ExportResult runSince(@Nullable Instant since, SinkSupply sinks, ExportListener listener) {
        Deadline end = deadline();
        ExportTransfer.check(sinks.current());
        ExportBatch batch = closingOnFailure(sinks, () -> {
            if (since != null) {
                sinks.current().forEach(sink -> sink.checkIncremental(community));
            }
            ExportBatch started = api.within(end).start(since);
            listener.on(new ExportEvent.BatchStarted(started, since));
            return started;
        });
        Allowances allowed = transfer.allowances();
        return write(
                batch.id(),
                end,
                transfer.allowing(since == null ? allowed : allowed.andIncremental()),
                sinks,
                listener);
    }

    /**
     * Takes up an export that exists, waits for it if need be, and writes it. Closes the sinks in any case.
     *
     * @param batchId the batch's guid
     * @see #runSince(Instant, List, ExportListener)
     */
    public ExportResult runBatch(String batchId, List<? extends MemberSink> sinks, ExportListener listener) {
        return runBatch(batchId, SinkSupply.only(sinks), listener);
    }

    /**
     * Takes up an export that exists, waits for it if need be, and writes it. Closes the sinks in any case.
     *
     * @param batchId the batch's guid
     * @see #runSince(Instant, Supplier, ExportListener)
     */
    public ExportResult runBatch(
            String batchId, Supplier<? extends List<? extends MemberSink>> sinks, ExportListener listener) {
        return runBatch(batchId, SinkSupply.from(sinks), listener);
    }

    private ExportResult runBatch(String batchId, SinkSupply sinks, ExportListener listener) {
        Deadline end = deadline();
        ExportTransfer.check(sinks.current());
        return write(batchId, end, transfer, sinks, listener);
    }

    private Deadline deadline() {
        return deadline == null ? Deadline.after(schedule.deadline(), waiting::nanoTime) : deadline;
    }

    private ExportResult write(
            String batchId, Deadline end, ExportTransfer allowed, SinkSupply sinks, ExportListener listener) {
        ExportFileSource file = closingOnFailure(sinks, () -> {
            ExportPoller poller = new ExportPoller(
                    api, schedule, waiting, () -> ThreadLocalRandom.current().nextDouble());
            return api.within(end).file(poller.awaitSuccess(batchId, end, listener));
        });
        try (file) {
            Restarts restarts = new Restarts(waiting, listener);
            return sinks.isRenewable()
                    ? restarts.run(() -> allowed.run(file, batchId, sinks.take(), listener, restarts))
                    : allowed.run(file, batchId, sinks.take(), listener, restarts);
        }
    }

    /** The transfer closes the sinks, and a run that does not get as far closes them here. */
    private static <T extends @Nullable Object> T closingOnFailure(SinkSupply sinks, Supplier<T> preparation) {
        try {
            return preparation.get();
        } catch (Throwable first) {
            sinks.current().forEach(sink -> new SinkLane(sink).close(first));
            throw first;
        }
    }
}
