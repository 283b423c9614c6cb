package io.memberport.metrics;

import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import io.memberport.export.ExportEvent;
import io.memberport.export.ExportListener;
import io.memberport.export.ExportResult;
import io.memberport.export.TargetResult;
import io.memberport.export.drift.Drift;
import io.memberport.export.drift.DriftKind;
import io.memberport.port.network.RetryCause;
import io.memberport.port.network.RetryListener;
import io.micrometer.core.instrument.Clock;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Measures one run: hears of its events, and of requests that are sent again. Events come on one thread, as {@link
 * ExportListener} has it; retries may come on any.
 */
public final class RunMetrics implements ExportListener, RetryListener {

    private static final double NANOS_PER_SECOND = 1e9;
    private static final double MILLIS_PER_SECOND = 1e3;
    private static final String NO_CAUSE = "none";

    private final ExportMeters meters;
    private final Clock clock;
    private final Map<Phase, Long> nanos = new EnumMap<>(Phase.class);
    private Phase phase = Phase.START;
    private long since;
    private long pauseNanos;
    private boolean isSpooled;
    private long countedBytes;
    private long members;
    private long values;
    private boolean isRead;
    private boolean isEnded;

    RunMetrics(ExportMeters meters, Clock clock) {
        this.meters = meters;
        this.clock = clock;
        this.since = clock.monotonicTime();
        meters.add(ExportMetric.RESTARTS, 0);
        meters.add(ExportMetric.RESUMPTIONS, 0);
        for (RetryCause cause : RetryCause.values()) {
            meters.add(ExportMetric.RETRIES, 0, label(cause));
        }
    }

    /**
     * Does the run and tells this object of its outcome.
     *
     * @param run which has this object as its listener
     */
    public ExportResult measure(Supplier<ExportResult> run) {
        try {
            ExportResult result = run.get();
            succeeded(result);
            return result;
        } catch (MemberportException failed) {
            failed(failed.kind());
            throw failed;
        } catch (RuntimeException | Error unexpected) {
            failed(FailureKind.BUG);
            throw unexpected;
        }
    }

    @Override
    public void on(ExportEvent event) {
        if (event instanceof ExportEvent.BatchStarted) {
            passed(Phase.START);
        } else if (event instanceof ExportEvent.BatchPolled) {
            passed(Phase.WAIT);
        } else if (event instanceof ExportEvent.Spooling spooling) {
            passed(Phase.DOWNLOAD);
            isSpooled = true;
            transferred(spooling.transferredBytes());
        } else if (event instanceof ExportEvent.CollectingVariables) {
            passed(Phase.COLLECT);
        } else if (event instanceof ExportEvent.Writing writing) {
            passed(Phase.WRITE);
            written(writing);
        } else if (event instanceof ExportEvent.TransferResumed) {
            meters.add(ExportMetric.RESUMPTIONS, 1);
        } else if (event instanceof ExportEvent.TransferRestarted restarted) {
            restarted(restarted);
        } else if (event instanceof ExportEvent.Committing) {
            passed(phase);
            phase = Phase.COMMIT;
        } else if (event instanceof ExportEvent.TargetFinished finished) {
            passed(Phase.COMMIT);
            read();
            finished(finished.result());
        }
    }

    private void written(ExportEvent.Writing writing) {
        members = writing.members();
        values = writing.values();
        if (!isSpooled) {
            transferred(writing.transferredBytes());
        }
    }

    private void transferred(long bytes) {
        meters.add(ExportMetric.BYTES, Math.max(0, bytes - countedBytes));
        countedBytes = Math.max(bytes, countedBytes);
    }

    private void restarted(ExportEvent.TransferRestarted restarted) {
        passed(phase);
        pauseNanos = restarted.pause().toNanos();
        isSpooled = false;
        countedBytes = 0;
        meters.add(ExportMetric.RESTARTS, 1);
    }

    /** The first target has ended, so the whole file has been read. */
    private void read() {
        if (!isRead) {
            isRead = true;
            meters.add(ExportMetric.MEMBERS, members);
            meters.add(ExportMetric.VALUES, values);
        }
    }

    private void finished(TargetResult result) {
        String target = TargetLabel.of(result.target());
        meters.add(ExportMetric.ROWS, result.rows(), target);
        meters.add(ExportMetric.DEPARTED, result.departed(), target);
        Long added = result.members().added();
        if (added != null) {
            meters.add(ExportMetric.NEW_MEMBERS, added, target);
        }
        Drift drift = result.drift();
        if (drift != null) {
            changed(target, drift, result.outcome() == TargetResult.Outcome.COMMITTED);
        }
    }

    /** What was not committed is told again by the next run. */
    private void changed(String target, Drift drift, boolean isCommitted) {
        for (DriftKind kind : DriftKind.values()) {
            int changes = isCommitted ? drift.changes(kind).size() : 0;
            meters.add(ExportMetric.CHANGED_VARIABLES, changes, target, label(kind));
        }
    }

    @Override
    public void retried(RetryCause cause) {
        meters.add(ExportMetric.RETRIES, 1, label(cause));
    }

    /** The run has ended, and its targets hold the export. Of no effect if the end is known already. */
    public void succeeded(ExportResult result) {
        boolean isWritten =
                result.targets().stream().anyMatch(target -> target.outcome() == TargetResult.Outcome.COMMITTED);
        if (end(true, isWritten ? "written" : "already-written", NO_CAUSE)) {
            meters.set(ExportMetric.LAST_SUCCESS, clock.wallTime() / MILLIS_PER_SECOND);
            meters.set(ExportMetric.LAST_MEMBERS, (double) result.metadata().members());
        }
    }

    /** The run has ended, and failed. Of no effect if the end is known already. */
    public void failed(FailureKind kind) {
        end(false, "failed", label(kind));
    }

    private boolean end(boolean isSuccess, String outcome, String cause) {
        if (isEnded) {
            return false;
        }
        isEnded = true;
        passed(phase);
        for (Phase one : Phase.values()) {
            meters.set(ExportMetric.DURATION, nanos.getOrDefault(one, 0L) / NANOS_PER_SECOND, label(one));
        }
        meters.set(ExportMetric.LAST_RUN, clock.wallTime() / MILLIS_PER_SECOND);
        meters.set(ExportMetric.LAST_RUN_SUCCESS, isSuccess ? 1 : 0);
        meters.add(ExportMetric.RUNS, 1, outcome, cause);
        return true;
    }

    /** Counts the time since the last event to what the run has been doing, the pause before it apart. */
    private void passed(Phase was) {
        long now = clock.monotonicTime();
        long paused = Math.min(pauseNanos, now - since);
        nanos.merge(Phase.PAUSE, paused, Long::sum);
        nanos.merge(was, now - since - paused, Long::sum);
        pauseNanos = 0;
        since = now;
        phase = was;
    }

    private static String label(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
