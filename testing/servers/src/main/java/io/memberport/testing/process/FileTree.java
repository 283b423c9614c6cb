package io.memberport.testing.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** What is done to a directory with all that is in it. Links are not followed. */
public final class FileTree {

    private FileTree() {}

    /** Deletes a directory that no process writes to. */
    public static void delete(Path root) throws IOException {
        for (Path file : files(root, Comparator.reverseOrder())) {
            Files.delete(file);
        }
    }

    /**
     * Copies a directory, links as links.
     *
     * @param to not there yet
     */
    public static void copy(Path from, Path to) throws IOException {
        for (Path file : files(from, Comparator.naturalOrder())) {
            Files.copy(
                    file,
                    to.resolve(from.relativize(file)),
                    LinkOption.NOFOLLOW_LINKS,
                    StandardCopyOption.COPY_ATTRIBUTES);
        }
    }

    private static List<Path> files(Path root, Comparator<Path> order) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            return files.sorted(order).toList();
        }
    }
}
