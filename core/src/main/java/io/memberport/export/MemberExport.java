package io.memberport.export;

import io.memberport.error.MemberportException;
import io.memberport.export.drift.DriftPolicy;
import io.memberport.export.drift.VariableComparison;
import io.memberport.model.ExportBatch;
import io.memberport.port.Deadline;
import io.memberport.port.Delays;
import io.memberport.port.ExportApi;
import io.memberport.port.ExportFileSource;
import io.memberport.port.MemberSink;
import io.memberport.privacy.PrivacyPolicy;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The main job: start an export or resume one, wait for it, write its file to the targets.
 *
 * <p>An instance is immutable and can run any number of exports, one after the other, or side by side if its API can.
 */
public final class MemberExport {

    private final ExportApi api;
    private final String community;
    private final PollSchedule schedule;
    private final Delays delays;
    private final ExportTransfer transfer;
    private final @Nullable Deadline deadline;

    private MemberExport(
            ExportApi api,
            String community,
            PollSchedule schedule,
            Delays delays,
            ExportTransfer transfer,
            @Nullable Deadline deadline) {
        this.api = Objects.requireNonNull(api, "api");
        this.community = Objects.requireNonNull(community, "community");
        this.schedule = Objects.requireNonNull(schedule, "schedule");
        this.delays = Objects.requireNonNull(delays, "delays");
        this.transfer = Objects.requireNonNull(transfer, "transfer");
        this.deadline = deadline;
    }

    /**
     * The job for a community, with {@link PollSchedule#DEFAULT} and the system's directory for temporary files.
     *
     * @param api which stays open and belongs to the caller
     * @param community the community's API key name, under which targets keep their commits
     */
    public static MemberExport of(ExportApi api, String community) {
        return new MemberExport(
                api, community, PollSchedule.DEFAULT, Delays.REAL, ExportTransfer.forCommunity(community), null);
    }

    /** How often to ask for the status, and for how long. */
    public MemberExport withSchedule(PollSchedule newSchedule) {
        return new MemberExport(api, community, newSchedule, delays, transfer, deadline);
    }

    /**
     * The deadline by which the file must begin, for a run that has begun already; if not set, each run has its own.
     */
    public MemberExport by(Deadline newDeadline) {
        return new MemberExport(api, community, schedule, delays, transfer, newDeadline);
    }

    /** Uses another clock than the real one. */
    public MemberExport withDelays(Delays newDelays) {
        return new MemberExport(api, community, schedule, newDelays, transfer, deadline);
    }

    /** Where a private copy of the file goes if a sink needs to read it twice. */
    public MemberExport withSpoolDirectory(Path directory) {
        return new MemberExport(api, community, schedule, delays, transfer.withSpoolDirectory(directory), deadline);
    }

    /** The executor that decodes the file; see {@link ExportTransfer#withExecutor}. */
    public MemberExport withExecutor(Executor executor) {
        return new MemberExport(api, community, schedule, delays, transfer.withExecutor(executor), deadline);
    }

    /** How many transfers share the heap; see {@link ExportTransfer#sharingHeap}. */
    public MemberExport sharingHeap(int transfers) {
        return new MemberExport(api, community, schedule, delays, transfer.sharingHeap(transfers), deadline);
    }

    /** What every target may see of an export; all of it if not set. */
    public MemberExport withPrivacy(PrivacyPolicy policy) {
        return withPrivacy(sink -> policy);
    }

    /** What each target may see of an export; see {@link ExportTransfer#withPrivacy(Function)}. */
    public MemberExport withPrivacy(Function<? super MemberSink, PrivacyPolicy> perTarget) {
        return new MemberExport(api, community, schedule, delays, transfer.withPrivacy(perTarget), deadline);
    }

    /** What becomes of a run if variables have changed since a target's last commit; see {@link ExportTransfer#onDrift}. */
    public MemberExport onDrift(DriftPolicy policy) {
        return new MemberExport(api, community, schedule, delays, transfer.onDrift(policy), deadline);
    }

    /** Exports that may be written although they can do harm; none if not set. */
    public MemberExport allowing(Allowances allowed) {
        return new MemberExport(api, community, schedule, delays, transfer.allowing(allowed), deadline);
    }

    /**
     * Starts an export, incremental or full as the {@linkplain SinceDecision targets decide}, and writes it.
     *
     * @see #runSince
     */
    public ExportResult run(List<? extends MemberSink> sinks, ExportListener listener) {
        return runSince(SinceDecision.of(sinks, community, transfer.policies()).since(), sinks, listener);
    }

    /**
     * Starts an export and writes it. The sinks stay the caller's.
     *
     * <p>A download that is interrupted and cannot be resumed {@linkplain MemberportException#isRestartable()
     * restarts}, twice at most, after a pause: the sinks discard what they have, and are opened again.
     *
     * @param since export only what changed since then, which every target then accepts; null for all active members
     * @param sinks at least one
     * @param listener hears of progress; of the batch's id as soon as there is one, so that {@link #runBatch} can
     *     resume the export if this run does not finish
     * @return what was read, and where each sink stands
     * @throws TargetsFailedException if a sink failed; the others stand as it says
     * @throws MemberportException if a target cannot be written, if the export cannot be started, fails, is not
     *     finished by the deadline, cannot be read or is malformed, or if the thread is interrupted; then no sink has
     *     committed
     */
    public ExportResult runSince(@Nullable Instant since, List<? extends MemberSink> sinks, ExportListener listener) {
        Deadline end = deadline();
        ExportTransfer.check(sinks);
        if (since != null) {
            sinks.forEach(this::checkIncremental);
        }
        sinks.forEach(this::checkDrift);
        ExportBatch started = api.within(end).start(since);
        listener.on(new ExportEvent.BatchStarted(started, since));
        Allowances allowed = transfer.allowances();
        return write(
                started.id(),
                end,
                transfer.allowing(since == null ? allowed : allowed.andIncremental()),
                sinks,
                listener);
    }

    private void checkIncremental(MemberSink sink) {
        sink.checkIncremental(community);
        Allowances.requireSamePolicy(
                sink, community, transfer.policies().apply(sink).fingerprint());
    }

    /** What is not known now will not be known when the export has been made, hours later. */
    private void checkDrift(MemberSink sink) {
        DriftPolicy policy = transfer.drift();
        if (!policy.failing().isEmpty()) {
            String rules = transfer.policies().apply(sink).fingerprint();
            policy.refusal(sink.description(), VariableComparison.before(sink, community, rules))
                    .ifPresent(refused -> {
                        throw refused;
                    });
        }
    }

    /**
     * Resumes an export that exists: waits for it if necessary, and writes it.
     *
     * @param batchId the batch's guid
     * @see #runSince
     */
    public ExportResult runBatch(String batchId, List<? extends MemberSink> sinks, ExportListener listener) {
        Deadline end = deadline();
        ExportTransfer.check(sinks);
        return write(batchId, end, transfer, sinks, listener);
    }

    private Deadline deadline() {
        return deadline == null ? Deadline.after(schedule.deadline(), delays::nanoTime) : deadline;
    }

    private ExportResult write(
            String batchId,
            Deadline end,
            ExportTransfer allowed,
            List<? extends MemberSink> sinks,
            ExportListener listener) {
        ExportPoller poller = new ExportPoller(
                api, schedule, delays, () -> ThreadLocalRandom.current().nextDouble());
        try (ExportFileSource file = api.within(end).file(poller.awaitSuccess(batchId, end, listener))) {
            return allowed.run(file, batchId, sinks, listener, new Restarts(delays, listener));
        }
    }
}
