package io.memberport.cli.monitor;

import io.memberport.error.FailureKind;
import io.memberport.export.ExportEvent;
import io.memberport.export.ExportListener;
import io.memberport.export.ExportResult;
import io.memberport.metrics.MemberportMetrics;
import io.memberport.metrics.RunMetrics;
import io.memberport.port.network.RetryCause;
import io.memberport.port.network.RetryListener;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What measures one run, in each of several registries. A failure of it is kept and not thrown, so that the run continues; what
 * comes after it is measured nevertheless, the end of the run above all.
 */
final class Measurements implements ExportListener, RetryListener {

    private final List<RunMetrics> all = new ArrayList<>();
    private final AtomicReference<@Nullable Throwable> firstFailure = new AtomicReference<>();

    /** Begins to measure in one more registry; before the first event. */
    void begin(MeterRegistry registry, String community, String job) {
        keepFailure(() -> all.add(MemberportMetrics.of(registry).begin(community, job)));
    }

    @Override
    public void on(ExportEvent event) {
        each(one -> one.on(event));
    }

    @Override
    public void retried(RetryCause cause) {
        each(one -> one.retried(cause));
    }

    void succeeded(ExportResult result) {
        each(one -> one.succeeded(result));
    }

    void failed(FailureKind kind) {
        each(one -> one.failed(kind));
    }

    /** Why something is missing from what was measured; empty if nothing is. */
    Optional<Throwable> failure() {
        return Optional.ofNullable(firstFailure.get());
    }

    private void each(Consumer<RunMetrics> step) {
        all.forEach(one -> keepFailure(() -> step.accept(one)));
    }

    private void keepFailure(Runnable step) {
        try {
            step.run();
        } catch (RuntimeException | Error failed) {
            firstFailure.compareAndSet(null, failed);
        }
    }
}
