package io.memberport.spark;

import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import io.memberport.file.DocumentLimits;
import io.memberport.file.ExportFile;
import io.memberport.file.SplittableExport;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serial;
import java.io.Serializable;
import java.net.URI;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.EtagSource;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.jspecify.annotations.Nullable;

/**
 * A file in the version that the driver found. Tasks read no other one.
 *
 * @param length in bytes
 * @param modified when it was written, in milliseconds since 1970
 * @param etag what the store calls the version; null if it says nothing of that
 */
record PinnedFile(
        URI uri, long length, long modified, @Nullable String etag) implements Serializable {

    @Serial
    private static final long serialVersionUID = 1;

    private static final int GZIP = 0x1f8b;

    /** Looks as tasks will: what a listing says of times can be more exact than what a store says of a single file. */
    static PinnedFile of(Path path, Configuration hadoop) {
        try {
            FileStatus status = path.getFileSystem(hadoop).getFileStatus(path);
            String etag = status instanceof EtagSource source ? source.getEtag() : null;
            return new PinnedFile(path.toUri(), status.getLen(), status.getModificationTime(), etag);
        } catch (IOException failed) {
            throw unreadable(path, failed);
        }
    }

    /** A failure of a file system, whose own message may be secret. */
    static MemberportException unreadable(Path path, Exception failed) {
        return new MemberportException(
                FailureKind.UNAVAILABLE,
                "The file system cannot read " + shown(path.toUri()) + ": it failed with "
                        + failed.getClass().getSimpleName()
                        + ". Check the address and the permissions, and run again.");
    }

    /** As messages and columns name it: without a password, and without a query, which may be a signature. */
    static String shown(URI uri) {
        String user = uri.getUserInfo();
        String host = user == null || user.indexOf(':') < 0 ? uri.getRawAuthority() : uri.getHost();
        // To Hadoop, a question mark is a letter of a path.
        String path = String.valueOf(uri.getScheme()).startsWith("http")
                ? uri.getPath().replaceFirst("(?s)[?].*", "")
                : uri.getPath();
        return (uri.getScheme() == null ? "" : uri.getScheme() + ":") + (host == null ? "" : "//" + host) + path;
    }

    String name() {
        return shown(uri);
    }

    String description() {
        return "export file " + name();
    }

    /**
     * Checks that the file is still the same one.
     *
     * @throws MemberportException of kind {@link FailureKind#MALFORMED_EXPORT} if it is not
     */
    void requireSame(Configuration hadoop) {
        if (!equals(of(path(), hadoop))) {
            throw new MemberportException(
                    FailureKind.MALFORMED_EXPORT,
                    "The " + description() + " is another one than when the job was planned: its length, its time of"
                            + " modification or its ETag differs. Nothing that was read of it counts. Load it again when it is"
                            + " not changed any more.");
        }
    }

    private Path path() {
        return new Path(uri);
    }

    /** To be read in parts. */
    SplittableExport inParts(Configuration hadoop, DocumentLimits limits) {
        return SplittableExport.of(description(), length, from -> open(hadoop, from), limits);
    }

    /** To be read from the first byte to the last. */
    ExportFile inOnePiece(Configuration hadoop, DocumentLimits limits) {
        return ExportFile.ofStreams(description(), () -> open(hadoop, 0), limits);
    }

    /** Whether it must be read from its first byte on. */
    boolean isGzip(Configuration hadoop) {
        try (InputStream in = open(hadoop, 0)) {
            return (in.read() << 8 | in.read()) == GZIP;
        } catch (IOException failed) {
            throw unreadable(path(), failed);
        }
    }

    private InputStream open(Configuration hadoop, long from) throws IOException {
        FSDataInputStream in = path().getFileSystem(hadoop).open(path());
        try {
            if (from > 0) {
                in.seek(from);
            }
            return in;
        } catch (IOException | RuntimeException failed) {
            in.close();
            throw failed;
        }
    }
}
