package io.memberport.cli.export;

import io.memberport.cli.command.CommandSession;
import io.memberport.cli.log.RunContext;
import io.memberport.cli.monitor.RunMonitor;
import io.memberport.cli.privacy.PrivacyPolicies;
import io.memberport.cli.result.ExitCode;
import io.memberport.cli.result.Failure;
import io.memberport.export.ExportEvent;
import io.memberport.export.ExportListener;
import io.memberport.export.ExportResult;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * What all runs that write members have in common: those who watch, a report, and how both learn of the export and of a failure. It
 * begins and ends in {@link #call}; {@link #tell} comes after it.
 */
public final class MemberRun implements ExportListener {

    private final CommandSession session;
    private final RunReport report = new RunReport();
    private RunMonitor monitor;

    /** A run that has not begun. */
    public MemberRun(CommandSession session) {
        this.session = session;
        this.monitor = RunMonitor.silent(session);
    }

    CommandSession session() {
        return session;
    }

    /** What is known of the run, at any time. */
    public RunReport report() {
        return report;
    }

    /** What watches the run; silent until the run begins. */
    RunMonitor monitor() {
        return monitor;
    }

    /**
     * Runs on this thread, from the beginning to the end. A failure is told on standard error and is in the report.
     *
     * @param watching begins to watch the run
     * @param work writes the members
     * @param advice adds to a failure what can be done about it
     * @return the exit code
     */
    public int call(Supplier<RunMonitor> watching, Runnable work, UnaryOperator<Failure> advice) {
        try {
            monitor = watching.get();
            work.run();
            report.warning()
                    .ifPresent(warning -> session.warn(warning + " " + PrivacyPolicies.advice(session.settings())));
            return ExitCode.DONE;
        } catch (RuntimeException | Error thrown) {
            Failure failure = advice.apply(session.failureOf(thrown));
            session.report(failure);
            report.failed(failure);
            return failure.exitCode();
        }
    }

    /** Tells those who are to know how it ended, as the settings say. What goes wrong with that is a warning. */
    void tell() {
        monitor.ended(report::json, report.failure().orElse(null));
    }

    /** From now on, the run is about this export. */
    void concerns(String batchId) {
        RunContext.concerns(batchId);
        report.batch(batchId);
    }

    @Override
    public void on(ExportEvent event) {
        monitor.on(event);
        if (event instanceof ExportEvent.BatchStarted started) {
            concerns(started.batch().id());
        } else if (event instanceof ExportEvent.BatchIdentified identified) {
            concerns(identified.batchId());
        } else {
            session.progress().on(event);
        }
    }

    /** The export is written. */
    void succeeded(ExportResult result) {
        report.succeeded(result);
        monitor.succeeded(result);
    }
}
