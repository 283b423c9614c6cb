package io.memberport.cli;

import io.memberport.http.AlidaApi;
import io.memberport.http.ClientCredentials;
import io.memberport.simulator.ExportGenerator;
import java.net.URI;

/** The simulated API, running in this process. */
final class LocalAlida implements AutoCloseable {

    private LocalAlida() {}

    static LocalAlida start(ExportGenerator.Spec spec, int port) {
        throw new UnsupportedOperationException(spec.toString() + port);
    }

    URI apiUrl() {
        throw new UnsupportedOperationException();
    }

    String community() {
        throw new UnsupportedOperationException();
    }

    ClientCredentials credentials() {
        throw new UnsupportedOperationException();
    }

    AlidaApi connect() {
        return AlidaApi.at(apiUrl())
                .community(community())
                .credentials(credentials())
                .build();
    }

    @Override
    public void close() {}
}
