package io.memberport.sink.s3;

import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import io.memberport.port.Layout;
import io.memberport.port.SinkOption;
import io.memberport.sink.s3.catalog.ExportForm;
import io.memberport.sink.s3.format.FileCompression;
import io.memberport.sink.s3.parquet.ParquetLibrary;
import io.memberport.sink.s3.store.ObjectAttributes;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How objects are written. {@link S3MemberSink.Builder} collects it.
 *
 * @param layout one that the format has
 * @param invalidValues what happens to values that the format cannot hold
 * @param fileBytes how long a file may become before it is compressed
 * @param encryption how the store encrypts; null for its default
 * @param kmsKey the key for it; null for the store's default
 * @param storageClass of data files; null for the store's default
 * @param tags on data files
 * @param checksums whether the store is sent checksums, and asked to compare them
 */
public record S3Options(
        Format format,
        Layout layout,
        Compression compression,
        InvalidValues invalidValues,
        long fileBytes,
        @Nullable String encryption,
        @Nullable String kmsKey,
        @Nullable String storageClass,
        Map<String, String> tags,
        boolean checksums) {

    static final long DEFAULT_FILE_BYTES = 128L << 20;
    private static final long LARGEST_FILE_BYTES = 64L << 30;

    /** How files are written. */
    public enum Format {
        /** A document for each member and line, exactly what Alida sent. Has the layout {@link Layout#JSON}. */
        JSONL("application/x-ndjson"),
        /** RFC 4180 in UTF-8, with a header in each file. Has the layout {@link Layout#LONG}. */
        CSV("text/csv"),
        /**
         * Apache Parquet, with types. Has the layouts {@link Layout#LONG}, where numbers and date-times are also there
         * as such, and {@link Layout#WIDE}. {@link Compression} is that of pages. Needs {@code
         * org.apache.parquet:parquet-hadoop} on the class path, but nothing of Hadoop.
         */
        PARQUET("application/vnd.apache.parquet");

        private final String contentType;

        Format(String contentType) {
            this.contentType = contentType;
        }

        /** Those it can be written in, beginning with the default. */
        List<Layout> layouts() {
            return switch (this) {
                case JSONL -> List.of(Layout.JSON);
                case CSV -> List.of(Layout.LONG);
                case PARQUET -> List.of(Layout.LONG, Layout.WIDE);
            };
        }

        Layout withLayout(@Nullable Layout chosen) {
            Layout wanted = chosen == null ? layouts().get(0) : chosen;
            if (!layouts().contains(wanted)) {
                throw misuse("The format " + SinkOption.wireName(this) + " does not have the layout "
                        + SinkOption.wireName(wanted) + ", only "
                        + joined(layouts().stream().map(SinkOption::wireName)) + ". These formats have it: "
                        + joined(Stream.of(Format.values())
                                .filter(other -> other.layouts().contains(wanted))
                                .map(SinkOption::wireName))
                        + ".");
            }
            return wanted;
        }

        private static String joined(Stream<String> names) {
            return names.collect(Collectors.joining(", "));
        }
    }

    /** How files are compressed. */
    public enum Compression {
        /** What every engine reads. */
        GZIP,
        /** Smaller and quicker, and read by most engines. */
        ZSTD,
        NONE;

        FileCompression ofFiles() {
            return FileCompression.valueOf(name());
        }
    }

    /** What happens to values that a format with types cannot hold. The others hold everything. */
    public enum InvalidValues {
        /** The run fails, and nothing is committed. */
        REJECT,
        /** There is null in their place, and they are counted. */
        REPLACE
    }

    /**
     * Checks that these go together.
     *
     * @throws MemberportException of kind {@link FailureKind#CONFIGURATION} if not
     */
    public S3Options {
        Objects.requireNonNull(format, "format");
        Objects.requireNonNull(compression, "compression");
        Objects.requireNonNull(invalidValues, "invalidValues");
        layout = format.withLayout(layout);
        tags = Map.copyOf(tags);
        if (fileBytes < 1 || fileBytes > LARGEST_FILE_BYTES) {
            throw misuse("Files can have from 1 byte to 64 GiB before they are compressed.");
        }
        if (kmsKey != null && (encryption == null || !encryption.startsWith("aws:kms"))) {
            throw misuse("The option s3.kms-key needs the option s3.encryption to be aws:kms or aws:kms:dsse.");
        }
        if (format == Format.PARQUET && !ParquetLibrary.isThere()) {
            throw misuse("The format parquet needs org.apache.parquet:parquet-hadoop, which is not on the class path.");
        }
    }

    private static MemberportException misuse(String message) {
        return new MemberportException(FailureKind.CONFIGURATION, message);
    }

    /** What readers must know to read the files; exports that belong together have the same. */
    ExportForm form() {
        return new ExportForm(
                SinkOption.wireName(format), SinkOption.wireName(layout), SinkOption.wireName(compression));
    }

    /** What the names of files end in. */
    String extension() {
        FileCompression files = compression.ofFiles();
        return switch (format) {
            case JSONL, CSV -> "." + SinkOption.wireName(format) + files.extension();
            case PARQUET -> files.extensionOfPages() + ".parquet";
        };
    }

    /** What the store is told of objects. */
    ObjectAttributes attributes() {
        return new ObjectAttributes(format.contentType, encryption, kmsKey, storageClass, tags, checksums);
    }
}
