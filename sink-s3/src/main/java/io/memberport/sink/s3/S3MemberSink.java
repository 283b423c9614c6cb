package io.memberport.sink.s3;

import io.memberport.encoding.BlockCompressor;
import io.memberport.encoding.BlockDeflater;
import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import io.memberport.model.ExportMetadata;
import io.memberport.port.LastCommit;
import io.memberport.port.MemberSink;
import io.memberport.port.Network;
import io.memberport.port.SinkContext;
import io.memberport.port.SinkRun;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Writes exports to a bucket, each in a folder of its own below a prefix, as files that engines read as they lie there:
 *
 * <pre>
 * prefix/_latest.json
 * prefix/community=…/export_date=2026-03-01/batch=…/part-00000-(run).jsonl.gz
 *                                                  /part-00001-(run).jsonl.gz
 *                                                  /_manifest-(run).json
 * </pre>
 *
 * <p>Files are uploaded in parts while the export is read, and nobody sees them before the commit, which completes them, writes
 * the manifest, and then names the export in {@code _latest.json}. That last step is the commit: whoever reads by {@code
 * _latest.json} sees all of an export or nothing of it. A run claims the target there when it is opened, so that of two runs at
 * once the one that was opened last commits, and the other fails as busy. What a killed run leaves, the next one removes.
 *
 * <p>Memory does not depend on the export: three buffers of 8 MiB, two of which are on their way while one fills. Encoding
 * happens in {@link SinkRun#prepare}, so it uses as many cores as call it, but for {@link Format#PARQUET}, whose rows are encoded one
 * block after the other.
 */
public final class S3MemberSink implements MemberSink {

    /** How files are written. */
    public enum Format {
        /** A document for each member and line, exactly what Alida sent. Has the layout {@link Layout#JSON}. */
        JSONL("application/x-ndjson"),
        /** RFC 4180 in UTF-8, with a header in each file. Has the layout {@link Layout#LONG}. */
        CSV("text/csv"),
        /**
         * Apache Parquet, with types. Has the layouts {@link Layout#LONG}, where numbers and date-times are also there as such,
         * and {@link Layout#WIDE}. {@link Compression} is that of pages. Needs {@code org.apache.parquet:parquet-hadoop} on the
         * class path, though nothing of Hadoop.
         */
        PARQUET("application/vnd.apache.parquet");

        private final String contentType;

        Format(String contentType) {
            this.contentType = contentType;
        }

        String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** What files are called, by the custom of the engines that write them. */
        String extension(Compression compression) {
            if (this != PARQUET) {
                return "." + wireName() + compression.extension();
            }
            return (compression == Compression.ZSTD ? ".zstd" : compression.extension()) + ".parquet";
        }

        /** Those it can be written in, beginning with what it is written in if nobody says. */
        List<Layout> layouts() {
            return switch (this) {
                case JSONL -> List.of(Layout.JSON);
                case CSV -> List.of(Layout.LONG);
                case PARQUET -> List.of(Layout.LONG, Layout.WIDE);
            };
        }

        String contentType() {
            return contentType;
        }
    }

    /** What files hold. */
    public enum Layout {
        /** A document for each member. */
        JSON,
        /** A row for each value, one also for a variable without values and for a member without variables. */
        LONG,
        /**
         * A row for each member, with a typed column for each variable. Needs to know all variables first, so that the export is
         * read twice.
         */
        WIDE;

        String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** How files are compressed. */
    public enum Compression {
        /** What every engine reads. */
        GZIP(".gz"),
        /** Smaller and quicker, and read by most engines. */
        ZSTD(".zst"),
        NONE("");

        private final String extension;

        Compression(String extension) {
            this.extension = extension;
        }

        String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** Compresses pieces; held memory is given back when it is closed. */
        BlockCompressor compressor() {
            return switch (this) {
                case NONE -> BlockCompressor.NONE;
                case GZIP -> new BlockDeflater();
                case ZSTD -> new BlockZstd();
            };
        }

        String extension() {
            return extension;
        }
    }

    /** What becomes of values that a format with types cannot hold. The others hold everything. */
    public enum InvalidValues {
        /** The run fails, and nothing is committed. */
        REJECT,
        /** There is null in their place, and they are counted. */
        REPLACE
    }

    private final S3Target target;
    private final S3Connection connection;
    private final S3Settings settings;
    private @Nullable Bucket bucket;

    S3MemberSink(S3Target target, S3Connection connection, S3Settings settings) {
        this.target = target;
        this.connection = connection;
        this.settings = settings;
    }

    /**
     * Starts the description of a sink.
     *
     * @param target {@code s3://bucket/prefix/}; the bucket must exist
     * @throws MemberportException of kind {@link FailureKind#CONFIGURATION} if it is not that
     */
    public static Builder to(String target) {
        return new Builder(S3Target.parse(target));
    }

    @Override
    public String description() {
        return target.toString();
    }

    /** Changes are kept beside the full export that they belong to. */
    @Override
    public boolean accumulates() {
        return true;
    }

    /** In the layout {@link Layout#WIDE}. */
    @Override
    public boolean needsVariablesFirst() {
        return settings.layout() == Layout.WIDE;
    }

    @Override
    public void check() {
        connected().check();
    }

    @Override
    public void checkIncremental(String community) {
        new LatestObject(connected(), community).requireRoomForChanges(settings);
    }

    /**
     * {@inheritDoc}
     *
     * <p>Empty also if the export was written with another format, layout or compression, or if not all of its files are there.
     */
    @Override
    public Optional<LastCommit> lastCommit(String community) {
        S3Run.requireWhole("name of the community", community);
        Bucket store = connected();
        CommunityState state = new LatestObject(store, community).read();
        if (needsVariablesFirst()) {
            // What is wrong with the manifest is found before an export is started.
            ManifestColumns.last(state, store);
        }
        return state.last()
                .filter(export -> export.isLike(settings))
                .filter(export -> isComplete(export, store))
                .map(export -> export.lastCommit(state.lastSyncDate()));
    }

    /**
     * {@inheritDoc}
     *
     * <p>Looks also at those that a full export has taken the place of, as long as {@code _latest.json} names them and all of
     * their files are there.
     */
    @Override
    public boolean hasCommitted(String community, ExportMetadata export) {
        Bucket store = connected();
        return new LatestObject(store, community)
                .read()
                .record()
                .filter(known -> known.isLike(settings) && known.isOf(export))
                .anyMatch(known -> isComplete(known, store));
    }

    @Override
    public Optional<Instant> newestExportDate(String community) {
        return Optional.ofNullable(
                new LatestObject(connected(), community).read().newestExportDate());
    }

    private static boolean isComplete(CommittedExport export, Bucket store) {
        ExportFolder folder = new ExportFolder(export.folder());
        List<Bucket.Listed> objects = folder.objects(export.run(), store);
        List<Bucket.Listed> files = objects.stream()
                .filter(object -> !object.key().equals(folder.manifest(export.run())))
                .toList();
        return objects.size() == files.size() + 1
                && files.size() == export.files()
                && files.stream().mapToLong(Bucket.Listed::sizeBytes).sum() == export.bytes();
    }

    /**
     * {@inheritDoc}
     *
     * <p>Takes over from a run in progress if there is one: it cannot be told from one that was killed.
     */
    @Override
    public SinkRun open(SinkContext context) {
        return S3Run.start(connected(), settings, context);
    }

    private Bucket connected() {
        Bucket present = bucket;
        if (present == null) {
            present = new Bucket(connection.connect(target), target, settings);
            bucket = present;
        }
        return present;
    }

    @Override
    public void close() {
        Bucket store = bucket;
        bucket = null;
        if (store != null) {
            store.close();
        }
    }

    @Override
    public String toString() {
        return "S3MemberSink[" + target + "]";
    }

    /** Collects what a sink should be like. */
    public static final class Builder {

        private static final long DEFAULT_FILE_BYTES = 128L << 20;
        private static final long LARGEST_FILE_BYTES = 64L << 30;

        private final S3Target target;
        private Format format = Format.JSONL;
        private @Nullable Layout layout;
        private Compression compression = Compression.GZIP;
        private InvalidValues invalidValues = InvalidValues.REJECT;
        private long fileBytes = DEFAULT_FILE_BYTES;
        private @Nullable URI endpoint;
        private @Nullable String region;
        private boolean pathStyle;
        private @Nullable String profile;
        private @Nullable String role;
        private boolean checksums = true;
        private @Nullable Network network;
        private @Nullable String encryption;
        private @Nullable String kmsKey;
        private @Nullable String storageClass;
        private Map<String, String> tags = Map.of();
        private StoreBounds bounds = StoreBounds.DEFAULT;

        private Builder(S3Target target) {
            this.target = target;
        }

        /** {@link Format#JSONL} if not set. */
        public Builder format(Format format) {
            this.format = Objects.requireNonNull(format, "format");
            return this;
        }

        /** The first one that the {@link Format} has if not set. */
        public Builder layout(@Nullable Layout layout) {
            this.layout = layout;
            return this;
        }

        /** {@link Compression#GZIP} if not set. */
        public Builder compression(Compression compression) {
            this.compression = Objects.requireNonNull(compression, "compression");
            return this;
        }

        /** {@link InvalidValues#REJECT} if not set. */
        public Builder invalidValues(InvalidValues policy) {
            this.invalidValues = Objects.requireNonNull(policy, "policy");
            return this;
        }

        /** How many bytes, uncompressed, a file has when the next one begins; 128 MiB if not set. */
        public Builder fileBytes(long bytes) {
            this.fileBytes = bytes;
            return this;
        }

        /** Where a store is that is not Amazon's. Amazon's if not set. */
        public Builder endpoint(@Nullable URI endpoint) {
            this.endpoint = endpoint;
            return this;
        }

        /** What the SDK finds in the environment and the profile if not set. */
        public Builder region(@Nullable String region) {
            this.region = region;
            return this;
        }

        /** Whether the bucket's name stands in the path and not in the host's name. Off if not set. */
        public Builder pathStyle(boolean on) {
            this.pathStyle = on;
            return this;
        }

        /** A profile of the files that the command line of AWS shares. The SDK's choice if not set. */
        public Builder profile(@Nullable String profile) {
            this.profile = profile;
            return this;
        }

        /** The ARN of a role to assume. None if not set. */
        public Builder assumeRole(@Nullable String arn) {
            this.role = arn;
            return this;
        }

        /** Over which proxies the store is reached, and which authorities to trust; the SDK's own rule if not set. */
        public Builder network(@Nullable Network newNetwork) {
            this.network = newNetwork;
            return this;
        }

        /** Whether the store is sent checksums of all it gets. On if not set; some stores do not know them. */
        public Builder checksums(boolean on) {
            this.checksums = on;
            return this;
        }

        /**
         * How the store encrypts: {@code AES256}, {@code aws:kms}, {@code aws:kms:dsse}. The bucket's default if not set.
         *
         * @param kmsKey the key's id or ARN; null for the default one
         */
        public Builder encryption(@Nullable String algorithm, @Nullable String kmsKey) {
            this.encryption = algorithm;
            this.kmsKey = kmsKey;
            return this;
        }

        /** The storage class of data files, {@code STANDARD_IA} for example. The store's default if not set. */
        public Builder storageClass(@Nullable String storageClass) {
            this.storageClass = storageClass;
            return this;
        }

        /** Tags of data files. None if not set. */
        public Builder tags(Map<String, String> tags) {
            this.tags = Map.copyOf(tags);
            return this;
        }

        /** For tests, which do not wait as long. */
        Builder bounds(StoreBounds bounds) {
            this.bounds = bounds;
            return this;
        }

        /**
         * Makes the sink, without touching the target yet.
         *
         * @throws MemberportException of kind {@link FailureKind#CONFIGURATION} if settings make no sense
         */
        public S3MemberSink build() {
            if (fileBytes < 1 || fileBytes > LARGEST_FILE_BYTES) {
                throw new MemberportException(
                        FailureKind.CONFIGURATION, "Files can have from 1 byte to 64 GiB before they are compressed.");
            }
            if (format == Format.PARQUET && !hasParquet()) {
                throw new MemberportException(
                        FailureKind.CONFIGURATION,
                        "The format parquet needs org.apache.parquet:parquet-hadoop, which is not on the class path.");
            }
            if (kmsKey != null && (encryption == null || !encryption.startsWith("aws:kms"))) {
                throw new MemberportException(
                        FailureKind.CONFIGURATION, "A KMS key goes with the encryption aws:kms or aws:kms:dsse only.");
            }
            return new S3MemberSink(
                    target,
                    new S3Connection(endpoint, region, pathStyle, profile, role, checksums, bounds, network),
                    new S3Settings(
                            format,
                            layout(),
                            compression,
                            invalidValues,
                            fileBytes,
                            encryption,
                            kmsKey,
                            storageClass,
                            tags,
                            checksums));
        }

        private Layout layout() {
            Layout wanted = layout == null ? format.layouts().get(0) : layout;
            if (!format.layouts().contains(wanted)) {
                throw new MemberportException(
                        FailureKind.CONFIGURATION,
                        "The format " + format.wireName() + " does not have the layout " + wanted.wireName() + ", only "
                                + joined(format.layouts().stream().map(Layout::wireName)) + ". These formats have it: "
                                + joined(Stream.of(Format.values())
                                        .filter(other -> other.layouts().contains(wanted))
                                        .map(Format::wireName))
                                + ".");
            }
            return wanted;
        }

        private static String joined(Stream<String> names) {
            return names.collect(Collectors.joining(", "));
        }

        private static boolean hasParquet() {
            try {
                Class.forName("org.apache.parquet.hadoop.ParquetWriter", false, S3MemberSink.class.getClassLoader());
                return true;
            } catch (ClassNotFoundException absent) {
                return false;
            }
        }
    }
}
