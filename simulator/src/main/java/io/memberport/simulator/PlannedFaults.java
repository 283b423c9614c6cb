package io.memberport.simulator;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Failures that have been ordered and not yet happened. Safe for use by several threads. */
final class PlannedFaults {

    /** An answer instead of the real one. */
    record Fault(int status, @Nullable Duration retryAfter) {}

    private final Map<Resource, Deque<Fault>> faults = new EnumMap<>(Resource.class);
    /**
     * A transfer that does not reach its end.
     *
     * @param afterBytes how many bytes of its body are sent
     * @param stall whether the connection then stays open and silent, instead of being closed
     */
    record Break(long afterBytes, boolean stall) {}

    private final Deque<Break> breaks = new ArrayDeque<>();

    synchronized void fail(Resource resource, int times, Fault fault) {
        Deque<Fault> queue = faults.computeIfAbsent(resource, key -> new ArrayDeque<>());
        for (int i = 0; i < times; i++) {
            queue.addLast(fault);
        }
    }

    synchronized void breakTransfer(Break ordered) {
        breaks.addLast(ordered);
    }

    synchronized Optional<Fault> next(Resource resource) {
        Deque<Fault> queue = faults.get(resource);
        return queue == null ? Optional.empty() : Optional.ofNullable(queue.pollFirst());
    }

    /** How the transfer that now begins is to break, if it is. */
    synchronized Optional<Break> nextBreak() {
        return Optional.ofNullable(breaks.pollFirst());
    }
}
