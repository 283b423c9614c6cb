package io.memberport.http;

import io.memberport.http.wire.Timing;
import io.memberport.port.Delays;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/** A clock that moves only when a thread waits on it or a test moves it. */
final class FakeTime implements Delays {

    static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    private final List<Duration> pauses = new ArrayList<>();
    private long nanos = Long.MAX_VALUE - 1_000;
    private Duration tick = Duration.ZERO;
    private Runnable onWait = () -> {};

    Timing timing() {
        return new Timing(this, Clock.fixed(NOW, ZoneOffset.UTC), () -> 0);
    }

    synchronized void pass(Duration time) {
        nanos += time.toNanos();
    }

    /** From now on so much time passes at each look at the clock. */
    synchronized void passAtEachLook(Duration time) {
        tick = time;
    }

    /** What happens at each wait. */
    synchronized void onWait(Runnable event) {
        onWait = event;
    }

    /** How long was waited, each time. */
    synchronized List<Duration> pauses() {
        return List.copyOf(pauses);
    }

    @Override
    public synchronized long nanoTime() {
        long now = nanos;
        nanos += tick.toNanos();
        return now;
    }

    @Override
    public synchronized void waitFor(Duration duration) {
        onWait.run();
        pauses.add(duration);
        nanos += duration.toNanos();
    }
}
