package io.memberport.testing.store;

import java.util.Map;
import java.util.OptionalInt;

/**
 * A request that came, and what it was answered.
 *
 * @param request what it wanted
 * @param fields of its head, by their names in lower case, but for {@code authorization}
 * @param status what the client was told; empty while it is told nothing, and for ever if the connection has ended
 */
public record Exchange(RequestLine request, Map<String, String> fields, OptionalInt status) {

    public Exchange {
        fields = Map.copyOf(fields);
    }
}
