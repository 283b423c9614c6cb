package io.memberport.encoding.file;

import io.memberport.port.file.PrivateFile;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** What a run does to the file system that can fail through no fault of its own; a seam, so that tests can fill a disk. */
public interface Disk {

    /** The real one. */
    Disk REAL = new Disk() {
        @Override
        public FileChannel create(Path file) throws IOException {
            return PrivateFile.create(file);
        }

        @Override
        public void rename(Path from, Path to) throws IOException {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        }
    };

    /** Makes a new file that only this user may read; deletes what has the name before, whatever it is. */
    FileChannel create(Path file) throws IOException;

    /** The user of this process; {@link FileOwner#UNKNOWN} where the operating system does not tell. */
    default int user() {
        return FileOwner.ofProcess();
    }

    /** Whether something is mounted under this very name, which then cannot be given to another file. */
    default boolean isMountPoint(Path file) {
        return MountTable.ofProcess().contains(file);
    }

    /**
     * Gives a file another name in the same directory, in place of the file that has it. This is the step that makes a
     * file visible: a reader that opens the name gets the one file or the other.
     */
    void rename(Path from, Path to) throws IOException;
}
