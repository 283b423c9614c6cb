package io.memberport.http.download;

import io.memberport.http.wire.OpenBody;
import java.io.IOException;

/** The bytes of one response while they arrive, with an eye on their rate. Read by one thread, cancelled by any. */
final class ResponseBytes {

    private final OpenBody body;
    private final StallWatch watch;

    ResponseBytes(OpenBody body, StallWatch watch) {
        this.body = body;
        this.watch = watch;
    }

    /**
     * Reads some bytes.
     *
     * @return how many; -1 at the end, if the response is whole as far as its own framing can tell
     */
    int read(byte[] target, int offset, int length) throws InterruptedTransferException {
        if (watch.isStalled()) {
            throw InterruptedTransferException.stalled();
        }
        try {
            watch.begin();
            int count = body.read(target, offset, length);
            watch.end(Math.max(0, count));
            return count;
        } catch (IOException failure) {
            throw InterruptedTransferException.of(failure);
        }
    }

    void cancel() {
        body.cancel();
    }
}
