package io.memberport.simulator;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Failures that have been ordered and not yet happened. Safe for use by several threads. */
final class PlannedFaults {

    /** An answer instead of the real one. */
    record Fault(int status, @Nullable Duration retryAfter) {}

    private final Map<Resource, Deque<Fault>> faults = new EnumMap<>(Resource.class);
    private final Deque<Long> breaks = new ArrayDeque<>();

    synchronized void fail(Resource resource, int times, Fault fault) {
        Deque<Fault> queue = faults.computeIfAbsent(resource, key -> new ArrayDeque<>());
        for (int i = 0; i < times; i++) {
            queue.addLast(fault);
        }
    }

    synchronized void breakTransferAfter(long bytes) {
        breaks.addLast(bytes);
    }

    synchronized Optional<Fault> next(Resource resource) {
        Deque<Fault> queue = faults.get(resource);
        return queue == null ? Optional.empty() : Optional.ofNullable(queue.pollFirst());
    }

    /** After how many bytes of its body the transfer that now begins is to break, if it is. */
    synchronized OptionalLong nextBreak() {
        Long bytes = breaks.pollFirst();
        return bytes == null ? OptionalLong.empty() : OptionalLong.of(bytes);
    }
}
