package io.memberport.export;

import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import io.memberport.export.drift.DriftPolicy;
import io.memberport.export.drift.ExportVariables;
import io.memberport.model.ExportMetadata;
import io.memberport.model.MemberBlock;
import io.memberport.model.ProfileVariable;
import io.memberport.port.Delays;
import io.memberport.port.ExportFileSource;
import io.memberport.port.ExportStream;
import io.memberport.port.MemberSink;
import io.memberport.port.SinkContext;
import io.memberport.port.SinkRun.PreparedWrite;
import io.memberport.privacy.PrivacyPolicy;
import io.memberport.privacy.PrivacyStage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Writes one export file to sinks, in one pass and constant memory: reading, decoding and encoding overlap on the cores
 * there are, every sink gets all members in order, and sinks commit only once the whole file has been read and checked.
 *
 * <p>An instance is immutable and can run any number of transfers, one after the other or side by side.
 */
public final class ExportTransfer {

    private final String community;
    private final Path spoolDirectory;
    private final Allowances allowances;
    private final InFlightLimits limits;
    private final @Nullable Executor executor;
    private final Function<? super MemberSink, PrivacyPolicy> policies;
    private final DriftPolicy drift;

    private ExportTransfer(
            String community,
            Path spoolDirectory,
            Allowances allowances,
            InFlightLimits limits,
            @Nullable Executor executor,
            Function<? super MemberSink, PrivacyPolicy> policies,
            DriftPolicy drift) {
        this.community = Objects.requireNonNull(community, "community");
        this.spoolDirectory = Objects.requireNonNull(spoolDirectory, "spoolDirectory");
        this.allowances = Objects.requireNonNull(allowances, "allowances");
        this.limits = limits;
        this.executor = executor;
        this.policies = Objects.requireNonNull(policies, "policies");
        this.drift = Objects.requireNonNull(drift, "drift");
    }

    /**
     * A transfer for a community.
     *
     * @param community the community's API key name, under which targets keep their commits
     */
    public static ExportTransfer forCommunity(String community) {
        return new ExportTransfer(
                community,
                Path.of(System.getProperty("java.io.tmpdir")),
                Allowances.NONE,
                InFlightLimits.ofThisMachine(1),
                null,
                sink -> PrivacyPolicy.NONE,
                DriftPolicy.REPORT);
    }

    /** Where a private copy of the file goes if a sink needs to read it twice; the system's default if not set. */
    public ExportTransfer withSpoolDirectory(Path directory) {
        return new ExportTransfer(community, directory, allowances, limits, executor, policies, drift);
    }

    /** Exports that may be written although they can do harm; none if not set. */
    public ExportTransfer allowing(Allowances allowed) {
        return new ExportTransfer(community, spoolDirectory, allowed, limits, executor, policies, drift);
    }

    /**
     * The executor that decodes blocks and {@linkplain io.memberport.port.SinkRun#prepare prepares} them. If it is not
     * set, the run starts threads of its own, one for each core. All of these threads get the context class loader of
     * the thread that runs.
     *
     * <p>The executor may be small, shared and busy, and may refuse tasks: the thread that runs does what no other
     * thread has begun, so the run can even be a task of the same executor. It is given few tasks at once, is not shut
     * down, and has none of them in progress when the run returns or throws. The thread that reads the file remains the
     * run's own.
     */
    public ExportTransfer withExecutor(Executor newExecutor) {
        return new ExportTransfer(
                community,
                spoolDirectory,
                allowances,
                limits,
                Objects.requireNonNull(newExecutor, "executor"),
                policies,
                drift);
    }

    /**
     * The number of transfers that run at the same time in this virtual machine and share its heap; one if not set. What
     * each of them holds in memory is bounded by its share.
     *
     * @param transfers at least one, this one included
     */
    public ExportTransfer sharingHeap(int transfers) {
        if (transfers < 1) {
            throw new IllegalArgumentException("at least this transfer uses the heap");
        }
        return new ExportTransfer(
                community,
                spoolDirectory,
                allowances,
                InFlightLimits.ofThisMachine(transfers),
                executor,
                policies,
                drift);
    }

