package io.memberport.sink.s3.store;

import java.io.InputStream;
import java.util.Objects;

/**
 * An object that is read piece by piece, each of which is a request of its own: so none takes longer than the bounds of a request, and
 * one that breaks is repeated by itself. Used by one thread.
 */
public final class ObjectStream extends InputStream {

    private static final int PIECE_BYTES = 2 << 20;

    private final Bucket bucket;
    private final String key;
    private final long sizeBytes;
    private byte[] piece = new byte[0];
    private long pieceStart;
    private long position;

    public ObjectStream(Bucket bucket, String key, long sizeBytes) {
        this.bucket = bucket;
        this.key = key;
        this.sizeBytes = sizeBytes;
    }

    public long sizeBytes() {
        return sizeBytes;
    }

    /** Where the next byte is. */
    public long position() {
        return position;
    }

    /** Goes on from another place. */
    public void seek(long newPosition) {
        position = newPosition;
    }

    @Override
    public int read() {
        return isAtEnd() ? -1 : piece[offset()] & 0xff;
    }

    /** The place of the next byte in the piece, which is left behind. */
    private int offset() {
        return (int) (position++ - pieceStart);
    }

    @Override
    public int read(byte[] into, int at, int length) {
        Objects.checkFromIndexSize(at, length, into.length);
        if (length == 0) {
            return 0;
        }
        if (isAtEnd()) {
            return -1;
        }
        int start = (int) (position - pieceStart);
        int count = Math.min(length, piece.length - start);
        System.arraycopy(piece, start, into, at, count);
        position += count;
        return count;
    }

    /** Else the piece has the next byte. */
    private boolean isAtEnd() {
        if (position >= sizeBytes) {
            return true;
        }
        if (position < pieceStart || position >= pieceStart + piece.length) {
            piece = bucket.read(key, position, (int) Math.min(PIECE_BYTES, sizeBytes - position));
            pieceStart = position;
        }
        return false;
    }
}
