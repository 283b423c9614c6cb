package io.memberport.simulator;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * A file that can be downloaded, as it lies on disk.
 *
 * @param path where
 * @param sizeBytes how large
 * @param etag strong entity tag, quotes included
 * @param lastModified in whole seconds, as HTTP has it
 * @param gzip whether it begins as gzip does
 */
record ServedFile(Path path, long sizeBytes, String etag, Instant lastModified, boolean gzip) {

    static ServedFile of(Path path, String etag, Instant lastModified) throws IOException {
        byte[] start = new byte[2];
        int read;
        try (var in = Files.newInputStream(path)) {
            read = in.readNBytes(start, 0, 2);
        }
        boolean gzip = read == 2 && start[0] == 0x1F && start[1] == (byte) 0x8B;
        return new ServedFile(path, Files.size(path), etag, lastModified.truncatedTo(ChronoUnit.SECONDS), gzip);
    }
}