    /** What every target may see of an export; all of it if not set. */
    public ExportTransfer withPrivacy(PrivacyPolicy policy) {
        return withPrivacy(sink -> policy);
    }

    /**
     * What each target may see of an export; all of it if not set.
     *
     * @param perTarget the policy of a target, which is asked for once in each run
     */
    public ExportTransfer withPrivacy(Function<? super MemberSink, PrivacyPolicy> perTarget) {
        return new ExportTransfer(community, spoolDirectory, allowances, limits, executor, perTarget, drift);
    }

    /**
     * What becomes of the run if variables have changed since a target's last commit; it writes them if not set. The members that
     * were read say which variables there are, so this is decided after them and before any target commits.
     */
    public ExportTransfer onDrift(DriftPolicy policy) {
        return new ExportTransfer(community, spoolDirectory, allowances, limits, executor, policies, policy);
    }

    Allowances allowances() {
        return allowances;
    }

    Function<? super MemberSink, PrivacyPolicy> policies() {
        return policies;
    }

    DriftPolicy drift() {
        return drift;
    }

    /**
     * Reads the file and writes it to all sinks. A sink that fails is discarded, and the others continue; they do not
     * commit together, each is exact on its own. Closes every run that it opens; sinks and source stay the caller's.
     *
     * <p>Drift for which the run {@linkplain #onDrift is to fail} makes all sinks fail that have not committed this export before.
     *
     * <p>A target that has committed this export before, as the last one or earlier, is left as it is. One that shows a
     * newer export, or that holds a whole snapshot while this export is incremental, refuses it unless that is
     * {@linkplain #allowing allowed}.
     *
     * <p>An incremental export is refused before its members are read if the file says that early that it is one. This
     * method does not check beforehand whether targets can be written: {@link #check} does.
     *
     * <p>If a transfer is interrupted and cannot be resumed, it is {@linkplain MemberportException#isRestartable()
     * restarted}, twice at most, after a pause: the sinks discard what they have, and are opened again.
     *
     * @param source the file
     * @param batchId the batch the file must be of; null to take what the file says
     * @param sinks at least one
     * @param listener hears of progress
     * @return what was read and where each sink stands, none of them {@link TargetResult.Outcome#FAILED}
     * @throws TargetsFailedException if a sink failed, or if the thread was interrupted while they were committing, one
     *     after the other, in which case its kind is {@link FailureKind#INTERRUPTED}; it tells where each sink stands
     * @throws MemberportException if the file cannot be read, is malformed or incomplete, or the thread is interrupted;
     *     then no sink has committed. After an interruption the interrupt status is set
     */
    public ExportResult run(
            ExportFileSource source,
            @Nullable String batchId,
            List<? extends MemberSink> sinks,
            ExportListener listener) {
        return run(source, batchId, sinks, listener, new Restarts(Delays.REAL, listener));
    }

    /**
     * Checks that every target can be written, before a file is read. {@link MemberExport} does so before it
     * asks for an export.
     *
     * @param sinks at least one
     * @throws MemberportException if a target cannot be written, with what to do about it
     */
    public static void check(List<? extends MemberSink> sinks) {
        requireSome(sinks);
        sinks.forEach(sink -> new SinkLane(sink, PrivacyStage.of(PrivacyPolicy.NONE)).check());
    }

    private static void requireSome(List<? extends MemberSink> sinks) {
        if (sinks.isEmpty()) {
            throw new IllegalArgumentException("no sinks");
        }
    }

    ExportResult run(
            ExportFileSource source,
            @Nullable String batchId,
            List<? extends MemberSink> sinks,
            ExportListener listener,
            Restarts restarts) {
        requireSome(sinks);
        return restarts.run(() -> attempt(source, batchId, sinks, listener));
    }

    private ExportResult attempt(
            ExportFileSource source,
            @Nullable String batchId,
            List<? extends MemberSink> sinks,
            ExportListener listener) {
        List<SinkLane> lanes = lanes(sinks);
        try {
            return transfer(source, batchId, lanes, listener);
        } catch (Throwable first) {
            lanes.forEach(lane -> lane.close(first));
            if (first instanceof MemberportException known && known.kind() == FailureKind.INTERRUPTED) {
                Thread.currentThread().interrupt();
            }
            throw first;
        }
    }

