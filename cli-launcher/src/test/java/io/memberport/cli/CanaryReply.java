package io.memberport.cli;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An answer of a server.
 *
 * @param sentBytes how many bytes of the body are sent, if it has more
 * @param stalls whether the connection then stays open
 */
record CanaryReply(int status, Map<String, String> headers, String body, int sentBytes, boolean stalls) {

    static CanaryReply of(int status, String type, String body) {
        return new CanaryReply(status, Map.of("Content-Type", type), body, Integer.MAX_VALUE, false);
    }

    static CanaryReply json(int status, String body) {
        return of(status, "application/json", body);
    }

    /** An export file. */
    static CanaryReply file(String export) {
        return json(200, export);
    }

    /** A page that says back what it has been told. */
    static CanaryReply html(int status) {
        String page = "<html><title>canary</title><p>" + Canary.echo() + Canary.EXPORT + "</html>";
        return of(status, "text/html", page);
    }

    CanaryReply with(String header, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new CanaryReply(status, more, body, sentBytes, stalls);
    }

    CanaryReply breakingAfter(int bytes) {
        return new CanaryReply(status, headers, body, bytes, false);
    }

    CanaryReply stallingAfter(int bytes) {
        return new CanaryReply(status, headers, body, bytes, true);
    }
}
