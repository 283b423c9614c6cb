package io.memberport.sink.csv;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.memberport.encoding.csv.WideColumn;
import io.memberport.error.FileFailure;
import io.memberport.error.FileType;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the manifest beside a target; one object for one sink, which asks more than once and is warned once. */
final class ManifestFile {

    private static final Logger LOG = LoggerFactory.getLogger(ManifestFile.class);

    private volatile String told = "";

    /** The manifest of a community's last commit; empty if there is none, or none that can be understood. */
    Optional<Manifest> read(TargetFiles files, String community) {
        return read(files.manifest()).filter(manifest -> manifest.community().equals(community));
    }

    /** The columns that a community's file has, and those that it once had; empty if there are none, or none is known. */
    List<WideColumn> columns(TargetFiles files, String community) {
        return read(files, community).map(Manifest::wideColumns).orElse(List.of());
    }

    /** A manifest, of whatever community; empty if there is none, or none that can be understood. */
    Optional<Manifest> read(Path file) {
        try {
            FileType type = FileType.of(file, LinkOption.NOFOLLOW_LINKS);
            if (type == FileType.NONE) {
                return Optional.empty();
            }
            if (type == FileType.REGULAR) {
                return Optional.of(parse(file));
            }
            // A run refuses the target for this reason.
            warnOnce(file, "it is " + type.words());
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

    private static Manifest parse(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
            return Manifest.read(in, Files.size(file));
        }
    }

    private void warnOnce(Path manifest, String problem) {
        if (!told.equals(problem)) {
            told = problem;
            LOG.warn("The manifest {} is ignored, so the file counts as never written: {}", manifest, problem);
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
