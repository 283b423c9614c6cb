package io.memberport.spark;

import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import java.io.IOException;
import java.net.URI;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * The files that paths stand for: a file, a directory with all below it, a pattern of Hadoop's. In directories, and where a pattern
 * matches, names that begin with {@code _} or {@code .} are passed over, as everywhere in Spark, and what a download in progress is
 * writing. A file that is found twice is there once, under whatever links.
 */
final class FileListing {

    /** Names that end in {@code .part}, and those of what lies beside such a file. */
    private static final Pattern OF_A_DOWNLOAD = Pattern.compile("(?s).*\\.part(\\.lock|\\.state(\\.new)?)?");

    private final Configuration hadoop;
    /** By what they really are. */
    private final SortedMap<String, Path> files = new TreeMap<>();

    private final Set<String> directories = new HashSet<>();

    private FileListing(Configuration hadoop) {
        this.hadoop = hadoop;
    }

    /**
     * Finds files, in the order of their names.
     *
     * @throws MemberportException if a path stands for no file, or cannot be listed
     */
    static List<PinnedFile> of(Collection<String> paths, Configuration hadoop) {
        FileListing listing = new FileListing(hadoop);
        paths.forEach(path -> listing.add(path(path)));
        return listing.files.values().stream()
                .map(file -> PinnedFile.of(file, hadoop))
                .toList();
    }

    private static Path path(String given) {
        try {
            return new Path(given);
        } catch (IllegalArgumentException refused) {
            throw new MemberportException(
                    FailureKind.CONFIGURATION,
                    "A path that is given to 'load' is empty or no address of a file. Name a file, a directory or a pattern.");
        }
    }

    private void add(Path pattern) {
        boolean some = false;
        try {
            FileSystem system = pattern.getFileSystem(hadoop);
            FileStatus[] found = system.globStatus(pattern);
            for (FileStatus status : found == null ? new FileStatus[0] : found) {
                boolean isNamed = status.getPath().getName().equals(pattern.getName());
                some |= (isNamed || isShown(status)) && add(system, status);
            }
        } catch (IOException | IllegalArgumentException | UnsupportedOperationException failed) {
            throw PinnedFile.unreadable(pattern, failed);
        }
        if (!some) {
            throw none(pattern);
        }
    }

    /** Whether there is a file. */
    private boolean add(FileSystem system, FileStatus status) throws IOException {
        if (!status.isDirectory()) {
            files.putIfAbsent(identity(status), status.getPath());
            return true;
        }
        boolean some = false;
        if (!directories.add(identity(status))) {
            return false;
        }
        for (FileStatus child : system.listStatus(status.getPath())) {
            some |= isShown(child) && add(system, child);
        }
        return some;
    }

    /** On this machine, where links can lead to it, its path without any; elsewhere its own. */
    private static String identity(FileStatus status) throws IOException {
        URI uri = status.getPath().toUri();
        return "file".equals(uri.getScheme())
                ? java.nio.file.Path.of(uri).toRealPath().toUri().toString()
                : uri.toString();
    }

    private static boolean isShown(FileStatus status) {
        String name = status.getPath().getName();
        return !name.startsWith("_") && !name.startsWith(".") && !OF_A_DOWNLOAD.matcher(name).matches();
    }

    private static MemberportException none(Path pattern) {
        return new MemberportException(
                FailureKind.CONFIGURATION,
                "There is no export file at " + PinnedFile.shown(pattern.toUri())
                        + ". Name a file, a directory or a pattern; names that begin with '_' or '.' or end in '.part' are passed"
                        + " over. In a name that is no pattern, write a backslash before each of []{}*?\\.");
    }
}