    /** Targets of the same policy share what it leaves. */
    private List<SinkLane> lanes(List<? extends MemberSink> sinks) {
        Map<PrivacyPolicy, PrivacyStage> stages = new HashMap<>();
        List<SinkLane> lanes = new ArrayList<>();
        for (MemberSink sink : sinks) {
            PrivacyStage stage = stages.computeIfAbsent(policies.apply(sink), PrivacyStage::of);
            lanes.add(new SinkLane(sink, stage));
        }
        return lanes;
    }

    private ExportResult transfer(
            ExportFileSource source, @Nullable String batchId, List<SinkLane> lanes, ExportListener listener) {
        boolean twice = lanes.stream().anyMatch(SinkLane::needsVariablesFirst);
        failIfNoneIsAlive(lanes);
        if (!twice) {
            return write(source, batchId, null, lanes, listener);
        }
        if (source.isRereadable()) {
            return readTwice(source, batchId, lanes, listener);
        }
        try (ExportFileSource copy = source.spool(spoolDirectory, new SpoolProgress(listener))) {
            return readTwice(copy, batchId, lanes, listener);
        }
    }

    private ExportResult readTwice(
            ExportFileSource source, @Nullable String batchId, List<SinkLane> lanes, ExportListener listener) {
        VariablePass before = VariablePass.over(source, listener, limits, executor);
        return write(source, batchId, before, lanes, listener);
    }

    private ExportResult write(
            ExportFileSource source,
            @Nullable String batchId,
            @Nullable VariablePass before,
            List<SinkLane> lanes,
            ExportListener listener) {
        ExportMetadata metadata;
        @Nullable String batch;
        ExportVariables seen = new ExportVariables();
        try (ExportStream stream = before == null ? source.open() : source.openAgain()) {
            ExportStream.Head head = before == null ? stream.head() : before.head();
            batch = batchOf(source, batchId, head.batchId());
            identify(batchId, batch, listener);
            List<ProfileVariable> variables = before == null ? List.of() : before.variables();
            SinkContext context = new SinkContext(community, batch, head.sinceDatetime(), head.exportDate(), variables);
            lanes.forEach(lane -> lane.open(context, allowances));
            failIfNoneIsAlive(lanes);
            metadata = writeAll(stream, lanes, seen, listener);
            if (before != null && before.contentChecksum() != stream.contentChecksum()) {
                throw changed(source);
            }
        }
        ExportMetadata checked = metadata.withBatchId(batchOf(source, batchId, metadata.batchId()));
        identify(batch, checked.batchId(), listener);
        lanes.forEach(lane -> lane.end(checked));
        decide(lanes, seen, listener);
        List<TargetResult> results = commit(lanes, checked, listener);
        int unprotected =
                lanes.stream().mapToInt(SinkLane::unprotectedVariables).max().orElse(0);
        return new ExportResult(checked, results, unprotected);
    }

    /** Tells a listener which batch a file is of, once it is known. */
    static void identify(@Nullable String before, @Nullable String now, ExportListener listener) {
        if (before == null && now != null) {
            listener.on(new ExportEvent.BatchIdentified(now));
        }
    }

    private ExportMetadata writeAll(
            ExportStream stream, List<SinkLane> lanes, ExportVariables seen, ExportListener listener) {
        BlockCounts[] sum = {BlockCounts.NONE};
        ResumptionWatch resumptions = new ResumptionWatch(stream, listener);
        MemberPipeline.<PreparedBlock>run(
                stream,
                block -> PreparedBlock.of(block, lanes),
                prepared -> {
                    prepared.write(lanes);
                    failIfNoneIsAlive(lanes);
                    seen.add(prepared.variables());
                    sum[0] = sum[0].plus(prepared.counts());
                    resumptions.look();
                    listener.on(new ExportEvent.Writing(
                            stream.transferredBytes(), stream.expectedBytes(), sum[0].members(), sum[0].values()));
                },
                limits,
                executor);
        resumptions.look();
        return sum[0].metadataOf(stream);
    }

