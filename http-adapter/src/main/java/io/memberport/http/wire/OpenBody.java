package io.memberport.http.wire;

import java.io.IOException;
import java.io.InputStream;
import org.apache.hc.core5.concurrent.Cancellable;
import org.apache.hc.core5.http.HttpEntity;
import org.jspecify.annotations.Nullable;

/** A response body on its way, and the means to stop it. */
public final class OpenBody {

    private final Cancellable request;
    private final InputStream bytes;
    private final long declaredBytes;

    private OpenBody(Cancellable request, InputStream bytes, long declaredBytes) {
        this.request = request;
        this.bytes = bytes;
        this.declaredBytes = declaredBytes;
    }

    static OpenBody of(Cancellable request, @Nullable HttpEntity entity) throws IOException {
        return entity == null
                ? new OpenBody(request, InputStream.nullInputStream(), 0)
                : new OpenBody(request, entity.getContent(), Math.max(-1, entity.getContentLength()));
    }

    /** Nothing to read, and nothing to stop. */
    public static OpenBody nothing() {
        return new OpenBody(() -> false, InputStream.nullInputStream(), 0);
    }

    /** The declared length; -1 if there is none. */
    public long declaredBytes() {
        return declaredBytes;
    }

    public int read(byte[] target, int offset, int length) throws IOException {
        return bytes.read(target, offset, length);
    }

    /** So many bytes, or all of them if there are fewer. */
    byte[] readFirst(int most) throws IOException {
        return bytes.readNBytes(most);
    }

    /**
     * Ends the exchange by closing its connection, from whatever thread. The stream is not closed: that would first read
     * what is left of the body, however long it is, and cancelling has given the connection back already.
     */
    public void cancel() {
        request.cancel();
    }
}
