package io.memberport.http;

import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import io.memberport.file.DocumentLimits;
import io.memberport.file.ExportFile;
import io.memberport.http.api.ApiAddress;
import io.memberport.http.api.ApiCalls;
import io.memberport.http.api.ApiPaths;
import io.memberport.http.api.BatchCalls;
import io.memberport.http.api.ClientHeaders;
import io.memberport.http.api.TokenSource;
import io.memberport.http.download.FileDownloads;
import io.memberport.http.download.ParallelDownload;
import io.memberport.http.download.ResumeAttempts;
import io.memberport.http.download.ResumingDownload;
import io.memberport.http.wire.AddressRanges;
import io.memberport.http.wire.GuardedNames;
import io.memberport.http.wire.HttpExchanges;
import io.memberport.http.wire.HttpFailures;
import io.memberport.http.wire.Link;
import io.memberport.http.wire.Retries;
import io.memberport.http.wire.RetryingClient;
import io.memberport.http.wire.Secrets;
import io.memberport.http.wire.Timing;
import io.memberport.model.BatchStatus;
import io.memberport.model.ExportBatch;
import io.memberport.port.Deadline;
import io.memberport.port.Delays;
import io.memberport.port.ExportApi;
import io.memberport.port.ExportFileSource;
import io.memberport.port.network.Network;
import io.memberport.port.network.RetryListener;
import java.io.IOException;
import java.io.InputStream;
import java.lang.module.ModuleDescriptor;
import java.net.InetAddress;
import java.net.URI;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.jspecify.annotations.Nullable;

/**
 * The batch member-profile export of one community, over HTTP. Safe for use by several threads; holds a connection
 * pool, so it is closed when done. Starts no threads of its own, but for downloads over several {@linkplain
 * Builder#connections connections}.
 *
 * <p><b>Credentials</b> go to the API's own origin and nowhere else; the link to the file is followed to wherever it
 * leads, byte for byte and without them. Everything is encrypted, except between programs on one machine.
 *
 * <p><b>Failures</b> are {@link MemberportException}s. A call that does no harm when it is repeated is repeated as the
 * {@link RetryPolicy} says before one is thrown; {@link #start} is repeated only if the API cannot have got it. An
 * interrupted download is resumed at the byte where it stopped, as the {@link ResumePolicy} says, if it is provably the
 * same file.
 *
 * <p><b>Interruption</b>: an interrupted thread gives up before its next attempt or pause. A read that is blocked ends
 * when the transfer, or this object, is closed from another thread.
 *
 * <p><b>Proxies</b> and trusted authorities are those of the {@linkplain Builder#network network}. A proxy's
 * credentials go to that proxy and nowhere else.
 *
 * <p><b>Logging</b> goes to SLF4J, at level debug: method, origin, status, attempt; at level info, that a download was
 * interrupted and resumed, and where. Apache HttpClient's own loggers
 * ({@code org.apache.hc}), too, see no credentials, headers, bodies, paths or queries: its connections are replaced by
 * ones that do not log, and it learns the target of a request only when that is written. It still logs hosts,
 * addresses, timeouts, connection states and the subjects of certificates at level debug. This library cannot control
 * what the JVM itself prints with {@code -Djavax.net.debug}; do not use that with real credentials.
 */
public final class AlidaApi implements ExportApi, AutoCloseable {

    private final ApiPaths paths;
    private final HttpExchanges wire;
    private final HttpFailures failures;
    private final TokenSource tokens;
    private final ApiCalls calls;
    private final BatchCalls batches;
    private final FileDownloads downloads;
    private final Supplier<ResumeAttempts> tries;
    private final DocumentLimits limits;
    private final int connections;
    private final FileDownloads beginnings;
    private final @Nullable Deadline deadline;

