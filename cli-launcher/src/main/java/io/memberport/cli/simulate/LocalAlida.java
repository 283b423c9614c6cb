package io.memberport.cli.simulate;

import io.memberport.cli.terminal.Printable;
import io.memberport.error.FailureKind;
import io.memberport.error.FileFailure;
import io.memberport.error.MemberportException;
import io.memberport.http.AlidaApi;
import io.memberport.http.ClientCredentials;
import io.memberport.simulator.AlidaSimulator;
import io.memberport.simulator.generator.ExportGenerator;
import java.io.IOException;
import java.net.BindException;
import java.nio.file.Path;

/** The simulated API, running in this process. */
final class LocalAlida {

    private LocalAlida() {}

    /**
     * Starts it.
     *
     * @param spec the community it has
     * @param port 0 for any that is free
     * @param bytesPerSecond of each download; 0 for as fast as can be
     */
    static AlidaSimulator start(ExportGenerator.Spec spec, int port, long bytesPerSecond) {
        try {
            return AlidaSimulator.builder()
                    .export(spec)
                    .apiPort(port)
                    .bytesPerSecond(bytesPerSecond)
                    .start();
        } catch (BindException taken) {
            throw new MemberportException(
                    FailureKind.CONFIGURATION,
                    "The simulated API cannot be started: port " + port + " is in use or not allowed. Name another one;"
                            + " --port 0 takes any that is free.",
                    taken);
        } catch (IOException failure) {
            Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
            throw new MemberportException(
                    FailureKind.CONFIGURATION,
                    "The simulated API cannot be started: " + FileFailure.reason(failure, temporary)
                            + ". It keeps its files in Java's temporary directory, "
                            + Printable.text(temporary.toString())
                            + "; make sure that it exists, has free space and can be written, then run again.",
                    failure);
        }
    }

    /** A client of it. */
    static AlidaApi connect(AlidaSimulator alida) {
        return AlidaApi.at(alida.apiUrl())
                .community(alida.community())
                .credentials(new ClientCredentials(alida.clientId(), alida.clientSecret(), alida.apiKey()))
                .build();
    }
}
