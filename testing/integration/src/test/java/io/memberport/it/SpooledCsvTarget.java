package io.memberport.it;

import io.memberport.it.kill.InitialContent;
import io.memberport.it.kill.KillTarget;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A CSV file for which a private copy of the export is kept. The copy loses its name before anything is in it, so that a
 * killed run leaves nothing of it; at the very worst an empty file, if it is killed between the two.
 */
final class SpooledCsvTarget implements KillTarget {

    private final ReplacedFile csv;
    private final Path spool;

    /**
     * A target that does not exist yet.
     *
     * @param spool an empty directory for the copy
     */
    SpooledCsvTarget(ReplacedFile csv, Path spool) {
        this.csv = csv;
        this.spool = spool;
    }

    @Override
    public void prepare(InitialContent start) throws IOException {
        csv.prepare(start);
    }

    /** A copy that is left is none that the next run would find, so it must not be there right after the kill. */
    @Override
    public String read() throws IOException {
        List<String> copies = copies();
        if (!copies.isEmpty()) {
            throw new AssertionError("there are copies of members' data: " + copies);
        }
        return csv.read();
    }

    private List<String> copies() throws IOException {
        List<String> copies = new ArrayList<>();
        try (Stream<Path> files = Files.list(spool)) {
            for (Path file : files.toList()) {
                if (Files.size(file) > 0) {
                    copies.add(String.valueOf(file.getFileName()));
                }
            }
        }
        return copies;
    }

    @Override
    public List<String> leftovers() throws IOException {
        return csv.leftovers();
    }
}
