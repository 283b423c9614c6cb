package io.memberport.simulator;

import io.memberport.simulator.generator.ExportGenerator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A stand-in for Alida's API on this machine: a server for the API and, on another port and so another origin, one for
 * the files its download links lead to. Both listen on the loopback address only.
 *
 * <p>One export exists from the start, under {@link #batchId()}; a call that creates an export adds one of the same
 * community. The file of an export is written to a private temporary folder when its batch is first seen to have
 * succeeded, and deleted by {@link #close}.
 *
 * <p>Safe for use by several threads.
 */
public final class AlidaSimulator implements AutoCloseable {

    private final SimulatorSettings settings;
    private final Batches batches;
    private final AccessTokens tokens;
    private final PlannedFaults faults;
    private final RequestLog log;
    private final LoopbackServer api;
    private final LoopbackServer store;

    private AlidaSimulator(
            SimulatorSettings settings, Batches batches, LoopbackServer api, LoopbackServer store, RequestLog log) {
        SecureRandom random = new SecureRandom();
        this.settings = settings;
        this.batches = batches;
        this.api = api;
        this.store = store;
        this.log = log;
        this.faults = new PlannedFaults();
        this.tokens = new AccessTokens(random, settings.clock(), settings.tokenLifetime());
        FileSender transfer = new FileSender(settings.body(), faults);
        FileServer objects = new FileServer(settings, batches, transfer, faults, log, random, store.url());
        store.handle("/", objects);
        if (settings.link().delivery() == Delivery.RELATIVE_REDIRECT) {
            api.handle(FileServer.ROOT, objects.onOwnOrigin());
        }
        api.handle("/", new ApiServer(settings, batches, objects, transfer, faults, tokens, api.url()));
    }

    /** A hundred members, new random credentials, free ports. */
    public static Builder builder() {
        return new Builder();
    }

    private static AlidaSimulator start(SimulatorSettings settings, int apiPort, int storePort) throws IOException {
        RequestLog log = new RequestLog();
        Batches batches = new Batches(settings);
        LoopbackServer api = null;
        LoopbackServer store = null;
        try {
            api = LoopbackServer.bind("api", apiPort, log);
            store = LoopbackServer.bind("store", storePort, log);
            AlidaSimulator simulator = new AlidaSimulator(settings, batches, api, store, log);
            store.start();
            api.start();
            return simulator;
        } catch (IOException | RuntimeException e) {
            closeAfter(e, api, store, batches);
            throw e;
        }
    }

    private static void closeAfter(Exception failure, @Nullable AutoCloseable... resources) {
        for (AutoCloseable resource : resources) {
            try {
                if (resource != null) {
                    resource.close();
                }
            } catch (Exception e) {
                failure.addSuppressed(e);
            }
        }
    }

    /** The API's base address, without a slash at the end. */
    public URI apiUrl() {
        return api.url();
    }

    /** The API key name of the only community. */
    public String community() {
        return settings.account().community();
    }

    public String clientId() {
        return settings.account().clientId();
    }

    public String clientSecret() {
        return settings.account().clientSecret();
    }

    /** What {@code x-api-key} must say on every call to the API. */
    public String apiKey() {
        return settings.account().apiKey();
    }

    /** The batch that exists from the start. */
    public String batchId() {
        return settings.export().batchId();
    }

    /**
     * The file of a batch, with the bytes that a download gives. It is written now if it has not been yet, and belongs
     * to the simulator.
     *
     * @throws IllegalArgumentException if there is no such batch
     * @throws UncheckedIOException if the file cannot be written
     */
    public Path exportFile(String batchId) {
        return batch(batchId).file().path();
    }

    /**
     * Replaces the file of a batch, with a new {@code ETag}, as if the object had been overwritten.
     * Transfers in progress continue with the file they began with.
     *
     * @param replacement belongs to the caller
     * @throws IllegalArgumentException if there is no such batch
     * @throws IOException if the replacement cannot be read
     */
    public void replaceExportFile(String batchId, Path replacement) throws IOException {
        batch(batchId).replaceFile(replacement, settings.clock().instant());
    }

    private Batch batch(String batchId) {
        return batches.find(batchId).orElseThrow(() -> new IllegalArgumentException("There is no batch " + batchId));
    }

    /** The requests answered so far, oldest first; the last ten thousand. */
    public List<ReceivedRequest> requests() {
        return log.requests();
    }

    /** How many requests brought the object store credentials, which it refuses. */
    public long credentialsSeenByStore() {
        return log.credentialsSeenByStore();
    }

    /** Makes the next requests for a resource fail with this status, after the failures that are planned already. */
    public void failNext(Resource resource, int times, int httpStatus) {
        faults.fail(resource, times, new PlannedFaults.Fault(httpStatus, null));
    }

    /**
     * Makes the next requests for a resource fail with this status.
     *
     * @param retryAfter sent as {@code Retry-After}, in whole seconds
     */
    public void failNext(Resource resource, int times, int httpStatus, Duration retryAfter) {
        faults.fail(resource, times, new PlannedFaults.Fault(httpStatus, retryAfter));
    }

    /**
     * Closes the connection of the next transfer of a file after so many bytes of its body. Each further call is about
     * the transfer after that.
     */
    public void breakNextTransferAfter(long bytes) {
        faults.breakTransfer(new PlannedFaults.Break(bytes, false));
    }

    /**
     * Sends nothing more in the next transfer of a file after so many bytes of its body. The connection stays open
     * until the simulator is closed. The simulator can hold a few such transfers at a time.
     */
    public void stallNextTransferAfter(long bytes) {
        faults.breakTransfer(new PlannedFaults.Break(bytes, true));
    }

    /** Ends the access tokens issued so far. */
    public void revokeTokens() {
        tokens.revoke();
    }

    /** Ends both servers and running transfers, and deletes the files. Idempotent. */
    @Override
    public void close() {
        api.close();
        store.close();
        batches.close();
    }

    /** Collects the settings of a simulator. */
    public static final class Builder {

        private static final Set<Integer> LINK_STATUSES = Set.of(200, 301, 302, 303, 307, 308);

        private ExportGenerator.Spec export = ExportGenerator.Spec.builder().build();
        private SimulatorSettings.@Nullable GivenFile given;
        private String community = "demo";
        private String clientId = secret();
        private String clientSecret = secret();
        private String apiKey = secret();
        private int apiPort;
        private int storePort;
        private int pendingLooks = 1;
        private int runningLooks = 1;
        private String finalStatus = "succeeded";
        private @Nullable String errorMessage;
        private Duration tokenLifetime = Duration.ofHours(1);
        private Duration linkLifetime = Duration.ofMinutes(15);
        private int linkUses = Integer.MAX_VALUE;
        private Delivery delivery = Delivery.REDIRECT;
        private RedirectHeader redirectHeader = RedirectHeader.LOCATION;
        private int redirectStatus = 302;
        private boolean chunked;
        private boolean gzipLabelled = true;
        private boolean ranges = true;
        private long bytesPerSecond;
        private @Nullable Path folder;
        private Clock clock = Clock.systemUTC();

        private Builder() {}

        /**
         * The export that exists from the start. Further exports are of the same community, with an id of their own,
         * the date of their creation, and the {@code sinceDatetime} of the request.
         */
        public Builder export(ExportGenerator.Spec spec) {
            export = Objects.requireNonNull(spec, "spec");
            return this;
        }

        /** A file to serve as it is, whatever is in it; creating an export then always gives its batch. */
        public Builder file(Path path) {
            Objects.requireNonNull(path, "path");
            given = privateFolder -> path;
            return this;
        }

        /** The bytes of a file to serve as it is, like {@link #file(Path)}. */
        public Builder file(byte[] content) {
            byte[] copy = content.clone();
            given = privateFolder -> Files.write(Files.createTempFile(privateFolder, "given", ".json"), copy);
            return this;
        }

        /** The API key name of the community. */
        public Builder community(String name) {
            community = Objects.requireNonNull(name, "name");
            return this;
        }

        public Builder credentials(String newClientId, String newClientSecret, String newApiKey) {
            clientId = Objects.requireNonNull(newClientId, "newClientId");
            clientSecret = Objects.requireNonNull(newClientSecret, "newClientSecret");
            apiKey = Objects.requireNonNull(newApiKey, "newApiKey");
            return this;
        }

        /** The API's port; 0 for any free one. */
        public Builder apiPort(int port) {
            apiPort = port;
            return this;
        }

        /** The object store's port; 0 for any free one. */
        public Builder storePort(int port) {
            storePort = port;
            return this;
        }

        /** How many status requests find the batch pending, and then how many find it running. */
        public Builder looks(int pending, int running) {
            if (pending < 0 || running < 0) {
                throw new IllegalArgumentException("looks must not be negative");
            }
            pendingLooks = pending;
            runningLooks = running;
            return this;
        }

        /** Makes exports fail, with this message in the status document. */
        public Builder failWith(String message) {
            finalStatus = "failed";
            errorMessage = Objects.requireNonNull(message, "message");
            return this;
        }

        /** The final status of exports, for example one that the API does not document. */
        public Builder finalStatus(String status) {
            finalStatus = Objects.requireNonNull(status, "status");
            return this;
        }

        public Builder tokenLifetime(Duration lifetime) {
            tokenLifetime = Objects.requireNonNull(lifetime, "lifetime");
            return this;
        }

        public Builder linkLifetime(Duration lifetime) {
            linkLifetime = Objects.requireNonNull(lifetime, "lifetime");
            return this;
        }

        /** How many requests a download link accepts before it counts as expired. */
        public Builder linkUses(int requests) {
            linkUses = requests;
            return this;
        }

        public Builder delivery(Delivery newDelivery) {
            delivery = Objects.requireNonNull(newDelivery, "newDelivery");
            return this;
        }

        public Builder redirectHeader(RedirectHeader header) {
            redirectHeader = Objects.requireNonNull(header, "header");
            return this;
        }

        /** The HTTP status that comes with the link: 200, 301, 302, 303, 307 or 308. */
        public Builder redirectStatus(int status) {
            if (!LINK_STATUSES.contains(status)) {
                throw new IllegalArgumentException("no link comes with status " + status);
            }
            redirectStatus = status;
            return this;
        }

        /** Whether files are sent in chunks, without a length. */
        public Builder chunked(boolean inChunks) {
            chunked = inChunks;
            return this;
        }

        /**
         * Whether a compressed file is sent with {@code Content-Encoding: gzip}, or as a file that happens to be one.
         */
        public Builder gzipLabelled(boolean labelled) {
            gzipLabelled = labelled;
            return this;
        }

        /** Whether the server answers a {@code Range} with a part of the file; otherwise it ignores the range. */
        public Builder ranges(boolean supported) {
            ranges = supported;
            return this;
        }

        /**
         * How fast each response with a file is sent, as by a server that limits connections.
         *
         * @param rate in bytes; 0, which is the default, for as fast as can be
         */
        public Builder bytesPerSecond(long rate) {
            if (rate < 0) {
                throw new IllegalArgumentException("a rate is not negative");
            }
            bytesPerSecond = rate;
            return this;
        }

        /** Where to put temporary files; the system's place for them if not given. */
        public Builder spoolDirectory(Path directory) {
            folder = Objects.requireNonNull(directory, "directory");
            return this;
        }

        /** The time that tokens and links expire by and that exports are dated with. */
        public Builder clock(Clock newClock) {
            clock = Objects.requireNonNull(newClock, "newClock");
            return this;
        }

        /**
         * Starts both servers.
         *
         * @throws IOException if a port is taken or the temporary folder cannot be made
         */
        public AlidaSimulator start() throws IOException {
            SimulatorSettings settings = new SimulatorSettings(
                    export,
                    given,
                    new SimulatorSettings.Account(community, clientId, clientSecret, apiKey),
                    new SimulatorSettings.Walk(pendingLooks, runningLooks, finalStatus, errorMessage),
                    tokenLifetime,
                    new SimulatorSettings.Link(delivery, redirectHeader, redirectStatus, linkLifetime, linkUses),
                    new SimulatorSettings.Body(chunked, gzipLabelled, ranges, bytesPerSecond),
                    folder,
                    clock);
            return AlidaSimulator.start(settings, apiPort, storePort);
        }

        private static String secret() {
            byte[] bytes = new byte[15];
            new SecureRandom().nextBytes(bytes);
            return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        }
    }
}