    private AlidaApi(Builder builder, ApiPaths paths, Supplier<ClientCredentials> credentials) {
        this.paths = paths;
        ApiConventions conventions = builder.conventions;
        Secrets secrets = new Secrets(builder.knownSecrets);
        this.failures = new HttpFailures(paths.base().origin(), secrets);
        this.wire = new HttpExchanges(
                builder.timeouts.patience(),
                builder.userAgent,
                new GuardedNames(paths.base().origin(), builder.linkAddresses, builder.dnsResolver),
                builder.network,
                builder.sslContext);
        Retries retries = builder.retryPolicy.retries(builder.timing.random());
        RetryingClient attempts = new RetryingClient(wire, retries, builder.timing, failures, builder.retryListener);
        this.tokens = new TokenSource(
                paths.token(),
                () -> headers(credentials, secrets, conventions),
                attempts,
                failures,
                secrets,
                builder.timing,
                conventions.unstatedTokenLifetime());
        this.calls = new ApiCalls(paths.base().origin(), attempts, tokens);
        this.batches = new BatchCalls(calls, paths, failures, secrets, conventions.sinceField());
        this.tries = () -> builder.resumePolicy.tries(retries, builder.timing.delays());
        this.limits = builder.limits;
        this.connections = builder.connections;
        this.deadline = null;
        this.downloads = downloads();
        this.beginnings = downloads;
    }

    private AlidaApi(AlidaApi whole, Deadline deadline) {
        this.paths = whole.paths;
        this.failures = whole.failures;
        this.wire = whole.wire;
        this.tokens = whole.tokens;
        this.calls = whole.calls;
        this.batches = whole.batches;
        this.tries = whole.tries;
        this.limits = whole.limits;
        this.connections = whole.connections;
        this.deadline = deadline;
        this.downloads = whole.downloads;
        this.beginnings = downloads();
    }

    private static ClientHeaders headers(
            Supplier<ClientCredentials> supplier, Secrets secrets, ApiConventions conventions) {
        ClientCredentials credentials = supplied(supplier);
        secrets.guard(credentials.secrets());
        Map<String, String> apiKey =
                credentials.apiKey() == null ? Map.of() : Map.of("x-api-key", credentials.apiKey());
        Map<String, String> onTokenCall = new LinkedHashMap<>(apiKey);
        onTokenCall.put("Authorization", "Basic " + credentials.basic());
        return new ClientHeaders(onTokenCall, conventions.apiKeyOnEveryCall() ? apiKey : Map.of());
    }

    private static ClientCredentials supplied(Supplier<ClientCredentials> supplier) {
        try {
            return Objects.requireNonNull(supplier.get(), "credentials");
        } catch (MemberportException known) {
            throw known;
        } catch (RuntimeException failed) {
            // Its message may quote what it has read, so only its class is told.
            throw new MemberportException(
                    FailureKind.CONFIGURATION,
                    "The supplier of the credentials failed ("
                            + failed.getClass().getName() + "). Check how your program gets them.");
        }
    }

    private FileDownloads downloads() {
        return new FileDownloads(calls, failures, paths, this::freshBatch, limits.documentBytes(), deadline);
    }

    /**
     * {@inheritDoc}
     *
     * <p>It bounds everything, from the look-up of the host's name to the first byte of a file, except for a deadline
     * of no time at all, which leaves the timeouts in force. The view has the connections and the token of this object,
     * which alone is to be closed. A file is opened by the deadline once: one that has begun and is opened again has
     * none.
     */
    @Override
    public AlidaApi within(Deadline newDeadline) {
        return newDeadline.time().isZero() ? this : new AlidaApi(this, newDeadline);
    }

    /**
     * Starts the description of a connection by the vendor's data region.
     *
     * @param region the organisation's data region, {@code eu1} for example; never guessed, because it is a legal
     *     matter
     * @throws MemberportException of kind {@link FailureKind#CONFIGURATION} if it cannot be the name of a region
     */
    public static Builder inRegion(String region) {
        return new Builder(ApiAddress.ofRegion(region));
    }

    /**
     * Starts the description of a connection by address.
     *
     * @param apiUrl {@code https} with a host, or {@code http} with a loopback host; a path is a prefix of all
     *     resources
     * @throws MemberportException of kind {@link FailureKind#CONFIGURATION} if it is anything else
     */
    public static Builder at(URI apiUrl) {
        return new Builder(ApiAddress.of(apiUrl));
    }

