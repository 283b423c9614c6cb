package io.memberport.cli.doctor;

import io.memberport.cli.command.CommandSession;
import io.memberport.cli.command.Connection;
import io.memberport.http.AlidaApi;
import io.memberport.http.CommunityAccess;
import io.memberport.http.RetryPolicy;
import io.memberport.port.network.Network;
import java.util.List;
import java.util.Optional;

/** Checks whether the API can be reached, accepts the credentials and knows the community. Starts no export. */
record ApiCheckup(CommandSession session, Checkup checkup) {

    static final String TOKEN = "access-token";
    static final String COMMUNITY = "community";
    static final String PROXY = "proxy";

    /** A user waits for the result, and wants to know of failures that a nightly run would wait out. */
    private static final RetryPolicy IMPATIENT = RetryPolicy.DEFAULT.withAttempts(2);

    /** All that is skipped when there is no connection to make. */
    void skip() {
        String why = "Not checked, because a setting that the connection needs is missing or wrong.";
        checkup.add(Check.skipped(TOKEN, null, why));
        checkup.add(Check.skipped(COMMUNITY, null, why));
    }

    /**
     * Looks.
     *
     * @param batchIds of exports of this community that targets hold, which the API may still have
     */
    void run(Connection connection, List<String> batchIds) {
        connection.builder().retryPolicy(IMPATIENT);
        Optional<AlidaApi> opened =
                checkup.attempt(SettingsCheckup.SETTINGS, "community", () -> connection.open(session));
        if (opened.isEmpty()) {
            skip();
            return;
        }
        session.note("Asking the API for an access token, and about the community");
        try (AlidaApi api = opened.get()) {
            tellProxy(api, connection.network());
            checkup.make(TOKEN, null, () -> {
                api.authenticate();
                return Check.ok(TOKEN, null, "The API is reached, and has given this client an access token.");
            });
            String community = connection.community();
            if (checkup.hasFailed(TOKEN)) {
                checkup.add(Check.skipped(COMMUNITY, community, "Not checked without an access token."));
            } else {
                checkup.make(COMMUNITY, community, () -> look(api, community, batchIds));
            }
        }
    }

    /** Nothing if there is none. */
    private void tellProxy(AlidaApi api, Network network) {
        checkup.attempt(PROXY, null, () -> network.proxyFor(api.address()))
                .flatMap(found -> found)
                .ifPresent(proxy -> checkup.add(Check.ok(
                        PROXY,
                        null,
                        "The API is reached over the proxy " + proxy.address() + ", which " + proxy.origin()
                                + " names.")));
    }

    private static Check look(AlidaApi api, String community, List<String> batchIds) {
        boolean isConfirmed = batchIds.isEmpty()
                ? api.probe(null) == CommunityAccess.CONFIRMED
                : batchIds.stream().anyMatch(batchId -> api.probe(batchId) == CommunityAccess.CONFIRMED);
        if (isConfirmed) {
            return Check.ok(COMMUNITY, community, "The API has it, and lets this client read its exports.");
        }
        String exports = batchIds.isEmpty()
                ? "no target holds an export to ask about."
                : "it no longer has the one that a target holds.";
        return Check.warning(
                COMMUNITY,
                community,
                "The API accepts this client. Whether it has a community of that name is not known: it gives the same"
                        + " answer for an unknown community and an unknown export, and " + exports
                        + " If you know the id of an export of this community, check it with 'memberport status"
                        + " BATCH_ID'.");
    }
}
