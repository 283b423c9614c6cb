package io.memberport.cli.monitor;

import io.memberport.cli.command.CommandSession;
import io.memberport.cli.command.NetworkOptions;
import io.memberport.cli.log.RunContext;
import io.memberport.cli.process.Interruption;
import io.memberport.cli.result.ExitCode;
import io.memberport.cli.result.Failure;
import io.memberport.cli.result.JsonObject;
import io.memberport.cli.settings.GivenValue;
import io.memberport.cli.settings.Setting;
import io.memberport.cli.settings.Settings;
import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import io.memberport.export.ExportEvent;
import io.memberport.export.ExportListener;
import io.memberport.export.ExportResult;
import io.memberport.http.DocumentReceiver;
import io.memberport.metrics.MemberportMetrics;
import io.memberport.port.Deadline;
import io.memberport.port.Delays;
import io.memberport.port.network.RetryCause;
import io.memberport.port.network.RetryListener;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Watches one run, and at its end tells those who are to know. What goes wrong with that is a warning: it changes neither the
 * outcome of the run nor its exit code. Loads nothing of what a run does not use.
 */
public final class RunMonitor implements ExportListener, RetryListener {

    /** For all attempts to reach all receivers. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** The same after an interruption, before the process has to end. */
    private static final Duration SHORT_PATIENCE = Duration.ofSeconds(3);

    /** What metrics call the community of a run that was not told which. */
    public static final String UNKNOWN_COMMUNITY = "unknown";

    private final CommandSession session;
    private final Measurements measurements = new Measurements();
    private final List<DocumentReceiver> receivers;
    private final @Nullable MetricsFile file;
    private final @Nullable OtlpPush otlp;
    private final @Nullable Notification notification;

    private RunMonitor(
            CommandSession session,
            List<DocumentReceiver> receivers,
            @Nullable MetricsFile file,
            @Nullable OtlpPush otlp,
            @Nullable Notification notification) {
        this.session = session;
        this.receivers = receivers;
        this.file = file;
        this.otlp = otlp;
        this.notification = notification;
    }

    /** A monitor without receivers. */
    public static RunMonitor silent(CommandSession session) {
        return new RunMonitor(session, List.of(), null, null, null);
    }

    /**
     * Begins to watch a run as the settings say.
     *
     * @param community whose members are exported, or {@link #UNKNOWN_COMMUNITY}
     * @throws MemberportException of kind {@link FailureKind#CONFIGURATION} if an address or a key cannot be used
     */
    public static RunMonitor begin(CommandSession session, String community) {
        Settings settings = session.settings();
        List<DocumentReceiver> receivers = new ArrayList<>();
        RunMonitor monitor = new RunMonitor(
                session,
                receivers,
                settings.findPath(Setting.METRICS_FILE)
                        .map(given -> new MetricsFile(given.path()))
                        .orElse(null),
                otlp(session, receivers).orElse(null),
                notification(session, receivers).orElse(null));
        monitor.measure(community);
        return monitor;
    }

    private static Optional<OtlpPush> otlp(CommandSession session, List<DocumentReceiver> receivers) {
        return session.settings()
                .find(Setting.OTLP_ENDPOINT)
                .map(given -> new OtlpPush(
                        receiver(session, receivers, "post the metrics", OtlpPush.address(given)), session.process()));
    }

    private static Optional<Notification> notification(CommandSession session, List<DocumentReceiver> receivers) {
        Settings settings = session.settings();
        return settings.find(Setting.NOTIFY_URL)
                .map(given -> new Notification(
                        receiver(session, receivers, "post the notification", given),
                        settings.secret(Setting.NOTIFY_KEY)));
    }

    /** Makes what would push the metrics of a run, to see whether the settings allow it. */
    public static boolean tryMetrics(CommandSession session) {
        return isMade(session, RunMonitor::otlp);
    }

    /** Makes what would notify of the end of a run, to see whether the settings allow it. */
    public static boolean tryNotification(CommandSession session) {
        return isMade(session, RunMonitor::notification);
    }

    private static boolean isMade(
            CommandSession session, BiFunction<CommandSession, List<DocumentReceiver>, Optional<?>> part) {
        List<DocumentReceiver> receivers = new ArrayList<>();
        try {
            return part.apply(session, receivers).isPresent();
        } finally {
            receivers.forEach(DocumentReceiver::close);
        }
    }

    private void measure(String community) {
        String job = RunContext.current().flatMap(RunContext::job).orElse(MemberportMetrics.NO_JOB);
        if (file != null) {
            measurements.begin(file.registry(), community, job);
        }
        if (otlp != null) {
            measurements.begin(otlp.registry(), community, job);
        }
    }

    private static DocumentReceiver receiver(
            CommandSession session, List<DocumentReceiver> receivers, String task, GivenValue address) {
        DocumentReceiver receiver = new DocumentReceiver(
                task,
                address.plainAddress(),
                NetworkOptions.network(session),
                session.process().delays());
        receivers.add(receiver);
        return receiver;
    }

    @Override
    public void on(ExportEvent event) {
        measurements.on(event);
    }

    @Override
    public void retried(RetryCause cause) {
        measurements.retried(cause);
    }

    /** The run has written its export. */
    public void succeeded(ExportResult result) {
        measurements.succeeded(result);
    }

    /**
     * The run has ended; {@link #succeeded} has been called if it did not fail.
     *
     * @param result the JSON document of the run
     * @param failure why it failed; null if it did not
     */
    public void ended(Supplier<JsonObject> result, @Nullable Failure failure) {
        if (failure != null) {
            measurements.failed(failure.kind());
        }
        // An interruption that the run has obeyed must not keep the news of it from being told.
        boolean wasInterrupted = Thread.interrupted();
        Interruption interruption = session.process().interruption();
        boolean isShort = wasInterrupted || interruption.isRequested();
        if (!isShort) {
            // From now on, an interruption is about nothing but this: the run has ended, and is not to wait for a
            // receiver.
            receivers.forEach(interruption::closeOnRequest);
        }
        try {
            tell(result, failure, Deadline.after(isShort ? SHORT_PATIENCE : PATIENCE, delays()::nanoTime));
        } finally {
            receivers.forEach(interruption::forget);
            if (wasInterrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private Delays delays() {
        return session.process().delays();
    }

    /** Each receiver has what those before it have left of the time. */
    private void tell(Supplier<JsonObject> result, @Nullable Failure failure, Deadline deadline) {
        measurements.failure().ifPresent(failed -> warn("The metrics of this run are incomplete. ", failed));
        if (file != null) {
            boolean isWhole = failure == null && measurements.failure().isEmpty();
            warnIfItFails(() -> file.write(isWhole));
        }
        if (otlp != null) {
            warnIfItFails(() -> otlp.push(deadline.left()));
        }
        if (notification != null) {
            int exitCode = failure == null ? ExitCode.DONE : failure.exitCode();
            warnIfItFails(() -> notification.post(result.get(), exitCode, deadline.left()));
        }
    }

    private void warnIfItFails(Runnable step) {
        try {
            step.run();
        } catch (RuntimeException | Error failed) {
            warn("", failed);
        }
    }

    private void warn(String beginning, Throwable failed) {
        session.warn(beginning + Failure.of(failed).message() + " The outcome of the run stays as it is.");
    }
}
