package io.memberport.export;

import io.memberport.port.Delays;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A clock that only moves when a thread waits on it, or is told to. */
final class ManualDelays implements Delays {

    /** Not zero, because the real clock starts anywhere; near the largest number, because it may wrap around. */
    private long now = Long.MAX_VALUE - Duration.ofSeconds(1).toNanos();

    private final List<Duration> waits = new ArrayList<>();

    Runnable onWait = () -> {};

    /** What was waited for, in order. */
    List<Duration> waits() {
        return waits;
    }

    void pass(Duration duration) {
        now += duration.toNanos();
    }

    @Override
    public long nanoTime() {
        return now;
    }

    @Override
    public void waitFor(Duration duration) {
        onWait.run();
        waits.add(duration);
        pass(duration);
    }
}
