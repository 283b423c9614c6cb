package io.memberport.cli.command;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Where the API is. The credentials that go with it have no options, because command lines are no secret. */
public final class ConnectionOptions {

    @Option(
            names = "--region",
            paramLabel = "REGION",
            description = "Data region of your organisation at Alida, eu1 or na1 for example.")
    @Nullable String region;

    @Option(names = "--community", paramLabel = "NAME", description = "The community's API key name.")
    @Nullable String community;

    @Option(
            names = "--api-url",
            paramLabel = "URL",
            description = "Address of the API, instead of --region. https, or http for this machine only.")
    @Nullable String apiUrl;

    @Mixin
    final LinkOptions links = new LinkOptions();

    @Mixin
    final NetworkOptions network = new NetworkOptions();
}
