package io.memberport.encoding.file;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonProcessingException;
import io.memberport.encoding.json.JsonDocument;
import io.memberport.error.FileFailure;
import io.memberport.error.FileType;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the manifest beside a target; one object for one sink, which asks more than once and is warned once.
 *
 * @param <M> what it holds
 */
public final class ManifestFile<M extends Record & FileManifest> {

    private static final Logger LOG = LoggerFactory.getLogger(ManifestFile.class);

    private final Class<M> type;
    private volatile String told = "";

    public ManifestFile(Class<M> type) {
        this.type = type;
    }

    /** The manifest of a community's last commit; empty if there is none, or none that can be understood. */
    public Optional<M> read(TargetNames files, String community) {
        return read(files.manifest()).filter(manifest -> manifest.community().equals(community));
    }

    /** A manifest, of whatever community; empty if there is none, or none that can be understood. */
    public Optional<M> read(Path file) {
        try {
            FileType found = FileType.of(file, LinkOption.NOFOLLOW_LINKS);
            if (found == FileType.NONE) {
                return Optional.empty();
            }
            if (found == FileType.REGULAR) {
                return Optional.of(parse(file));
            }
            // A run refuses the target for this reason.
            warnOnce(file, "it is " + found.words());
        } catch (NoSuchFileException none) {
            return Optional.empty();
        } catch (JsonProcessingException malformed) {
            // Its message can quote the content, so it goes no further.
            warnOnce(file, "it is not a manifest of this version");
        } catch (IOException e) {
            warnOnce(file, FileFailure.reason(e, file));
        }
        return Optional.empty();
    }

    private M parse(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
            return parse(in, Files.size(file), type);
        }
    }

    /**
     * Reads a manifest.
     *
     * @throws JsonProcessingException if it is not one of this version; the message can quote it
     */
    public static <M extends Record & FileManifest> M parse(InputStream in, long sizeBytes, Class<M> type)
            throws IOException {
        if (sizeBytes > FileManifest.LARGEST_BYTES) {
            throw new JsonParseException(null, "too long");
        }
        return JsonDocument.read(in, type);
    }

    private void warnOnce(Path manifest, String problem) {
        if (!told.equals(problem)) {
            told = problem;
            LOG.warn("The manifest {} is ignored, so the file counts as never written: {}", manifest, problem);
        }
    }

    /** Whether the file is still the one that was committed. */
    public static boolean describes(FileManifest manifest, TargetNames files) {
        try {
            return manifest.file().isLike(files.data());
        } catch (IOException missing) {
            return false;
        }
    }
}
