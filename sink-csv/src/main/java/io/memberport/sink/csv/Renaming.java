package io.memberport.sink.csv;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** The step that makes a file visible; a seam, so that tests can end the world before, between and after. */
@FunctionalInterface
interface Renaming {

    /** As the file system does it: whoever opens the name gets the one file or the other. */
    Renaming ATOMIC = (from, to) -> Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);

    /** Gives a file another name in the same directory, in place of the file that has it. */
    void rename(Path from, Path to) throws IOException;
}
