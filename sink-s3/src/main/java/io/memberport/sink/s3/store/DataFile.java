package io.memberport.sink.s3.store;

import io.memberport.model.Sha256;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.Future;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.CompletedPart;

/** One object with data, uploaded in parts while it grows and visible once it is published. Used by one thread. */
public final class DataFile {

    private final Bucket bucket;
    private final PartUploads uploads;
    private final String key;
    private final String run;
    private final String uploadId;
    private final List<Future<CompletedPart>> parts = new ArrayList<>();
    private final CRC32 crc32 = new CRC32();
    private final MessageDigest sha256 = Sha256.start();
    private @Nullable ByteBuffer open;
    private long sizeBytes;
    private long rows;
    private @Nullable String digest;
    private boolean published;

    /** Begins the upload. */
    public DataFile(Bucket bucket, PartUploads uploads, String key, String run) {
        this.bucket = bucket;
        this.uploads = uploads;
        this.key = key;
        this.run = run;
        this.uploadId = bucket.startUpload(key, run);
    }

    public String key() {
        return key;
    }

    public long rows() {
        return rows;
    }

    public void countRows(long more) {
        rows += more;
    }

    /** Length so far. */
    public long sizeBytes() {
        return sizeBytes;
    }

    /** SHA-256 as 64 lower-case hexadecimal digits, when it is finished. */
    public String sha256Hex() {
        if (digest == null) {
            throw new IllegalStateException("the file is not finished");
        }
        return digest;
    }

    /** Appends all that is left in a buffer. */
    public void append(ByteBuffer bytes) {
        crc32.update(bytes.duplicate());
        sha256.update(bytes.duplicate());
        sizeBytes += bytes.remaining();
        while (bytes.hasRemaining()) {
            ByteBuffer part = openPart();
            int length = Math.min(bytes.remaining(), part.remaining());
            part.put(bytes.slice(bytes.position(), length));
            bytes.position(bytes.position() + length);
            if (!part.hasRemaining()) {
                sendPart(part);
            }
        }
    }

    private ByteBuffer openPart() {
        ByteBuffer part = open;
        if (part == null) {
            part = uploads.takeBuffer();
            open = part;
        }
        return part;
    }

    private void sendPart(ByteBuffer part) {
        int number = parts.size() + 1;
        open = null;
        ByteBuffer content = part.asReadOnlyBuffer().flip();
        parts.add(uploads.upload(part, () -> bucket.uploadPart(key, uploadId, number, content)));
    }

    /** Sends the last part. An object has at least one, be it empty. */
    public void finish() {
        if (open != null || parts.isEmpty()) {
            sendPart(openPart());
        }
        digest = HexFormat.of().formatHex(sha256.digest());
    }

    /** Waits until all parts have arrived. */
    public void awaitParts() {
        parts.forEach(uploads::await);
    }

    /**
     * Makes the finished object visible.
     *
     * @return false, and nothing has changed, if another run has aborted the upload
     */
    public boolean publish() {
        List<CompletedPart> completed = parts.stream().map(uploads::await).toList();
        String checksum = Base64.getEncoder()
                .encodeToString(ByteBuffer.allocate(Integer.BYTES)
                        .putInt((int) crc32.getValue())
                        .array());
        published = bucket.completeUpload(key, uploadId, completed, sizeBytes, checksum, run);
        return published;
    }

    /** Gives up an upload that has not been completed. No part is on its way any more. */
    public void abort() {
        if (!published) {
            bucket.abortUpload(key, uploadId);
        }
    }
}
