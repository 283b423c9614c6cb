package io.memberport.spark;

import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * The files that paths stand for: a file, a directory with all below it, a pattern of Hadoop's. In directories, and where a pattern
 * matches, names that begin with {@code _} or {@code .} are passed over, as everywhere in Spark. A file that is found twice is there once.
 */
final class FileListing {

    private final Configuration hadoop;
    private final SortedSet<Path> files = new TreeSet<>();

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
        paths.forEach(path -> listing.add(new Path(path)));
        return listing.files.stream().map(file -> PinnedFile.of(file, hadoop)).toList();
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
        } catch (IOException failed) {
            throw PinnedFile.unreadable(pattern, failed);
        }
        if (!some) {
            throw none(pattern);
        }
    }

    /** Whether there is a file. */
    private boolean add(FileSystem system, FileStatus status) throws IOException {
        if (!status.isDirectory()) {
            files.add(status.getPath());
            return true;
        }
        boolean some = false;
        for (FileStatus child : system.listStatus(status.getPath())) {
            some |= isShown(child) && add(system, child);
        }
        return some;
    }

    private static boolean isShown(FileStatus status) {
        String name = status.getPath().getName();
        return !name.startsWith("_") && !name.startsWith(".");
    }

    private static MemberportException none(Path pattern) {
        return new MemberportException(
                FailureKind.CONFIGURATION,
                "There is no export file at " + PinnedFile.shown(pattern.toUri())
                        + ". Name a file, a directory or a pattern; names that begin with '_' or '.' are passed over.");
    }
}
