package io.memberport.it;

import io.memberport.it.kill.InitialContent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;

/**
 * A folder with nothing in it but a target and what belongs to it.
 *
 * @param path where it is
 * @param earlier a folder with the same target as an earlier run has left it
 */
record TargetFolder(Path path, Path earlier) {

    /** Puts everything back to what it was before a run. */
    void prepare(InitialContent start) throws IOException {
        for (Path left : filesIn(path)) {
            Files.delete(left);
        }
        if (start == InitialContent.EARLIER_EXPORT) {
            for (Path kept : filesIn(earlier)) {
                Files.copy(kept, path.resolve(kept.getFileName()), StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
    }

    /** Names of all that is in it. */
    List<String> names() throws IOException {
        return filesIn(path).stream()
                .map(file -> String.valueOf(file.getFileName()))
                .toList();
    }

    private static List<Path> filesIn(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }
}
