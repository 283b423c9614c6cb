package io.memberport.testing.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/** Ports of the loopback interface on which no process listens. */
public final class FreePort {

    // Below those that operating systems give to clients, so that no connection of a test takes the port of a server
    // that is down for a moment.
    private static final int FIRST = 20_000;
    private static final int END = 30_000;
    private static final int MOST_ATTEMPTS = 100;
    private static final byte[] LOOPBACK = {127, 0, 0, 1};

    private FreePort() {}

    /** One that was free a moment ago. */
    public static int find() {
        IOException failure = new IOException("no port");
        for (int attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
            int port = ThreadLocalRandom.current().nextInt(FIRST, END);
            try (ServerSocket probe = new ServerSocket(port, 1, InetAddress.getByAddress(LOOPBACK))) {
                return probe.getLocalPort();
            } catch (IOException taken) {
                failure = taken;
            }
        }
        throw new UncheckedIOException(failure);
    }
}
