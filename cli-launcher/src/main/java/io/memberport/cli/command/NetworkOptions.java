package io.memberport.cli.command;

import io.memberport.cli.process.ProcessEnvironment;
import io.memberport.cli.settings.Setting;
import io.memberport.cli.settings.Settings;
import io.memberport.port.network.Network;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How other machines are reached: the API, the stores that keep its files, and targets. Proxies come from the process. */
public final class NetworkOptions {

    /** Read by {@link BaseCommand} by its name, as the flag of every {@link Setting}. */
    @Option(
            names = "--ca-file",
            paramLabel = "PATH",
            description = "File of certificates (PEM) of authorities to trust in addition to those that Java trusts.")
    @Nullable String caFile;

    /** The network of this run. */
    public static Network network(CommandSession session) {
        return network(session.settings(), session.process());
    }

    public static Network network(Settings settings, ProcessEnvironment process) {
        Network network = Network.of(process.environment(), System.getProperties());
        return settings.findPath(Setting.CA_FILE)
                .map(given -> network.withAuthorities(given.path()))
                .orElse(network);
    }
}
