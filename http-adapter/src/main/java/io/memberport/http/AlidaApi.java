package io.memberport.http;

import io.memberport.model.ExportBatch;
import io.memberport.port.ExportFileSource;
import io.memberport.port.ExportStarter;
import io.memberport.port.ExportStatusSource;
import java.net.URI;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The batch member-profile export of one community, over HTTP. Safe for use by several threads; holds a connection pool,
 * so it is closed when done.
 */
public final class AlidaApi implements ExportStarter, ExportStatusSource, AutoCloseable {

    private AlidaApi() {}

    /**
     * Starts the description of a connection by the vendor's data region.
     *
     * @param region the organisation's data region, {@code eu1} for example; never guessed, because it is a legal matter
     */
    public static Builder inRegion(String region) {
        throw new UnsupportedOperationException(region);
    }

    /**
     * Starts the description of a connection by address.
     *
     * @param apiUrl {@code https} with a host, or {@code http} with a loopback host; a path is a prefix of all resources
     */
    public static Builder at(URI apiUrl) {
        throw new UnsupportedOperationException(apiUrl.toString());
    }

    @Override
    public ExportBatch start(@Nullable Instant since) {
        throw new UnsupportedOperationException();
    }

    @Override
    public ExportBatch status(String batchId) {
        throw new UnsupportedOperationException();
    }

    /**
     * The file of a batch that has succeeded.
     *
     * @throws IllegalArgumentException if the batch has not succeeded
     */
    public ExportFileSource file(ExportBatch batch) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() {}

    /** Collects what a connection needs. */
    public static final class Builder {

        private Builder() {}

        /** The community's API key name, a part of every resource's path. */
        public Builder community(String community) {
            return this;
        }

        public Builder credentials(ClientCredentials credentials) {
            return this;
        }

        /** Opens nothing yet; the first call does. */
        public AlidaApi build() {
            throw new UnsupportedOperationException();
        }
    }
}