    /** Finds out what has changed for each target. If that must not be written to one of them, none commits. */
    private void decide(List<SinkLane> lanes, ExportVariables seen, ExportListener listener) {
        lanes.forEach(lane -> lane.compare(community, allowances, seen, drift, listener));
        if (lanes.stream().anyMatch(SinkLane::hasRefusedDrift)) {
            lanes.forEach(SinkLane::refuse);
        }
    }

    /** One after the other. If one fails, the others still commit, so that the results say where each stands. */
    private List<TargetResult> commit(List<SinkLane> lanes, ExportMetadata metadata, ExportListener listener) {
        if (Thread.currentThread().isInterrupted()) {
            throw new MemberportException(
                    FailureKind.INTERRUPTED, "Interrupted after reading the export; nothing was committed.");
        }
        DeferringListener deferring = new DeferringListener(listener);
        for (SinkLane lane : lanes) {
            lane.commit(deferring);
            lane.close(null);
            deferring.on(new ExportEvent.TargetFinished(lane.result()));
        }
        List<TargetResult> results = lanes.stream().map(SinkLane::result).toList();
        if (!lanes.stream().allMatch(SinkLane::isAlive)) {
            TargetsFailedException failed = new TargetsFailedException(results, metadata);
            deferring.suppressOnto(failed);
            throw failed;
        }
        deferring.rethrow();
        return results;
    }

    private static void failIfNoneIsAlive(List<SinkLane> lanes) {
        if (lanes.stream().noneMatch(SinkLane::isAlive)) {
            throw new TargetsFailedException(
                    lanes.stream().map(SinkLane::result).toList(), null);
        }
    }

    private static MemberportException changed(ExportFileSource source) {
        return new MemberportException(
                FailureKind.MALFORMED_EXPORT,
                "The " + source.description() + " changed between the first and the second time it was read."
                        + " Nothing was committed. Run again when no other program writes to it.");
    }

    /** The batch we asked for, which the file must not contradict and need not repeat; else what the file says. */
    private static @Nullable String batchOf(
            ExportFileSource source, @Nullable String expected, @Nullable String found) {
        if (expected == null || found == null) {
            return expected == null ? found : expected;
        }
        if (!expected.equalsIgnoreCase(found)) {
            throw MemberportException.of(
                            FailureKind.MALFORMED_EXPORT,
                            "The " + source.description() + " holds the batch " + found + ", not " + expected
                                    + ". Nothing was committed.")
                    .batchId(expected)
                    .build();
        }
        return found;
    }

    /** Tells a listener the progress of a spool. */
    private record SpoolProgress(ExportListener listener) implements ExportFileSource.TransferProgress {

        @Override
        public void transferred(long transferredBytes, long expectedBytes) {
            listener.on(new ExportEvent.Spooling(transferredBytes, expectedBytes));
        }

        @Override
        public void resumed(long atByte, long expectedBytes) {
            listener.on(new ExportEvent.TransferResumed(atByte, expectedBytes));
        }
    }

    /** What each lane made of a block, in the order of the lanes; of an empty block nothing. A lane that still needs the block keeps it. */
    private record PreparedBlock(BlockCounts counts, Set<ProfileVariable> variables, List<PreparedWrite> writes) {

        static PreparedBlock of(MemberBlock block, List<SinkLane> lanes) {
            List<PreparedWrite> writes = new ArrayList<>();
            if (block.memberCount() > 0) {
                Map<PrivacyStage, MemberBlock> shown = new HashMap<>();
                for (SinkLane lane : lanes) {
                    writes.add(lane.prepare(shown.computeIfAbsent(lane.privacy(), stage -> stage.apply(block))));
                }
            }
            return new PreparedBlock(BlockCounts.of(block), block.variables(), writes);
        }

        void write(List<SinkLane> lanes) {
            for (int i = 0; i < writes.size(); i++) {
                lanes.get(i).write(writes.get(i), counts.members());
            }
        }
    }
}
