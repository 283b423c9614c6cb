package io.memberport.cli.terminal;

import io.memberport.export.ExportEvent;
import io.memberport.port.Delays;
import java.time.Duration;
import java.util.function.BiConsumer;

/** A line when a phase begins, and every ten seconds while it lasts; for logs and pipes. */
public final class LineProgress implements Progress {

    private static final long PAUSE_NANOS = Duration.ofSeconds(10).toNanos();

    private final Delays clock;
    private final BiConsumer<ExportEvent, String> printer;
    private final ProgressText text;
    private Class<?> phase = Void.class;
    private long printedAt;

    /**
     * Lines.
     *
     * @param printer prints an event, which it gets with the words for it
     */
    public LineProgress(Delays clock, BiConsumer<ExportEvent, String> printer) {
        this.clock = clock;
        this.printer = printer;
        this.text = new ProgressText(clock, "");
    }

    @Override
    public void on(ExportEvent event) {
        text.hear(event);
        long now = clock.nanoTime();
        boolean samePhase = event.getClass() == phase;
        if (samePhase
                && now - printedAt < PAUSE_NANOS
                && !(event instanceof ExportEvent.TargetFinished)
                && !ProgressText.isLasting(event)) {
            return;
        }
        phase = event.getClass();
        printedAt = now;
        printer.accept(event, text.of(event));
    }

    @Override
    public void clear() {}
}
