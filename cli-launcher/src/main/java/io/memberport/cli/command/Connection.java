package io.memberport.cli.command;

import io.memberport.cli.settings.GivenValue;
import io.memberport.cli.settings.SecretSource;
import io.memberport.cli.settings.Setting;
import io.memberport.cli.settings.Settings;
import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import io.memberport.http.AlidaApi;
import io.memberport.http.ClientCredentials;
import io.memberport.port.network.Network;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How to reach a community's API.
 *
 * @param builder knows the address, by data region or by URL
 * @param community the community's API key name
 * @param network over which proxies, and whom to trust
 */
public record Connection(AlidaApi.Builder builder, String community, ClientCredentials credentials, Network network) {

    public static Connection of(CommandSession session) {
        Settings settings = session.settings();
        AlidaApi.Builder builder = address(settings).privateLinks(allowsPrivateLinks(settings));
        String community = community(settings);
        requireWholeCredentials(settings);
        ClientCredentials credentials = new ClientCredentials(
                settings.requireSecret(Setting.CLIENT_ID),
                settings.requireSecret(Setting.CLIENT_SECRET),
                settings.secret(Setting.API_KEY).orElse(null));
        return new Connection(builder, community, credentials, NetworkOptions.network(session));
    }

    /** With what the settings say of downloads. */
    public Connection downloading(Settings settings) {
        builder.limits(LimitOptions.limits(settings))
                .resumePolicy(RateOptions.policy(settings))
                .connections(RateOptions.connections(settings));
        return this;
    }

    /** Opens nothing yet; the first call does. An interruption closes it. */
    public AlidaApi open(CommandSession session) {
        AlidaApi api = builder.network(network)
                .community(community)
                .credentials(credentials)
                .delays(session.process().delays())
                .build();
        session.closeOnRequest(api);
        return api;
    }

    /** A client and its secret belong together, so a job must not add its own to one that all jobs share. */
    public static void requireWholeCredentials(Settings settings) {
        if (isOfJob(settings, Setting.CLIENT_ID) != isOfJob(settings, Setting.CLIENT_SECRET)) {
            throw new MemberportException(
                    FailureKind.CONFIGURATION,
                    "The job has its own client-id or client-secret, but not both. Give it both, or neither.");
        }
    }

    private static boolean isOfJob(Settings settings, Setting secret) {
        return settings.secretSource(secret).filter(SecretSource::isOfJob).isPresent();
    }

    /** Where the API is. */
    public static AlidaApi.Builder address(Settings settings) {
        Optional<GivenValue> region = settings.find(Setting.REGION);
        Optional<GivenValue> apiUrl = settings.find(Setting.API_URL);
        if (region.isPresent() && apiUrl.isPresent()) {
            refuseEqualRank(region.get(), apiUrl.get());
        }
        if (apiUrl.isPresent() && !isBeaten(apiUrl.get(), region.orElse(null))) {
            return AlidaApi.at(apiUrl.get().plainAddress());
        }
        return AlidaApi.inRegion(region.map(Connection::regionName).orElseThrow(() -> noAddress(settings)));
    }

    private static String regionName(GivenValue region) {
        String name = region.value().strip();
        if (name.contains("/") || name.contains(".")) {
            throw new MemberportException(
                    FailureKind.CONFIGURATION,
                    region.origin() + " is an address, not a region like eu1. Give an address as "
                            + Setting.API_URL.key() + ".");
        }
        return name;
    }

    /** The community's API key name. */
    public static String community(Settings settings) {
        String name = settings.require(Setting.COMMUNITY).strip();
        if (!name.matches("[^\\s/?#\\\\]+")) {
            throw new MemberportException(
                    FailureKind.CONFIGURATION,
                    "The community has a blank or a slash in it. Give its API key name, not its address or title.");
        }
        return name;
    }

    /** Whether links may lead into private networks. */
    public static boolean allowsPrivateLinks(Settings settings) {
        return settings.find(Setting.LINK_ADDRESSES)
                .map(given -> given.choice(LinkAddresses.class) == LinkAddresses.ANY)
                .orElse(false);
    }

    private static boolean isBeaten(GivenValue one, @Nullable GivenValue other) {
        return other != null && other.rank().compareTo(one.rank()) > 0;
    }

    private static void refuseEqualRank(GivenValue region, GivenValue apiUrl) {
        if (region.rank() == apiUrl.rank()) {
            throw new MemberportException(
                    FailureKind.CONFIGURATION,
                    "Both " + region.origin() + " and " + apiUrl.origin()
                            + " say where the API is, and neither overrides the other; remove one.");
        }
    }

    private static MemberportException noAddress(Settings settings) {
        return new MemberportException(
                FailureKind.CONFIGURATION,
                settings.missing(Setting.REGION).getMessage()
                        + " It is the data region of your organisation, eu1 or na1 for example; or give the API's address"
                        + " as api-url instead.");
    }

    /** The community only. */
    @Override
    public String toString() {
        return "Connection[" + community + "]";
    }

    /** Where links to files may lead. */
    private enum LinkAddresses {
        PUBLIC,
        ANY
    }
}
