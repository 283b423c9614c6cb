package io.memberport.cli.command;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where links to files may lead. */
public final class LinkOptions {

    /** Read by {@link BaseCommand} by its name, as the flag of every {@link io.memberport.cli.settings.Setting}. */
    @Option(
            names = "--link-addresses",
            paramLabel = "public|any",
            description = {
                "Hosts that links to files may name: only public ones if the API is public (public, default), or "
                        + "also hosts in private networks (any)."
            })
    @Nullable String linkAddresses;
}
