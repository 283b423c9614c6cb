package io.memberport.cli;

import io.memberport.http.StoredFile;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a partial file is the beginning of, kept beside it. No link and no credential is in it.
 *
 * @param batchId the export
 * @param file the file at the server
 * @param receivedBytes how many of its bytes are here, on disk
 * @param sha256 of these, as 64 lower-case hexadecimal digits
 */
record DownloadState(String batchId, StoredFile file, long receivedBytes, String sha256) {

    private static final Pattern SHA_256 = Pattern.compile("[0-9a-f]{64}");

    DownloadState {
        if (batchId.isEmpty() || receivedBytes <= 0 || !SHA_256.matcher(sha256).matches()) {
            throw new IllegalArgumentException("not a state that a download left");
        }
    }

    /** Empty if there is none, or it is not one that was written to its end. */
    static Optional<DownloadState> read(Path path) throws IOException {
        try {
            String text = Files.readString(path, StandardCharsets.UTF_8);
            return text.endsWith("\n") ? Optional.of(of(text)) : Optional.empty();
        } catch (NoSuchFileException | CharacterCodingException | IllegalArgumentException noneOrDamaged) {
            // NumberFormatException is one of them, too.
            return Optional.empty();
        }
    }

    private static DownloadState of(String text) throws IOException {
        Properties properties = new Properties();
        properties.load(new StringReader(text));
        String checksum = text(properties, "checksum");
        StoredFile file = new StoredFile(
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
        String value = properties.getProperty(key);
        if (value == null) {
            throw new IllegalArgumentException("it has no " + key);
        }
        return value;
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
        StringWriter text = new StringWriter();
        properties.store(text, "A download of Memberport goes on from here.");
        PrivateFile.replace(path, text.toString());
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }
}
