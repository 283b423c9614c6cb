package io.memberport.cli.file;

import io.memberport.error.FailureKind;
import io.memberport.error.FileFailure;
import io.memberport.error.MemberportException;
import io.memberport.model.Sha256;
import io.memberport.port.ExportMemory;
import io.memberport.port.StartedExport;
import io.memberport.port.file.PrivateFile;
import io.memberport.port.file.PrivateProperties;
import io.memberport.port.file.UnusableFileException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLockInterruptionException;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Remembers on disk. Each job has a file of its own, whose name tells nothing. */
public final class FileExportMemory implements ExportMemory {

    private static final String FOLDER = "in-flight";
    private static final int NAME_DIGITS = 32;

    private final Path folder;
    private final Path file;

    private FileExportMemory(Path folder, String name) {
        this.folder = folder;
        this.file = folder.resolve(name);
    }

    /**
     * The memory of a job.
     *
     * @param directory where memories are kept; it need not be there
     * @param targets as their sinks describe them, in any order
     */
    public static FileExportMemory of(Path directory, String api, String community, List<String> targets) {
        String job = Stream.concat(Stream.of(api, community), targets.stream().sorted())
                .collect(Collectors.joining("\n"));
        String name = Sha256.of(job.getBytes(StandardCharsets.UTF_8)).substring(0, NAME_DIGITS);
        return new FileExportMemory(directory.resolve(FOLDER), name + ".properties");
    }

    @Override
    public Claim claim() {
        try {
            PrivateFile.makeDirectory(folder);
            FileChannel channel = PrivateFile.openOrCreateOwn(file.resolveSibling(file.getFileName() + ".lock"));
            try {
                channel.lock();
                return () -> close(channel);
            } catch (IOException | OverlappingFileLockException failed) {
                channel.close();
                throw failed;
            }
        } catch (FileLockInterruptionException interrupted) {
            throw new MemberportException(
                    FailureKind.INTERRUPTED, "Interrupted while another run of this job was starting an export.");
        } catch (IOException | OverlappingFileLockException failed) {
            throw unusable(failed);
        }
    }

    /** The lock ends with the process at the latest. */
    private static void close(FileChannel channel) {
        try {
            channel.close();
        } catch (IOException harmless) {
            // See above.
        }
    }

    @Override
    public Optional<StartedExport> recall() {
        try {
            return read();
        } catch (IOException failed) {
            throw unusable(failed);
        }
    }

    /** The same as {@link #recall}, with the failure as it is. */
    public Optional<StartedExport> read() throws IOException {
        return PrivateProperties.read(file, FileExportMemory::of);
    }

    @Override
    public void remember(StartedExport export) {
        Instant since = export.since();
        Properties properties = new Properties();
        properties.setProperty("batch-id", export.batchId());
        properties.setProperty("since", since == null ? "" : since.toString());
        properties.setProperty("started-at", export.startedAt().toString());
        try {
            PrivateProperties.write(
                    file, properties, "An export that a run of Memberport has started and not written yet.");
        } catch (IOException failed) {
            throw unusable(failed);
        }
    }

    @Override
    public void forget(String batchId) {
        try {
            Optional<StartedExport> remembered = read();
            if (remembered.isPresent() && remembered.get().batchId().equalsIgnoreCase(batchId)) {
                PrivateFile.delete(file);
            }
        } catch (IOException failed) {
            throw unusable(failed);
        }
    }

    private static StartedExport of(Properties properties) {
        String since = PrivateProperties.require(properties, "since");
        return new StartedExport(
                PrivateProperties.require(properties, "batch-id"),
                since.isEmpty() ? null : instant(since),
                instant(PrivateProperties.require(properties, "started-at")));
    }

    private static Instant instant(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeException none) {
            throw new IllegalArgumentException("not an instant", none);
        }
    }

    private MemberportException unusable(Exception failed) {
        if (failed instanceof UnusableFileException) {
            return new MemberportException(
                    FailureKind.CONFIGURATION, "The export cannot be remembered. " + failed.getMessage(), failed);
        }
        String reason = failed instanceof IOException io
                ? FileFailure.reason(io, folder)
                : failed.getClass().getSimpleName();
        return new MemberportException(
                FailureKind.CONFIGURATION,
                "The export cannot be remembered (" + reason
                        + "). Name a directory for it that can be written, with --state-directory.",
                failed);
    }

    /** For a user who has no directory for it: a memory that cannot be used. */
    public static ExportMemory nowhere() {
        return new ExportMemory() {
            @Override
            public Claim claim() {
                throw new MemberportException(
                        FailureKind.CONFIGURATION,
                        "This user has no home directory, so the export cannot be remembered. Name a directory for it"
                                + " with --state-directory.");
            }

            @Override
            public Optional<StartedExport> recall() {
                return Optional.empty();
            }

            @Override
            public void remember(StartedExport export) {}

            @Override
            public void forget(String batchId) {}
        };
    }
}
