package io.memberport.file.buffer;

import io.memberport.model.Sha256;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.zip.CRC32C;
import java.util.zip.Checksum;
import org.jspecify.annotations.Nullable;

/**
 * What a pass computes of the content. A SHA-256, which targets keep, takes ten times as long as a CRC-32C, which is enough
 * to see that a file has been changed between two passes.
 */
public final class ContentDigest {

    private final @Nullable MessageDigest sha256;
    private final @Nullable Checksum checksum;

    private ContentDigest(@Nullable MessageDigest sha256, @Nullable Checksum checksum) {
        this.sha256 = sha256;
        this.checksum = checksum;
    }

    /** Of a pass over a part of the content. */
    public static ContentDigest none() {
        return new ContentDigest(null, null);
    }

    public static ContentDigest sha256() {
        return new ContentDigest(Sha256.start(), null);
    }

    public static ContentDigest checksum() {
        return new ContentDigest(null, new CRC32C());
    }

    public static ContentDigest sha256AndChecksum() {
        return new ContentDigest(Sha256.start(), new CRC32C());
    }

    public void update(byte[] bytes, int offset, int length) {
        if (sha256 != null) {
            sha256.update(bytes, offset, length);
        }
        if (checksum != null) {
            checksum.update(bytes, offset, length);
        }
    }

    /**
     * The SHA-256 of all bytes, as 64 lower-case hexadecimal digits. Asked for once.
     *
     * @throws IllegalStateException if it has not been computed
     */
    public String sha256Hex() {
        if (sha256 == null) {
            throw new IllegalStateException("this pass does not compute it");
        }
        return HexFormat.of().formatHex(sha256.digest());
    }

    /**
     * The CRC-32C of the bytes so far.
     *
     * @throws IllegalStateException if it has not been computed
     */
    public long crc32c() {
        if (checksum == null) {
            throw new IllegalStateException("this pass does not compute it");
        }
        return checksum.getValue();
    }
}
