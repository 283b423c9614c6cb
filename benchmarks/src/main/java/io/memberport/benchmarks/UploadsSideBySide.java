package io.memberport.benchmarks;

import io.memberport.export.ExportListener;
import io.memberport.export.ExportTransfer;
import io.memberport.file.ExportFile;
import io.memberport.port.ExportFileSource;
import io.memberport.port.MemberSinkProvider;
import io.memberport.port.SinkOptions;
import io.memberport.sink.s3.S3MemberSinkProvider;
import io.memberport.testing.store.ObjectStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Measures an export file on its way into object storage beside a plain upload, with the same SDK, of the very files that
 * come of it. In turns, both in this process, into a store in a process of its own that this program starts. A first round,
 * which does not count, is for the virtual machines to warm up, makes the files for the plain upload, and makes sure that
 * both store the same.
 *
 * <p>Arguments, all optional: {@code --members N} (default 100000, about 1.26 GB), {@code --rounds N} (default 5),
 * {@code --format FORMAT} (default jsonl) and {@code --compression COMPRESSION} (default: the sink's), as the options of the
 * sink, {@code --directory DIR} for the export and the files (default: a temporary one). What the store keeps is in a
 * temporary directory anyway.
 */
public final class UploadsSideBySide {

    private static final String MEMBERPORT = "memberport, from the export";
    private static final String PLAIN = "plain upload of the files";

    private static final MemberSinkProvider SINKS = new S3MemberSinkProvider();

    private final ObjectStore store;
    private final Workspace workspace;
    private final SinkOptions options;
    private final Path export;

    private UploadsSideBySide(ObjectStore store, Workspace workspace, SinkOptions options) {
        this.store = store;
        this.workspace = workspace;
        this.options = options;
        this.export = workspace.resolve("export.json");
    }

    /** What is measured. */
    @FunctionalInterface
    private interface Upload {

        void run() throws IOException, InterruptedException;
    }

    /** Measures and prints medians. */
    public static void main(String[] args) throws IOException, InterruptedException {
        Arguments arguments = Arguments.of(
                args,
                Map.of("members", "100000", "rounds", "5", "format", "jsonl"),
                Set.of("compression", "directory"));
        try (Workspace workspace = Workspace.of(arguments);
                ObjectStore store = ObjectStore.start()) {
            // Where the SDK's chain looks first; the sink takes keys from nowhere else.
            System.setProperty("aws.accessKeyId", store.accessKey());
            System.setProperty("aws.secretAccessKey", store.secretKey());
            UploadsSideBySide uploads = new UploadsSideBySide(store, workspace, options(store, arguments));
            Exports.write(Exports.spec(arguments.number("members")), uploads.export);
            uploads.measure(arguments.number("rounds"));
        }
    }

    private static SinkOptions options(ObjectStore store, Arguments arguments) {
        Map<String, String> given = new HashMap<>(Map.of(
                "endpoint", store.endpoint().toString(), "path-style", "true", "format", arguments.text("format")));
        if (arguments.has("compression")) {
            given.put("compression", arguments.text("compression"));
        }
        return SinkOptions.of(SINKS, given);
    }

    private void measure(int rounds) throws IOException, InterruptedException {
        Results results = new Results(Files.size(export));
        List<ReadyFile> files = prepare(results);
        for (int round = 1; round <= rounds; round++) {
            try (UploadBucket ours = UploadBucket.create(store);
                    UploadBucket theirs = UploadBucket.create(store)) {
                results.add(round, MEMBERPORT, timed(() -> load(ours)));
                results.add(round, PLAIN, timed(() -> PlainUpload.run(files, theirs)));
            }
        }
        summarise(results);
    }

    /** Round 0, and the files it makes. */
    private List<ReadyFile> prepare(Results results) throws IOException, InterruptedException {
        try (UploadBucket ours = UploadBucket.create(store);
                UploadBucket theirs = UploadBucket.create(store)) {
            results.add(0, MEMBERPORT, timed(() -> load(ours)));
            List<ReadyFile> files = ours.download(workspace.resolve("files"));
            results.add(0, PLAIN, timed(() -> PlainUpload.run(files, theirs)));
            requireSame(ours.fingerprint(), theirs.fingerprint());
            long bytes = 0;
            for (ReadyFile file : files) {
                bytes += Files.size(file.path());
            }
            System.out.printf(
                    Locale.ROOT,
                    "Both stored the same: %,d bytes in %d files, %s, compression %s. Round 0 does not count.%n",
                    bytes,
                    files.size(),
                    options.get("format"),
                    options.get("compression"));
            return files;
        }
    }

    private void load(UploadBucket bucket) {
        try (ExportFileSource source = ExportFile.onDisk(export)) {
            ExportTransfer.forCommunity("benchmark")
                    .withSpoolDirectory(workspace.directory())
                    .run(source, null, List.of(SINKS.create(bucket.target(), options)), ExportListener.NONE);
        }
    }

    private static Measurement timed(Upload upload) throws IOException, InterruptedException {
        long start = System.nanoTime();
        upload.run();
        return new Measurement((System.nanoTime() - start) / 1e9, 0);
    }

    private static void requireSame(String expected, String found) {
        if (!expected.equals(found)) {
            throw new IllegalStateException("not the same files:\n" + expected + "\nand\n" + found);
        }
    }

    private void summarise(Results results) throws IOException {
        double ours = results.medianSeconds(MEMBERPORT);
        double plain = results.medianSeconds(PLAIN);
        System.out.printf(
                Locale.ROOT,
                "%nMedians of wall time, from making the client to closing it: memberport %.2f s, plain %.2f s%n",
                ours,
                plain);
        System.out.printf(
                Locale.ROOT,
                "memberport takes %.2f x the time of plain, and %.0f MB of JSON each second%n",
                ours / plain,
                Files.size(export) / 1e6 / ours);
    }
}
