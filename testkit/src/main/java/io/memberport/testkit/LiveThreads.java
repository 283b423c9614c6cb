package io.memberport.testkit;

import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** The threads that keep this process alive. */
record LiveThreads(Set<Thread> before) {

    private static final long PATIENCE_MILLIS = TimeUnit.SECONDS.toMillis(5);

    static LiveThreads now() {
        return new LiveThreads(Thread.getAllStackTraces().keySet());
    }

    /** Names of those that have come since, and do not end within a few seconds. */
    List<String> newOnes() throws InterruptedException {
        List<Thread> since = Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> !thread.isDaemon() && !before.contains(thread))
                .toList();
        for (Thread thread : since) {
            thread.join(PATIENCE_MILLIS);
        }
        return since.stream().filter(Thread::isAlive).map(Thread::getName).collect(Collectors.toList());
    }
}
