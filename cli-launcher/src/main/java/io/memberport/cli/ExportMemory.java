package io.memberport.cli;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The last export that a job has started and not written yet, on disk. A job is what goes from one community of one API to
 * the same targets; each has a file of its own, whose name tells nothing.
 */
final class ExportMemory {

    private static final String FOLDER = "in-flight";
    private static final int NAME_DIGITS = 32;

    private final Path folder;
    private final Path file;

    private ExportMemory(Path folder, String name) {
        this.folder = folder;
        this.file = folder.resolve(name);
    }

    /**
     * The memory of a job.
     *
     * @param directory where memories are kept; it need not be there
     * @param targets as their sinks describe them, in any order
     */
    static ExportMemory of(Path directory, String api, String community, List<String> targets) {
        String job = Stream.concat(Stream.of(api, community), targets.stream().sorted())
                .collect(Collectors.joining("\n"));
        byte[] hash = Sha256.start().digest(job.getBytes(StandardCharsets.UTF_8));
        String name = HexFormat.of().formatHex(hash).substring(0, NAME_DIGITS);
        return new ExportMemory(directory.resolve(FOLDER), name + ".properties");
    }

    /** Where it is kept. */
    Path folder() {
        return folder;
    }

    /**
     * Keeps other runs of the job from starting an export, until it is closed. Waits for one that is about to.
     *
     * @throws java.nio.channels.FileLockInterruptionException if the thread is interrupted while it waits
     */
    FileChannel claim() throws IOException {
        PrivateFile.makeDirectory(folder);
        Path lock = file.resolveSibling(file.getFileName() + ".lock");
        FileChannel channel = PrivateFile.openOrCreate(lock);
        try {
            channel.lock();
            return channel;
        } catch (IOException | OverlappingFileLockException failed) {
            channel.close();
            throw failed;
        }
    }

    Optional<StartedExport> recall() throws IOException {
        return PrivateProperties.read(file, StartedExport::of);
    }

    /** To be called with the {@linkplain #claim() claim} held. */
    void remember(StartedExport export) throws IOException {
        PrivateProperties.write(
                file, export.properties(), "An export that a run of Memberport has started and not written yet.");
    }

    /** Forgets an export, unless it is another one that is remembered by now. */
    void forget(String batchId) throws IOException {
        Optional<StartedExport> remembered = recall();
        if (remembered.isPresent() && remembered.get().batchId().equalsIgnoreCase(batchId)) {
            PrivateFile.delete(file);
        }
    }
}
