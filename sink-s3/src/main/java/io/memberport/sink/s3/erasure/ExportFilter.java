package io.memberport.sink.s3.erasure;

import io.memberport.encoding.csv.CsvDialect;
import io.memberport.encoding.csv.MemberRowFilter;
import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import io.memberport.model.Text;
import io.memberport.sink.s3.catalog.ExportFolder;
import io.memberport.sink.s3.catalog.Manifest;
import io.memberport.sink.s3.format.FileCompression;
import io.memberport.sink.s3.format.JsonLineFilter;
import io.memberport.sink.s3.parquet.ParquetFilter;
import io.memberport.sink.s3.parquet.ParquetLibrary;
import io.memberport.sink.s3.refusal.StoreFailures;
import io.memberport.sink.s3.store.Bucket;
import io.memberport.sink.s3.store.DataFile;
import io.memberport.sink.s3.store.ObjectStream;
import io.memberport.sink.s3.store.PartUploads;
import io.memberport.sink.s3.store.Precondition;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Looks for members in one export, and writes it again without them. Used by one thread. */
final class ExportFilter {

    private static final CsvDialect CSV = new CsvDialect(',', false);
    private static final int COPY_BYTES = 256 << 10;

    private final Bucket bucket;
    private final StoredExport export;
    private final FileFilter filter;

    ExportFilter(Bucket bucket, StoredExport export, Set<Text> memberIds) {
        this.bucket = bucket;
        this.export = export;
        this.filter = filter(bucket, export, memberIds);
    }

    private static FileFilter filter(Bucket bucket, StoredExport export, Set<Text> memberIds) {
        Manifest manifest = export.manifest();
        FileCompression compression;
        try {
            compression = FileCompression.valueOf(manifest.compression().toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException ofALaterVersion) {
            throw unknown(bucket, export, "compression " + manifest.compression());
        }
        return switch (manifest.format()) {
            case "jsonl" -> new LineFileFilter(bucket, compression, () -> new JsonLineFilter(memberIds));
            case "csv" -> new LineFileFilter(bucket, compression, () -> new MemberRowFilter(CSV, memberIds));
            case "parquet" -> parquet(bucket, export, memberIds, compression);
            default -> throw unknown(bucket, export, "format " + manifest.format());
        };
    }

    private static FileFilter parquet(
            Bucket bucket, StoredExport export, Set<Text> memberIds, FileCompression compression) {
        if (!ParquetLibrary.isThere()) {
            throw unknown(
                    bucket, export, "format parquet (org.apache.parquet:parquet-hadoop is not on the class path)");
        }
        return (file, out) -> {
            ParquetFilter parquet = new ParquetFilter(memberIds, compression);
            parquet.read(new ObjectStream(bucket, file.key(), file.sizeBytes()), out);
            return new Findings(parquet.found(), parquet.rows());
        };
    }

    private static MemberportException unknown(Bucket bucket, StoredExport export, String what) {
        return new MemberportException(
                FailureKind.TARGET,
                "The export in " + bucket.target() + export.folder().path() + " has the " + what
                        + ", from which members cannot be erased here, so it still shows them. Delete all"
                        + " objects of the folder, or make a full export and delete it then; then erase the members again.");
    }

    StoredExport export() {
        return export;
    }

    /** Looks into each of its files. */
    List<Findings> count() {
        return export.manifest().files().stream().map(file -> read(file, null)).toList();
    }

    private Findings read(Manifest.File file, @Nullable DataFile out) {
        try {
            return filter.read(file, out);
        } catch (IOException | UncheckedIOException notThatFile) {
            throw changed(file);
        }
    }

    /**
     * Writes it again, into another folder, where readers that start from {@code _latest.json} do not look yet.
     *
     * @param found in each of its files
     * @param begun gets each file as it is begun
     * @return what is there then
     */
    StoredExport rewrite(String run, List<Findings> found, Consumer<DataFile> begun) {
        Manifest former = export.manifest();
        ExportFolder folder = export.folder().successor(bucket);
        long largest = former.files().stream()
                .mapToLong(Manifest.File::sizeBytes)
                .max()
                .orElse(0);
        List<DataFile> written = new ArrayList<>();
        try (PartUploads uploads = new PartUploads(bucket.target(), largest)) {
            for (int i = 0; i < found.size(); i++) {
                Manifest.File file = former.files().get(i);
                if (file.rows() == found.get(i).rows()) {
                    // An export without members has no files.
                    continue;
                }
                Bucket alike = bucket.forFilesLike(file.key());
                DataFile out = new DataFile(alike, uploads, folder.path() + name(file, run), run);
                begun.accept(out);
                rewrite(file, found.get(i), out);
                written.add(out);
            }
        }
        Findings all = Findings.sum(found);
        Manifest manifest = former.without(run, all.members().size(), all.rows(), written);
        StoredExport successor = new StoredExport(folder, manifest);
        requireWon(bucket.write(successor.key(), manifest.toJson(), Precondition.ABSENT));
        return successor;
    }

    private String name(Manifest.File file, String run) {
        return file.key()
                .substring(export.folder().path().length())
                .replace(export.manifest().run(), run);
    }

    private void rewrite(Manifest.File file, Findings found, DataFile out) {
        if (found.rows() == 0) {
            copy(file, out);
        } else {
            read(file, out);
        }
        out.countRows(file.rows() - found.rows());
        requireWon(out.publish());
    }

    private void copy(Manifest.File file, DataFile out) {
        VerifiedStream stored = new VerifiedStream(bucket, file);
        byte[] chunk = new byte[COPY_BYTES];
        try {
            for (int length = stored.read(chunk); length >= 0; length = stored.read(chunk)) {
                out.append(ByteBuffer.wrap(chunk, 0, length));
            }
            stored.verify();
        } catch (IOException changed) {
            throw changed(file);
        }
        out.finish();
    }

    /** The message of what was thrown may quote the file. */
    private MemberportException changed(Manifest.File file) {
        return new MemberportException(
                FailureKind.TARGET,
                "The object " + bucket.target() + file.key() + " is not what was committed: it was changed since, or is"
                        + " damaged. Restore it, or delete all objects of its folder; then erase the members again.");
    }

    private void requireWon(boolean won) {
        if (!won) {
            throw StoreFailures.takenOver(bucket.target());
        }
    }
}
