package io.memberport.file;

/** The uncompressed bytes of a source that may or may not be gzip; its first two bytes tell. */
final class PlainSource implements ByteSource {

    private static final int MAGIC_BYTES = 2;

    private final ByteSource source;
    private final String description;
    private final int mostRatio;
    private ByteSource plain;
    private boolean known;
    private final byte[] first = new byte[MAGIC_BYTES];
    private int firstAt;
    private int firstLimit;

    /**
     * Uncompresses what is compressed.
     *
     * @param mostRatio the compression ratio that is accepted
     */
    PlainSource(ByteSource source, String description, int mostRatio) {
        this.source = source;
        this.description = description;
        this.mostRatio = mostRatio;
        this.plain = source;
    }

    @Override
    public int read(byte[] target, int offset, int length) {
        if (!known) {
            look();
        }
        if (firstAt < firstLimit) {
            int copied = Math.min(length, firstLimit - firstAt);
            System.arraycopy(first, firstAt, target, offset, copied);
            firstAt += copied;
            return copied;
        }
        return plain.read(target, offset, length);
    }

    private void look() {
        known = true;
        while (firstLimit < MAGIC_BYTES) {
            int read = source.read(first, firstLimit, MAGIC_BYTES - firstLimit);
            if (read < 0) {
                return;
            }
            firstLimit += read;
        }
        if (first[0] == GunzipSource.MAGIC_0 && first[1] == GunzipSource.MAGIC_1) {
            plain = new GunzipSource(source, first, description, mostRatio);
            firstAt = firstLimit;
        }
    }

    @Override
    public long expectedBytes() {
        return known && plain == source ? source.expectedBytes() : -1;
    }

    @Override
    public void close() {
        plain.close();
        source.close();
    }
}
