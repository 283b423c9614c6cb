package io.memberport.http.document;

/** The uncompressed bytes of a transfer that may or may not be gzip; its first two bytes tell. */
final class PlainTransfer implements Transfer {

    private static final int MAGIC_BYTES = 2;

    private final Transfer source;
    private final String description;
    private final int mostRatio;
    private Transfer plain;
    private boolean known;
    private final byte[] first = new byte[MAGIC_BYTES];
    private int firstAt;
    private int firstLimit;

    /**
     * Uncompresses what is compressed.
     *
     * @param mostRatio the compression ratio that is accepted
     */
    PlainTransfer(Transfer source, String description, int mostRatio) {
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
        if (first[0] == GunzipTransfer.MAGIC_0 && first[1] == GunzipTransfer.MAGIC_1) {
            plain = new GunzipTransfer(source, first, description, mostRatio);
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
