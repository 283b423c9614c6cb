package io.memberport.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;

/**
 * A file that has only to be uploaded.
 *
 * @param key where to
 * @param path where it is
 * @param crc32 of all of it, in Base64 as the store compares it
 */
record ReadyFile(String key, Path path, String crc32) {

    static ReadyFile of(String key, Path path) throws IOException {
        CRC32 crc32 = new CRC32();
        try (InputStream in = new CheckedInputStream(Files.newInputStream(path), crc32)) {
            in.transferTo(OutputStream.nullOutputStream());
        }
        byte[] checksum = ByteBuffer.allocate(Integer.BYTES)
                .putInt((int) crc32.getValue())
                .array();
        return new ReadyFile(key, path, Base64.getEncoder().encodeToString(checksum));
    }
}
