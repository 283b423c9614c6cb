package io.memberport.export;

import io.memberport.port.ExportStream;

/** Tells the listener, on its thread, that a transfer was resumed, which happened on another thread. */
final class ResumptionWatch {

    private final ExportStream stream;
    private final ExportListener listener;
    private long told = -1;

    ResumptionWatch(ExportStream stream, ExportListener listener) {
        this.stream = stream;
        this.listener = listener;
    }

    void look() {
        long at = stream.resumedAtByte();
        if (at != told) {
            told = at;
            listener.on(new ExportEvent.TransferResumed(at, stream.expectedBytes()));
        }
    }
}
