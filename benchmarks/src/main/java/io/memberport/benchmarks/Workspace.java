package io.memberport.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Where the files of a measurement are.
 *
 * @param directory absolute, for programs that work elsewhere
 * @param isTemporary whether it goes with the measurement
 */
record Workspace(Path directory, boolean isTemporary) implements AutoCloseable {

    /** The directory that {@code --directory} names, or else a temporary one. */
    static Workspace of(Arguments arguments) throws IOException {
        return arguments.has("directory")
                ? new Workspace(
                        Files.createDirectories(
                                Path.of(arguments.text("directory")).toAbsolutePath()),
                        false)
                : new Workspace(Files.createTempDirectory("memberport-benchmark-"), true);
    }

    Path resolve(String name) {
        return directory.resolve(name);
    }

    @Override
    public void close() throws IOException {
        if (isTemporary) {
            List<Path> deepestFirst;
            try (Stream<Path> all = Files.walk(directory)) {
                deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
            }
            for (Path file : deepestFirst) {
                Files.delete(file);
            }
        }
    }
}
