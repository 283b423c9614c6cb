package io.memberport.http.download;

import io.memberport.port.file.PrivateProperties;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which file a partial file is the beginning of, kept beside it. No link and no credential is in it.
 *
 * @param batchId the export
 * @param file the file at the server
 * @param receivedBytes how many of its bytes are here, on disk
 * @param sha256 of these, as 64 lower-case hexadecimal digits
 */
public record DownloadState(String batchId, FileVersion file, long receivedBytes, String sha256) {

    private static final Pattern SHA_256 = Pattern.compile("[0-9a-f]{64}");

    public DownloadState {
        if (batchId.isEmpty() || receivedBytes <= 0 || !SHA_256.matcher(sha256).matches()) {
            throw new IllegalArgumentException("not a state that a download left");
        }
    }

    /** Empty if there is none, or it is not one that was written to its end. */
    static Optional<DownloadState> read(Path path) throws IOException {
        return PrivateProperties.read(path, DownloadState::of);
    }

    private static DownloadState of(Properties properties) {
        String checksum = text(properties, "checksum");
        FileVersion file = new FileVersion(
                text(properties, "entity-tag"),
                Long.parseLong(text(properties, "length-bytes")),
                text(properties, "content-encoding"),
                checksum.isEmpty() ? null : checksum);
        return new DownloadState(
                text(properties, "batch-id"),
                file,
                Long.parseLong(text(properties, "received-bytes")),
                text(properties, "sha256"));
    }

    private static String text(Properties properties, String key) {
        return PrivateProperties.require(properties, key);
    }

    /** Writes it in the place of a former one. A process that is killed meanwhile leaves one of the two. */
    void write(Path path) throws IOException {
        Properties properties = new Properties();
        properties.setProperty("batch-id", batchId);
        properties.setProperty("entity-tag", file.entityTag());
        properties.setProperty("length-bytes", String.valueOf(file.lengthBytes()));
        properties.setProperty("content-encoding", file.contentEncoding());
        properties.setProperty("checksum", orEmpty(file.checksum()));
        properties.setProperty("received-bytes", String.valueOf(receivedBytes));
        properties.setProperty("sha256", sha256);
        PrivateProperties.write(path, properties, "A download of Memberport resumes from here.");
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }
}
