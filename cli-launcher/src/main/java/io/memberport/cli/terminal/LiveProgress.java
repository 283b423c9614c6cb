package io.memberport.cli.terminal;

import io.memberport.export.ExportEvent;
import io.memberport.port.Delays;
import java.io.PrintStream;
import java.time.Duration;
import java.util.function.IntSupplier;

/**
 * One line that is drawn again and again, at most five times a second. Uses nothing but carriage return and blanks, so
 * that every terminal understands it.
 */
public final class LiveProgress implements Progress {

    private static final long REDRAW_NANOS = Duration.ofMillis(200).toNanos();
    private final PrintStream err;
    private final Delays clock;
    private final IntSupplier width;
    private final ProgressText text;
    private Class<?> phase = Void.class;
    private long drawnAt;
    private int drawnColumns;

    /**
     * A line.
     *
     * @param label what it begins with
     * @param width how many columns the terminal has at the moment
     */
    public LiveProgress(PrintStream err, Delays clock, String label, IntSupplier width) {
        this.err = err;
        this.clock = clock;
        this.width = width;
        this.text = new ProgressText(clock, label);
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
        if (drawnColumns > 0) {
            err.print("\r" + " ".repeat(Math.min(drawnColumns, room())) + "\r");
            err.flush();
            drawnColumns = 0;
        }
    }

    private void draw(String line) {
        int room = room();
        String shown = DisplayWidth.cut(line, room);
        int columns = DisplayWidth.of(shown);
        err.print("\r" + shown + " ".repeat(Math.max(0, Math.min(drawnColumns, room) - columns)));
        err.flush();
        drawnColumns = columns;
    }

    /** A longer line would wrap, and a wrapped line cannot be drawn over. In the last column, some terminals wrap already. */
    private int room() {
        return width.getAsInt() - 1;
    }
}
