package io.memberport.cli;

import io.memberport.export.ExportEvent;
import io.memberport.export.Waiting;
import java.io.PrintStream;
import java.time.Duration;

/**
 * One line that is drawn again and again, at most five times a second. Uses nothing but carriage return and blanks, so
 * that every terminal understands it.
 */
final class LiveProgress implements Progress {

    private static final long REDRAW_NANOS = Duration.ofMillis(200).toNanos();
    /** A longer line would wrap, and a wrapped line cannot be drawn over. */
    private static final int WIDTH = 79;

    private final PrintStream err;
    private final Waiting clock;
    private final ProgressText text;
    private Class<?> phase = Void.class;
    private long drawnAt;
    private int drawnLength;

    LiveProgress(PrintStream err, Waiting clock) {
        this.err = err;
        this.clock = clock;
        this.text = new ProgressText(clock);
    }

    @Override
    public void on(ExportEvent event) {
        text.hear(event);
        if (ProgressText.isLasting(event)) {
            clear();
            err.println("memberport: " + text.of(event));
            return;
        }
        long now = clock.nanoTime();
        if (event.getClass() == phase && now - drawnAt < REDRAW_NANOS) {
            return;
        }
        phase = event.getClass();
        drawnAt = now;
        draw(text.of(event));
    }

    @Override
    public void clear() {
        if (drawnLength > 0) {
            err.print("\r" + " ".repeat(drawnLength) + "\r");
            err.flush();
            drawnLength = 0;
        }
    }

    private void draw(String line) {
        String shown = line.length() <= WIDTH ? line : line.substring(0, WIDTH - 1) + "\u2026";
        err.print("\r" + shown + " ".repeat(Math.max(0, drawnLength - shown.length())));
        err.flush();
        drawnLength = shown.length();
    }
}
