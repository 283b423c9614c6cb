package io.memberport.sink.s3.store;

import java.io.InputStream;
import java.nio.ByteBuffer;

/** A buffer that is read once from its position to its limit, and from the mark on as often as asked. */
final class PartBody extends InputStream {

    private final ByteBuffer content;

    PartBody(ByteBuffer content) {
        this.content = content.mark();
    }

    @Override
    public int read() {
        return content.hasRemaining() ? Byte.toUnsignedInt(content.get()) : -1;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) {
        if (!content.hasRemaining()) {
            return length == 0 ? 0 : -1;
        }
        int read = Math.min(length, content.remaining());
        content.get(bytes, offset, read);
        return read;
    }

    @Override
    public int available() {
        return content.remaining();
    }

    @Override
    public boolean markSupported() {
        return true;
    }

    @Override
    public void mark(int readLimit) {
        content.mark();
    }

    @Override
    public void reset() {
        content.reset();
    }
}
