package io.memberport.simulator;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The requests answered last. Safe for use by several threads. */
final class RequestLog {

    private static final int LIMIT = 10_000;

    private final Deque<ReceivedRequest> requests = new ArrayDeque<>();
    private long credentialsSeenByStore;

    synchronized void add(ReceivedRequest request) {
        if (requests.size() == LIMIT) {
            requests.removeFirst();
        }
        requests.addLast(request);
    }

    synchronized List<ReceivedRequest> requests() {
        return List.copyOf(requests);
    }

    synchronized void countCredentialsSeenByStore() {
        credentialsSeenByStore++;
    }

    synchronized long credentialsSeenByStore() {
        return credentialsSeenByStore;
    }
}
