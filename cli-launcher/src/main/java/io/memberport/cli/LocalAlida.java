package io.memberport.cli;

import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import io.memberport.http.AlidaApi;
import io.memberport.http.ClientCredentials;
import io.memberport.simulator.AlidaSimulator;
import io.memberport.simulator.ExportGenerator;
import java.io.IOException;
import java.net.URI;

/** The simulated API, running in this process. */
final class LocalAlida implements AutoCloseable {

    private final AlidaSimulator simulator;

    private LocalAlida(AlidaSimulator simulator) {
        this.simulator = simulator;
    }

    /**
     * Starts it.
     *
     * @param spec the community it has
     * @param port 0 for any that is free
     */
    static LocalAlida start(ExportGenerator.Spec spec, int port) {
        try {
            return new LocalAlida(
                    AlidaSimulator.builder().export(spec).apiPort(port).start());
        } catch (IOException failure) {
            throw new MemberportException(
                    FailureKind.CONFIGURATION,
                    "The simulated API cannot be started ("
                            + failure.getClass().getSimpleName() + "). Is port " + port
                            + " in use? --port 0 takes any that is free.");
        }
    }

    URI apiUrl() {
        return simulator.apiUrl();
    }

    String community() {
        return simulator.community();
    }

    ClientCredentials credentials() {
        return new ClientCredentials(simulator.clientId(), simulator.clientSecret(), simulator.apiKey());
    }

    /** A client of it. */
    AlidaApi connect() {
        return AlidaApi.at(apiUrl())
                .community(community())
                .credentials(credentials())
                .build();
    }

    @Override
    public void close() {
        simulator.close();
    }
}
