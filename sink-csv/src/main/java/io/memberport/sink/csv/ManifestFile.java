package io.memberport.sink.csv;

import io.memberport.error.FileFailure;
import io.memberport.sink.csv.ManifestReader.UnreadableManifestException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the manifest beside a target; one object for one sink, which asks more than once and is warned once. */
final class ManifestFile {

    private static final Logger LOG = LoggerFactory.getLogger(ManifestFile.class);

    private volatile String told = "";

    /** The manifest of a community's last commit; empty if there is none, or none that can be understood. */
    Optional<Manifest> read(TargetFiles files, String community) {
        try {
            FileType type = FileType.of(files.manifest());
            if (type == FileType.NONE) {
                return Optional.empty();
            }
            if (type != FileType.REGULAR) {
                // A run refuses the target for this reason.
                throw new UnreadableManifestException("it is " + type.words());
            }
            return read(files.manifest())
                    .filter(manifest -> manifest.community().equals(community));
        } catch (NoSuchFileException none) {
            return Optional.empty();
        } catch (UnreadableManifestException e) {
            warnOnce(files.manifest(), String.valueOf(e.getMessage()));
            return Optional.empty();
        } catch (IOException e) {
            warnOnce(files.manifest(), FileFailure.reason(e, files.manifest()));
            return Optional.empty();
        }
    }

    private void warnOnce(Path manifest, String problem) {
        if (!told.equals(problem)) {
            told = problem;
            LOG.warn("The manifest {} is ignored, so the file counts as never written: {}", manifest, problem);
        }
    }

    private static Optional<Manifest> read(Path file) throws IOException, UnreadableManifestException {
        try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
            return Optional.of(ManifestReader.read(in));
        }
    }

    /** Whether the file is still the one that was committed. */
    static boolean describes(Manifest manifest, TargetFiles files) {
        try {
            return manifest.file().isLike(files.data());
        } catch (IOException missing) {
            return false;
        }
    }
}
