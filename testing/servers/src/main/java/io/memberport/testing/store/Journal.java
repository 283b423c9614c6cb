package io.memberport.testing.store;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/** The requests that came, in their order. */
final class Journal {

    private final List<Exchange> exchanges = new ArrayList<>();

    /**
     * Notes a request.
     *
     * @return its number, for {@link #answered}
     */
    synchronized int arrived(MessageHead request) {
        exchanges.add(new Exchange(request.requestLine(), request.fields(), OptionalInt.empty()));
        return exchanges.size() - 1;
    }

    /** Notes what the client is about to be told. */
    synchronized void answered(int number, int status) {
        Exchange request = exchanges.get(number);
        exchanges.set(number, new Exchange(request.request(), request.fields(), OptionalInt.of(status)));
    }

    synchronized List<Exchange> exchanges() {
        return List.copyOf(exchanges);
    }
}
