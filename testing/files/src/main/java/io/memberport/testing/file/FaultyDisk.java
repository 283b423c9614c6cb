package io.memberport.testing.file;

import io.memberport.encoding.file.Disk;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/** The real disk, but for what a test says. */
public final class FaultyDisk implements Disk {

    /** What happens in place of a renaming. */
    @FunctionalInterface
    public interface Renaming {
        void rename(Path from, Path to) throws IOException;
    }

    private final int writes;
    private final Renaming renaming;

    private FaultyDisk(int writes, Renaming renaming) {
        this.writes = writes;
        this.renaming = renaming;
    }

    public static Disk renaming(Renaming renaming) {
        return new FaultyDisk(Integer.MAX_VALUE, renaming);
    }

    /** A disk that has room for so many writes to a file, and for part of one more. */
    public static Disk fullAfter(int writes) {
        return new FaultyDisk(writes, Disk.REAL::rename);
    }

    @Override
    public FileChannel create(Path file) throws IOException {
        FileChannel created = Disk.REAL.create(file);
        return writes == Integer.MAX_VALUE ? created : new FullFile(created, writes);
    }

    @Override
    public void rename(Path from, Path to) throws IOException {
        renaming.rename(from, to);
    }
}
