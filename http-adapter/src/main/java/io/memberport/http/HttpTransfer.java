package io.memberport.http;

import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import io.memberport.http.document.Transfer;
import java.io.IOException;
import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.http.MalformedChunkCodingException;

/** The bytes of an export file while they arrive. */
final class HttpTransfer implements Transfer {

    private final Call call;
    private final OpenBody body;
    private long receivedBytes;
    private volatile boolean isClosed;

    HttpTransfer(Call call, OpenBody body) {
        this.call = call;
        this.body = body;
    }

    @Override
    public int read(byte[] target, int offset, int length) {
        refuseIfStopped();
        try {
            int count = body.read(target, offset, length);
            receivedBytes += Math.max(0, count);
            return count;
        } catch (IOException failure) {
            refuseIfStopped();
            throw broken(failure);
        }
    }

    private void refuseIfStopped() {
        if (isClosed) {
            throw failure(FailureKind.INTERRUPTED, "it was closed while being read");
        }
        if (Thread.currentThread().isInterrupted()) {
            throw failure(FailureKind.INTERRUPTED, "interrupted");
        }
    }

    private MemberportException broken(IOException failure) {
        // The connection ended in good order, but before the declared length or the last chunk.
        boolean isShort =
                failure instanceof ConnectionClosedException || failure instanceof MalformedChunkCodingException;
        return isShort
                ? failure(FailureKind.MALFORMED_EXPORT, "it is incomplete: got " + progress())
                : MemberportException.of(
                                FailureKind.UNAVAILABLE,
                                messageOf("the download broke after " + progress() + ", "
                                        + NotAnsweredException.describe(failure)))
                        .batchId(call.batchId())
                        .cause(NotAnsweredException.isPresentable(failure) ? failure : null)
                        .build();
    }

    private String progress() {
        return body.declaredBytes() < 0
                ? receivedBytes + " bytes and no end"
                : receivedBytes + " of " + body.declaredBytes() + " bytes";
    }

    private MemberportException failure(FailureKind kind, String what) {
        return MemberportException.of(kind, messageOf(what))
                .batchId(call.batchId())
                .build();
    }

    private String messageOf(String what) {
        return "The file of export " + call.batchId() + " from " + call.link() + ": " + what + ". Run again to start it"
                + " anew.";
    }

    @Override
    public long expectedBytes() {
        return body.declaredBytes();
    }

    @Override
    public void close() {
        isClosed = true;
        body.cancel();
    }

    /** Where from and how far. */
    @Override
    public String toString() {
        return "HttpTransfer[" + call.link() + ", " + progress() + "]";
    }
}
