package io.memberport.http;

import io.memberport.http.wire.HttpExchanges;
import java.time.Duration;

/**
 * How long to wait for the other side. All are at least a millisecond and at most a day.
 *
 * @param connect to make a connection
 * @param tlsHandshake between two packets of the TLS handshake
 * @param read between two packets of an answer; for the download, the longest silence that is accepted
 * @param call for a whole call with a small answer, and for everything up to the first byte of the file; a download that
 *     has begun may take as long as it needs
 */
public record Timeouts(Duration connect, Duration tlsHandshake, Duration read, Duration call) {

    private static final Duration SHORTEST = Duration.ofMillis(1);
    private static final Duration LONGEST = Duration.ofDays(1);

    /** 10 seconds, 10 seconds, 60 seconds, 2 minutes. */
    public static final Timeouts DEFAULT =
            new Timeouts(Duration.ofSeconds(10), Duration.ofSeconds(10), Duration.ofSeconds(60), Duration.ofMinutes(2));

    public Timeouts {
        requireSensible(connect);
        requireSensible(tlsHandshake);
        requireSensible(read);
        requireSensible(call);
    }

    private static void requireSensible(Duration timeout) {
        if (timeout.compareTo(SHORTEST) < 0 || timeout.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("a timeout is from 1 ms to 1 day, not " + timeout);
        }
    }

    HttpExchanges.Patience patience() {
        return new HttpExchanges.Patience(connect, tlsHandshake, read, call);
    }
}
