package io.memberport.simulator;

import io.memberport.simulator.generator.ExportGenerator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** The exports of a community, and the private folder their files lie in. Safe for use by several threads. */
final class Batches implements AutoCloseable {

    private final SimulatorSettings settings;
    private final Path folder;
    private final Map<String, Batch> byId = new ConcurrentHashMap<>();
    private final Map<String, Batch> byFileId = new ConcurrentHashMap<>();
    private final AtomicLong created = new AtomicLong();

    Batches(SimulatorSettings settings) throws IOException {
        this.settings = settings;
        Path parent = settings.folder();
        // Readable by this user only, if the file system knows owners.
        this.folder = parent == null
                ? Files.createTempDirectory("memberport-simulator-")
                : Files.createTempDirectory(parent, "memberport-simulator-");
        add(settings.export(), settings.clock().instant());
    }

    /** Starts an export; where one given file is served, that is always the same one. */
    Batch create(@Nullable Instant since) {
        ExportGenerator.Spec export = settings.export();
        if (settings.given() != null) {
            Batch only = find(export.batchId()).orElseThrow();
            only.restart();
            return only;
        }
        Instant now = settings.clock().instant();
        String id = export.guid("created batch", created.incrementAndGet());
        ExportGenerator.Spec spec = export.toBuilder()
                .batchId(id)
                .sinceDatetime(since)
                .exportDate(now.truncatedTo(ChronoUnit.SECONDS))
                .build();
        return add(spec, now);
    }

    Optional<Batch> find(String batchId) {
        return Optional.ofNullable(byId.get(batchId));
    }

    Optional<Batch> findByFile(String fileId) {
        return Optional.ofNullable(byFileId.get(fileId));
    }

    private Batch add(ExportGenerator.Spec spec, Instant now) {
        String fileId = spec.guid("file of " + spec.batchId(), 0);
        Batch batch = new Batch(spec.batchId(), fileId, now, () -> make(spec, fileId));
        byId.put(batch.id(), batch);
        byFileId.put(fileId, batch);
        return batch;
    }

    private ServedFile make(ExportGenerator.Spec spec, String fileId) throws IOException {
        String etag = '"' + fileId.replace("-", "") + '"';
        SimulatorSettings.GivenFile given = settings.given();
        if (given != null) {
            return ServedFile.of(given.place(folder), etag, settings.clock().instant());
        }
        Path path = Files.createTempFile(folder, fileId, ".json");
        try {
            ExportGenerator.of(spec).writeTo(path);
        } catch (IOException e) {
            deleteAfter(e, path);
            // The failure of a write says no path.
            throw new IOException(e.getMessage() + " (in " + folder + ")", e);
        }
        return ServedFile.of(path, etag, settings.clock().instant());
    }

    private static void deleteAfter(IOException failure, Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            failure.addSuppressed(e);
        }
    }

    /** Deletes the files. Idempotent. */
    @Override
    public void close() {
        if (!Files.exists(folder)) {
            return;
        }
        try (var files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                Files.deleteIfExists(file);
            }
            Files.deleteIfExists(folder);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot delete the simulator's temporary files in " + folder + ".", e);
        }
    }
}
