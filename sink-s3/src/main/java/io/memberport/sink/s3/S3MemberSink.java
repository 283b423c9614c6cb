package io.memberport.sink.s3;

import io.memberport.encoding.column.TypedColumns;
import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import io.memberport.model.ExportMetadata;
import io.memberport.model.ProfileVariable;
import io.memberport.port.CommittedVariables;
import io.memberport.port.LastCommit;
import io.memberport.port.Layout;
import io.memberport.port.MemberEraser;
import io.memberport.port.MemberSink;
import io.memberport.port.SinkContext;
import io.memberport.port.SinkRun;
import io.memberport.port.network.Network;
import io.memberport.sink.s3.S3Options.Compression;
import io.memberport.sink.s3.S3Options.Format;
import io.memberport.sink.s3.S3Options.InvalidValues;
import io.memberport.sink.s3.catalog.CommittedExport;
import io.memberport.sink.s3.catalog.CommunityState;
import io.memberport.sink.s3.catalog.ExportFolder;
import io.memberport.sink.s3.catalog.LatestObject;
import io.memberport.sink.s3.catalog.Manifest;
import io.memberport.sink.s3.catalog.ManifestColumns;
import io.memberport.sink.s3.catalog.TargetClaim;
import io.memberport.sink.s3.erasure.S3Eraser;
import io.memberport.sink.s3.http.StoreBounds;
import io.memberport.sink.s3.refusal.S3Target;
import io.memberport.sink.s3.store.Bucket;
import io.memberport.sink.s3.store.S3Connection;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * Writes exports to a bucket, each in a folder of its own below a prefix, as files that query engines can read in
 * place:
 *
 * <pre>
 * prefix/_latest.json
 * prefix/community=…/export_date=2026-03-01/batch=…/part-00000-(run).jsonl.gz
 *                                                  /part-00001-(run).jsonl.gz
 *                                                  /_manifest-(run).json
 * </pre>
 *
 * <p>Files are uploaded in parts while the export is read, and are not visible before the commit. The commit completes
 * them, writes the manifest, and then names the export in {@code _latest.json}. This last step decides: a reader that
 * starts from {@code _latest.json} sees all of an export or nothing of it. A run claims the target there when it is
 * opened, so that of two runs at once the one that was opened last commits, and the other fails as busy. The next run
 * removes what a killed one left.
 *
 * <p>Memory does not depend on the export: up to three buffers of 5 MiB, two of which are on their way while one fills, outside
 * the heap. Encoding happens in {@link SinkRun#prepare}, so it uses as many cores as call it. For {@link Format#PARQUET} that
 * makes columns of blocks, which are encoded one block after the other.
 */
public final class S3MemberSink implements MemberSink {

    private final S3Target target;
    private final S3Connection connection;
    private final S3Options options;
    private @Nullable Bucket bucket;

    S3MemberSink(S3Target target, S3Connection connection, S3Options options) {
        this.target = target;
        this.connection = connection;
        this.options = options;
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
        return options.layout() == Layout.WIDE;
    }

    @Override
    public void check() {
        connected().check();
    }

    @Override
    public void checkIncremental(String community) {
        new LatestObject(connected(), community).requireRoomForChanges(options.form());
    }

    /**
     * {@inheritDoc}
     *
     * <p>Empty also if the export was written with another format, layout or compression, or if not all of its files
     * are there.
     */
    @Override
    public Optional<LastCommit> lastCommit(String community) {
        TargetClaim.requireWhole("name of the community", community);
        Bucket store = connected();
        CommunityState state = new LatestObject(store, community).read();
        if (needsVariablesFirst()) {
            // What is wrong with the manifest is found before an export is started.
            ManifestColumns.last(state, store);
        }
        return state.last()
                .filter(export -> export.isLike(options.form()))
                .filter(export -> isComplete(export, store))
                .map(export -> export.lastCommit(state.lastSyncDate()));
    }

    /**
     * {@inheritDoc}
     *
     * <p>Looks also at exports that a full export has replaced, as long as {@code _latest.json} names them and all of
     * their files are there.
     */
    @Override
    public boolean hasCommitted(String community, ExportMetadata export) {
        Bucket store = connected();
        return new LatestObject(store, community)
                .read()
                .record()
                .filter(known -> known.isLike(options.form()) && known.isOf(export))
                .anyMatch(known -> isComplete(known, store));
    }

    @Override
    public Optional<Instant> newestExportDate(String community) {
        return Optional.ofNullable(
                new LatestObject(connected(), community).read().newestExportDate());
    }

    /** Those of the manifest of the present state's last export. */
    @Override
    public Optional<CommittedVariables> lastVariables(String community) {
        Bucket store = connected();
        return Manifest.variablesOfLast(new LatestObject(store, community).read(), store);
    }

    @Override
    public Map<String, String> columnsOf(String community, List<ProfileVariable> variables) {
        if (options.layout() != Layout.WIDE) {
            return Map.of();
        }
        Bucket store = connected();
        CommunityState state = new LatestObject(store, community).read();
        return TypedColumns.assign(variables, ManifestColumns.last(state, store))
                .names();
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
     * <p>Takes over from a run in progress if there is one, because it cannot be distinguished from a run that was
     * killed.
     */
    @Override
    public SinkRun open(SinkContext context) {
        return S3Run.start(connected(), options, context);
    }

    /**
     * {@inheritDoc}
     *
     * <p>Looks into all exports of the community that lie at the target, whatever their format: also those that a full export has
     * replaced. Objects that are written again get the encryption, the storage class and the tags of this sink's options.
     */
    @Override
    public Optional<MemberEraser> eraser() {
        return Optional.of(new S3Eraser(this::connected));
    }

    private Bucket connected() {
        Bucket present = bucket;
        if (present == null) {
            present = new Bucket(connection.connect(target), target, options.attributes());
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

    /** Collects the settings of a sink. */
    public static final class Builder {

        private final S3Target target;
        private Format format = Format.JSONL;
        private @Nullable Layout layout;
        private Compression compression = Compression.GZIP;
        private InvalidValues invalidValues = InvalidValues.REJECT;
        private long fileBytes = S3Options.DEFAULT_FILE_BYTES;
        private @Nullable S3Client client;
        private @Nullable AwsCredentialsProvider credentials;
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

        /**
         * What files hold. The first one that the {@link Format} has if not set. {@link Layout#WIDE}, with a typed
         * column for each variable, needs to know all variables first, so that the export is read twice.
         */
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

        /** The uncompressed size at which a new file begins; 128 MiB if not set. */
        public Builder fileBytes(long bytes) {
            this.fileBytes = bytes;
            return this;
        }

        /**
         * A client of your own, in place of one that the sink makes. It brings its endpoint, region, credentials,
         * proxy, trusted authorities, time limits and retries, so none of these is set here. You close it, after the
         * sink.
         */
        public Builder client(@Nullable S3Client client) {
            this.client = client;
            return this;
        }

        /** Where credentials come from, also those that assume a role. The SDK's own chain if not set. */
        public Builder credentials(@Nullable AwsCredentialsProvider credentials) {
            this.credentials = credentials;
            return this;
        }

        /** Where the store is, if it is not Amazon's. */
        public Builder endpoint(@Nullable URI endpoint) {
            this.endpoint = endpoint;
            return this;
        }

        /** What the SDK finds in the environment and the profile if not set. */
        public Builder region(@Nullable String region) {
            this.region = region;
            return this;
        }

        /** Whether the bucket's name is in the path of the URL and not in the host's name. Off if not set. */
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

        /** The proxies to use and the authorities to trust; the SDK's own rule if not set. */
        public Builder network(@Nullable Network newNetwork) {
            this.network = newNetwork;
            return this;
        }

        /** Whether each object is sent with its checksum. On if not set; some stores do not support these checksums. */
        public Builder checksums(boolean on) {
            this.checksums = on;
            return this;
        }

        /**
         * How the store encrypts: {@code AES256}, {@code aws:kms}, {@code aws:kms:dsse}. The bucket's default if not
         * set.
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
            S3Options options = new S3Options(
                    format,
                    format.withLayout(layout),
                    compression,
                    invalidValues,
                    fileBytes,
                    encryption,
                    kmsKey,
                    storageClass,
                    tags,
                    checksums);
            return new S3MemberSink(
                    target,
                    new S3Connection(
                            client,
                            credentials,
                            endpoint,
                            region,
                            pathStyle,
                            profile,
                            role,
                            checksums,
                            bounds,
                            network),
                    options);
        }
    }
}
