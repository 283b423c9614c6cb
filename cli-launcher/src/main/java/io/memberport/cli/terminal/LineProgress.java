package io.memberport.cli.terminal;

import io.memberport.export.ExportEvent;
import io.memberport.port.Delays;
import java.io.PrintStream;
import java.time.Duration;

/** A line when a phase begins, and every ten seconds while it lasts; for logs and pipes. */
public final class LineProgress implements Progress {

    private static final long PAUSE_NANOS = Duration.ofSeconds(10).toNanos();

    private final PrintStream err;
    private final Delays clock;
    private final ProgressText text;
    private Class<?> phase = Void.class;
    private long printedAt;

    /**
     * Lines.
     *
     * @param label what each of them begins with, so that those of several runs can be told apart
     */
    public LineProgress(PrintStream err, Delays clock, String label) {
        this.err = err;
        this.clock = clock;
        this.text = new ProgressText(clock, label);
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
        err.println("memberport: " + text.of(event));
    }

    @Override
    public void clear() {}
}
