package io.memberport.http;

import io.memberport.export.Waiting;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/** A clock that moves only when somebody waits on it or a test moves it. */
final class FakeTime implements Waiting {

    static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    private final List<Duration> pauses = new ArrayList<>();
    private long nanos = Long.MAX_VALUE - 1_000;

    Timing timing() {
        return new Timing(this, Clock.fixed(NOW, ZoneOffset.UTC), () -> 0);
    }

    synchronized void pass(Duration time) {
        nanos += time.toNanos();
    }

    /** How long was waited, each time. */
    synchronized List<Duration> pauses() {
        return List.copyOf(pauses);
    }

    @Override
    public synchronized long nanoTime() {
        return nanos;
    }

    @Override
    public synchronized void waitFor(Duration duration) {
        pauses.add(duration);
        nanos += duration.toNanos();
    }
}
