package io.memberport.http.download;

import io.memberport.http.wire.NotAnsweredException;
import java.io.IOException;
import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.http.MalformedChunkCodingException;
import org.jspecify.annotations.Nullable;

/** A response that stopped before its end. */
final class InterruptedTransferException extends Exception {

    private static final long serialVersionUID = 1L;

    private final boolean endedEarly;
    private final String description;
    private final transient @Nullable IOException failure;

    private InterruptedTransferException(boolean endedEarly, String description, @Nullable IOException failure) {
        super(null, null, false, false);
        this.endedEarly = endedEarly;
        this.description = description;
        this.failure = failure;
    }

    static InterruptedTransferException of(IOException failure) {
        boolean endedEarly =
                failure instanceof ConnectionClosedException || failure instanceof MalformedChunkCodingException;
        return new InterruptedTransferException(endedEarly, NotAnsweredException.describe(failure), failure);
    }

    /** In good order, but with fewer bytes than the file has. */
    static InterruptedTransferException early() {
        return new InterruptedTransferException(true, "the answer ended", null);
    }

    static InterruptedTransferException stalled() {
        return new InterruptedTransferException(false, "it was slower than the minimum rate", null);
    }

    /** Whether the other side ended the connection in good order, but before the declared length or the last chunk. */
    boolean isEndedEarly() {
        return endedEarly;
    }

    /** What happened, in words that quote nothing that came over the wire. */
    String description() {
        return description;
    }

    /** The failure itself if there is one and its message quotes nothing that came over the wire. */
    @Nullable IOException presentableCause() {
        IOException cause = failure;
        return cause != null && NotAnsweredException.isPresentable(cause) ? cause : null;
    }
}
