package io.memberport.simulator;

import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A request that has been answered. It holds no credential and no signature.
 *
 * @param resource what it asked for
 * @param method the HTTP method
 * @param path the path as sent, without the query
 * @param headerNames the names of its headers in lower case
 * @param status the HTTP status of the answer
 */
public record ReceivedRequest(
        Resource resource, String method, String path, SortedSet<String> headerNames, int status) {

    public ReceivedRequest {
        headerNames = Collections.unmodifiableSortedSet(new TreeSet<>(headerNames));
    }
}