    /**
     * {@inheritDoc}
     *
     * <p>If the answer is lost, or is a server error, it is unknown whether an export was started, and the exception
     * says so. That the call is a POST of {@code {"sinceDatetime": …}}, answered by the status document or at least its
     * id, is an assumption; see {@link ApiConventions}.
     */
    @Override
    public ExportBatch start(@Nullable Instant since) {
        return batches.start(since, deadline);
    }

    @Override
    public ExportBatch status(String batchId) {
        return batches.status(batchId, deadline);
    }

    private ExportBatch freshBatch(ExportBatch batch) {
        return batches.status(batch.id(), beginnings.deadline());
    }

    /**
     * Gets an access token, which shows that the API can be reached and accepts these credentials.
     *
     * @throws MemberportException of kind {@link FailureKind#ACCESS_DENIED} if it refuses them, {@link
     *     FailureKind#UNAVAILABLE} if it cannot be reached, {@link FailureKind#PROTOCOL} if its answer makes no sense
     */
    public void authenticate() {
        tokens.current(null);
    }

    /**
     * Checks whether the API accepts the credentials at the community's address. Starts and changes nothing: it asks
     * for the status of an export.
     *
     * <p>The API has no better check. No documented call distinguishes an unknown community from an unknown export, so
     * only an export that exists confirms the community.
     *
     * @param batchId of an export that may exist; null to ask about one that cannot exist
     * @throws MemberportException of kind {@link FailureKind#ACCESS_DENIED} if they are refused, {@link
     *     FailureKind#NOT_FOUND} if something answers that is not the vendor's API, {@link FailureKind#UNAVAILABLE} if
     *     nothing does, {@link FailureKind#PROTOCOL} if an answer makes no sense
     */
    public CommunityAccess probe(@Nullable String batchId) {
        return batches.isThere(batchId) ? CommunityAccess.CONFIRMED : CommunityAccess.INDISTINCT;
    }

    /**
     * The file of a batch that has succeeded, to be decoded. Nothing is opened yet.
     *
     * @throws IllegalArgumentException if the batch has not succeeded
     */
    @Override
    public ExportFileSource file(ExportBatch batch) {
        requireSucceeded(batch);
        return ExportFile.of("export " + batch.id(), () -> openFile(batch), limits);
    }

    /**
     * Opens the file of a batch that has succeeded, as the bytes that are stored: JSON, or JSON in gzip. Of the
     * {@linkplain Builder#limits limits}, that of the length holds for them.
     *
     * @return a transfer at its first byte, which the caller closes
     * @throws IllegalArgumentException if the batch has not succeeded
     * @throws MemberportException if the file cannot be reached
     */
    public FileDownload openFile(ExportBatch batch) {
        requireSucceeded(batch);
        ResumeAttempts attempts = tries.get();
        return download(ResumingDownload.open(beginnings, downloads, batch, attempts), batch, attempts);
    }

    /**
     * Resumes the download of a file where another download of it ended, in another process perhaps. The batch has
     * succeeded.
     *
     * @param file what that download said it was
     * @param received the bytes that are here already, from the first on, which are those that that download gave; read
     *     to its end and not closed
     * @return a transfer at the byte after them, which the caller closes
     * @throws IllegalArgumentException if the batch has not succeeded
     * @throws MemberportException {@linkplain MemberportException#isRestartable() restartable} if the server does not
     *     prove that it is still the same file; otherwise as in {@link #openFile}
     * @throws IOException if the bytes that are here cannot be read
     */
    public FileDownload resumeFile(ExportBatch batch, StoredFile file, InputStream received) throws IOException {
        requireSucceeded(batch);
        ResumeAttempts attempts = tries.get();
        return download(
                ResumingDownload.resume(beginnings, downloads, batch, attempts, file.version(), received),
                batch,
                attempts);
    }

    private FileDownload download(ResumingDownload first, ExportBatch batch, ResumeAttempts attempts) {
        return new FileDownload(ParallelDownload.of(first, downloads, batch, attempts, connections), first);
    }

