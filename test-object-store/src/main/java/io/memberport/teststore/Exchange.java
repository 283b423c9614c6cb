package io.memberport.teststore;

import java.util.OptionalInt;

/**
 * A request that came, and what it was answered.
 *
 * @param request what it wanted
 * @param status what the client was told; empty while it is told nothing, and for ever if the connection has ended
 */
public record Exchange(RequestLine request, OptionalInt status) {}
