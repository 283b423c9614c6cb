package io.memberport.testing.store;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import org.jspecify.annotations.Nullable;

/** A client's connection, with one request after another. */
record RouteConnection(FaultyRoute route, Socket client) implements Runnable {

    /** What a client still sends after an answer that comes early. */
    private static final long MOST_UNWANTED_BYTES = 64L * 1024 * 1024;

    private static final int UNWANTED_SILENCE_MILLIS = 1000;

    @Override
    public void run() {
        try (InputStream in = new BufferedInputStream(client.getInputStream());
                OutputStream out = new BufferedOutputStream(client.getOutputStream())) {
            boolean more;
            do {
                more = serve(in, out);
            } while (more);
        } catch (IOException gone) {
            // Of the client or the server, and what is left of the connections ends with that.
        } finally {
            release();
        }
    }

    /** Whether another request can follow. */
    private boolean serve(InputStream in, OutputStream out) throws IOException {
        @Nullable MessageHead head = MessageHead.read(in);
        if (head == null) {
            return false;
        }
        try (Passage passage = new Passage(route, client, head, in, out)) {
            route.faultFor(head.requestLine()).happen(passage);
            if (passage.isAnsweredEarly()) {
                discardRest(in);
            }
            return passage.canBeFollowed();
        }
    }

    /** A connection that ends with something unread would take the answer along, which the client may not have read yet. */
    private void discardRest(InputStream in) throws IOException {
        client.shutdownOutput();
        client.setSoTimeout(UNWANTED_SILENCE_MILLIS);
        byte[] block = new byte[8 * 1024];
        long leftBytes = MOST_UNWANTED_BYTES;
        int read;
        do {
            read = in.read(block);
            leftBytes -= read;
        } while (read > 0 && leftBytes > 0);
    }

    private void release() {
        try {
            route.release(client);
        } catch (IOException ended) {
            // As it should.
        }
    }
}
