package io.memberport.testing.database;

import io.memberport.testing.process.BuiltFiles;
import io.memberport.testing.process.FileTree;
import io.memberport.testing.process.Platform;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * The servers' programs, unpacked at first use below this module's build directory, once for all builds until it is
 * cleaned: they are too large to unpack for each test run.
 */
record Binaries(Path archive, Path directory) {

    /**
     * The directory with a server's {@code bin} and {@code share}.
     *
     * @param name of the artifact, as the build of this module has written it
     */
    static Path of(String name, Archive packing) throws IOException {
        Platform.current().requireLinuxOnX86(name);
        return named(name).unpackedBy(packing);
    }

    private static Binaries named(String name) throws IOException {
        BuiltFiles built = new BuiltFiles(Binaries.class, "binaries.properties");
        Path archive = built.file(name);
        String version = archive.getFileName().toString().replaceFirst("\\.jar$", "");
        return new Binaries(archive, built.path("directory").resolve(version));
    }

    /** Locked twice: against threads of this virtual machine, which share the file lock, and against other builds. */
    private Path unpackedBy(Archive unpacking) throws IOException {
        synchronized (Binaries.class) {
            Files.createDirectories(directory.resolveSibling(""));
            try (FileChannel channel = FileChannel.open(
                            directory.resolveSibling("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock held = channel.lock()) {
                if (!Files.exists(directory) && held.isValid()) {
                    unpack(unpacking);
                }
            }
        }
        return directory;
    }

    /** Under the final name only when complete, whenever it is interrupted. */
    private void unpack(Archive unpacking) throws IOException {
        Path part = directory.resolveSibling(directory.getFileName() + ".part");
        if (Files.exists(part)) {
            FileTree.delete(part);
        }
        Files.createDirectory(part);
        unpacking.unpack(archive, part);
        Files.move(part, directory, StandardCopyOption.ATOMIC_MOVE);
    }

    /** One form of packing. */
    interface Archive {

        /**
         * Unpacks what the server needs.
         *
         * @param jar the artifact
         * @param target an empty directory
         */
        void unpack(Path jar, Path target) throws IOException;
    }
}