    /** The limits of a file. */
    DocumentLimits limits() {
        return limits;
    }

    private static void requireSucceeded(ExportBatch batch) {
        if (batch.status() != BatchStatus.SUCCEEDED) {
            throw new IllegalArgumentException("has no file: " + batch);
        }
    }

    /** Closes all connections at once, those of transfers included. Idempotent. */
    @Override
    public void close() {
        wire.close();
    }

    /** Scheme, host and port of the API. */
    public URI address() {
        return URI.create(paths.base().origin().toString());
    }

    /** Where the API is. */
    @Override
    public String toString() {
        return "AlidaApi[" + paths.base() + "]";
    }

    /** Collects what a connection needs. Not thread-safe. */
    public static final class Builder {

        /** More than a server that limits each connection usually allows. */
        public static final int MOST_CONNECTIONS = 16;

        private static final Pattern USER_AGENT = Pattern.compile("[\\x21-\\x7e](?:[\\x20-\\x7e]*[\\x21-\\x7e])?");

        private final Link base;
        private @Nullable String community;
        private @Nullable Supplier<ClientCredentials> credentials;
        private List<String> knownSecrets = List.of();
        private RetryPolicy retryPolicy = RetryPolicy.DEFAULT;
        private RetryListener retryListener = RetryListener.NONE;
        private ResumePolicy resumePolicy = ResumePolicy.DEFAULT;
        private DocumentLimits limits = DocumentLimits.DEFAULT;
        private int connections = 1;
        private Timeouts timeouts = Timeouts.DEFAULT;
        private ApiConventions conventions = ApiConventions.ASSUMED;
        private String userAgent = ownName();
        private Timing timing = Timing.REAL;
        private Network network = Network.ofJvm();
        private @Nullable SSLContext sslContext;
        private DnsResolver dnsResolver = SystemDefaultDnsResolver.INSTANCE;
        private Predicate<InetAddress> linkAddresses = AddressRanges::isPublic;

        private Builder(Link base) {
            this.base = base;
        }

        static String ownName() {
            ModuleDescriptor module = AlidaApi.class.getModule().getDescriptor();
            // On the module path a manifest says nothing.
            String version = module == null
                    ? AlidaApi.class.getPackage().getImplementationVersion()
                    : module.rawVersion().orElse(null);
            return version == null ? "memberport" : "memberport/" + version;
        }

        /** The community's API key name, a part of every resource's path. Required. */
        public Builder community(String newCommunity) {
            this.community = Objects.requireNonNull(newCommunity, "community");
            return this;
        }

        /** Required, unless they are {@linkplain #credentials(Supplier) supplied}. */
        public Builder credentials(ClientCredentials newCredentials) {
            this.knownSecrets = newCredentials.secrets();
            this.credentials = () -> newCredentials;
            return this;
        }

        /**
         * Credentials that change while this object is in use, because the secret is rotated.
         *
         * @param supplier asked before each request for an access token, so some times an hour, and when the API has
         *     refused one; on a thread that uses this object, by one at a time
         */
        public Builder credentials(Supplier<ClientCredentials> supplier) {
            this.knownSecrets = List.of();
            this.credentials = Objects.requireNonNull(supplier, "supplier");
            return this;
        }

        /** {@link RetryPolicy#DEFAULT} if not set. */
        public Builder retryPolicy(RetryPolicy newRetryPolicy) {
            this.retryPolicy = Objects.requireNonNull(newRetryPolicy, "retryPolicy");
            return this;
        }

        /** Hears of calls that are repeated as the {@link #retryPolicy} says; nothing does if not set. */
        public Builder retryListener(RetryListener newRetryListener) {
            this.retryListener = Objects.requireNonNull(newRetryListener, "retryListener");
            return this;
        }

        /** {@link ResumePolicy#DEFAULT} if not set. */
        public Builder resumePolicy(ResumePolicy newResumePolicy) {
            this.resumePolicy = Objects.requireNonNull(newResumePolicy, "resumePolicy");
            return this;
        }

