package io.memberport.simulator;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** One export: pending, running and final as often as it is looked at. Safe for use by several threads. */
final class Batch {

    /** Makes the file when it is first wanted. */
    @FunctionalInterface
    interface FileMaker {
        ServedFile make() throws IOException;
    }

    private final String id;
    private final String fileId;
    private final Instant createDate;
    private final FileMaker maker;
    private final AtomicInteger looks = new AtomicInteger();
    private @Nullable ServedFile file;
    private int replacements;

    Batch(String id, String fileId, Instant createDate, FileMaker maker) {
        this.id = id;
        this.fileId = fileId;
        this.createDate = createDate;
        this.maker = maker;
    }

    String id() {
        return id;
    }

    String fileId() {
        return fileId;
    }

    Instant createDate() {
        return createDate;
    }

    /** Counts a look at the status and gives the status it sees. */
    String look(SimulatorSettings.Walk walk) {
        // Saturating: a batch that is looked at forever stays final.
        return walk.statusAt(looks.getAndUpdate(count -> Math.min(count + 1, Integer.MAX_VALUE - 1)));
    }

    /** Starts the walk again. */
    void restart() {
        looks.set(0);
    }

    /** Replaces the batch's file by a file of the caller. */
    synchronized void replaceFile(Path replacement, Instant now) throws IOException {
        replacements++;
        file = ServedFile.of(replacement, '"' + fileId + '-' + replacements + '"', now);
    }

    /**
     * The file, made now if this is the first time; that takes as long as it takes to write it.
     *
     * @throws UncheckedIOException if it cannot be written
     */
    synchronized ServedFile file() {
        ServedFile made = file;
        if (made == null) {
            try {
                made = maker.make();
            } catch (IOException e) {
                throw new UncheckedIOException("The simulator cannot write the export file: " + e.getMessage(), e);
            }
            file = made;
        }
        return made;
    }
}
