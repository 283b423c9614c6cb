package io.memberport.encoding.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.zip.CRC32C;

/** A file while it is being written, from its first byte to its last. Used by one thread. */
public final class NewFile implements AutoCloseable {

    /** A FileChannel copies what it is given to memory outside the heap and keeps that for the thread. */
    private static final int LARGEST_WRITE_BYTES = 128 * 1024;

    private final FileChannel channel;
    private final CRC32C checksum = new CRC32C();
    private long sizeBytes;

    /** A new file; whatever had its name is deleted. */
    public NewFile(Disk disk, Path file) throws IOException {
        this.channel = disk.create(file);
    }

    public void append(ByteBuffer bytes) throws IOException {
        sizeBytes += bytes.remaining();
        checksum.update(bytes.duplicate());
        int end = bytes.limit();
        while (bytes.position() < end) {
            bytes.limit(Math.min(end, bytes.position() + LARGEST_WRITE_BYTES));
            channel.write(bytes);
        }
    }

    /** Ends the file and sees it to stable storage. */
    public void finish() throws IOException {
        channel.force(true);
        channel.close();
    }

    /** Length of the file so far. */
    public long sizeBytes() {
        return sizeBytes;
    }

    /** CRC-32C of the file so far, as 8 lower-case hexadecimal digits. */
    public String crc32c() {
        return HexFormat.of().toHexDigits((int) checksum.getValue());
    }

    /** Gives the file back as it is. Idempotent. */
    @Override
    public void close() throws IOException {
        channel.close();
    }
}