        /** The limits of a file; {@link DocumentLimits#DEFAULT} if not set. */
        public Builder limits(DocumentLimits newLimits) {
            this.limits = Objects.requireNonNull(newLimits, "limits");
            return this;
        }

        /**
         * Over how many connections a file is downloaded at once, from 1, if not set, to {@value #MOST_CONNECTIONS}. Each takes a thread, and
         * 2 MiB of the heap, while the download lasts. It takes more than one only if the server proves that the parts are of one file, by a
         * strong entity tag and the length, and gives parts.
         *
         * @throws IllegalArgumentException if it is out of this range
         */
        public Builder connections(int number) {
            if (number < 1 || number > MOST_CONNECTIONS) {
                throw new IllegalArgumentException("from 1 to " + MOST_CONNECTIONS + " connections, not " + number);
            }
            this.connections = number;
            return this;
        }

        /** {@link Timeouts#DEFAULT} if not set. */
        public Builder timeouts(Timeouts newTimeouts) {
            this.timeouts = Objects.requireNonNull(newTimeouts, "timeouts");
            return this;
        }

        /** {@link ApiConventions#ASSUMED} if not set. */
        public Builder conventions(ApiConventions newConventions) {
            this.conventions = Objects.requireNonNull(newConventions, "conventions");
            return this;
        }

        /**
         * The user agent; {@code memberport/} and the version if not set.
         *
         * @throws MemberportException of kind {@link FailureKind#CONFIGURATION} if it cannot go into a header
         */
        public Builder userAgent(String newUserAgent) {
            if (!USER_AGENT.matcher(newUserAgent).matches()) {
                throw new MemberportException(
                        FailureKind.CONFIGURATION, "The user agent is empty or not printable ASCII.");
            }
            this.userAgent = newUserAgent;
            return this;
        }

        /**
         * Lets links to files lead into private networks, even if the API itself is in the public Internet. Off if not
         * set: such a link is refused, whatever the name of its host, and nothing is sent there. If the API is in a
         * private network or on this machine, links may lead anywhere, whether this is set or not.
         */
        public Builder privateLinks(boolean allowed) {
            this.linkAddresses = allowed ? address -> true : AddressRanges::isPublic;
            return this;
        }

        /** The proxies to use and the authorities to trust; {@link Network#ofJvm()} if not set. */
        public Builder network(Network newNetwork) {
            this.network = Objects.requireNonNull(newNetwork, "network");
            return this;
        }

        /**
         * The context of encrypted connections: with authorities that you trust, or with a client certificate of yours.
         * It replaces what the {@link #network} trusts. Names of hosts are still checked.
         */
        public Builder sslContext(SSLContext newSslContext) {
            this.sslContext = Objects.requireNonNull(newSslContext, "sslContext");
            return this;
        }

        Builder dnsResolver(DnsResolver newDnsResolver) {
            this.dnsResolver = newDnsResolver;
            return this;
        }

        Builder linkAddresses(Predicate<InetAddress> newLinkAddresses) {
            this.linkAddresses = newLinkAddresses;
            return this;
        }

        /**
         * Uses another clock than the real one: for pauses between attempts, for the rate of a download, for tokens.
         */
        public Builder delays(Delays newDelays) {
            this.timing = new Timing(newDelays, timing.clock(), timing.random());
            return this;
        }

        Builder timing(Timing newTiming) {
            this.timing = newTiming;
            return this;
        }

        /**
         * Opens nothing yet; the first call does.
         *
         * @throws MemberportException of kind {@link FailureKind#CONFIGURATION} if something required is missing
         */
        public AlidaApi build() {
            if (community == null) {
                throw new MemberportException(FailureKind.CONFIGURATION, "The community is not set.");
            }
            if (credentials == null) {
                throw new MemberportException(FailureKind.CONFIGURATION, "The credentials are not set.");
            }
            ApiPaths.segment("community", community);
            return new AlidaApi(this, new ApiPaths(base, community), credentials);
        }
    }
}
