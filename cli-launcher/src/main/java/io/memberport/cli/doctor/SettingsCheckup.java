package io.memberport.cli.doctor;

import io.memberport.cli.command.CommandSession;
import io.memberport.cli.command.Connection;
import io.memberport.cli.command.NetworkOptions;
import io.memberport.cli.command.StartOptions;
import io.memberport.cli.monitor.MetricsFile;
import io.memberport.cli.privacy.PrivacyOptions;
import io.memberport.cli.privacy.PrivacyPolicies;
import io.memberport.cli.settings.Setting;
import io.memberport.cli.settings.Settings;
import io.memberport.cli.sink.SinkCatalogue;
import io.memberport.cli.sink.UnknownVariables;
import io.memberport.error.MemberportException;
import io.memberport.http.AlidaApi;
import io.memberport.http.ClientCredentials;
import io.memberport.port.network.Network;
import io.memberport.privacy.PrivacyPolicy;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Checks whether every setting that a run needs is given and valid. */
record SettingsCheckup(CommandSession session, Checkup checkup) {

    static final String SETTINGS = "settings";
    static final String ENVIRONMENT = "environment";
    static final String PRIVACY = "privacy";

    private Settings settings() {
        return session.settings();
    }

    /** The community, by which targets can be asked what they hold even if there is no connection. */
    Optional<String> community() {
        return checkup.attempt(SETTINGS, Setting.COMMUNITY.key(), () -> Connection.community(settings()));
    }

    /** How to reach the API; empty if anything is missing or wrong, each of which is a failed check. */
    Optional<Connection> connection(Optional<String> community, Optional<Network> network) {
        Optional<AlidaApi.Builder> address =
                checkup.attempt(SETTINGS, Setting.REGION.key(), () -> Connection.address(settings()));
        Optional<Boolean> privateLinks = checkup.attempt(
                SETTINGS, Setting.LINK_ADDRESSES.key(), () -> Connection.allowsPrivateLinks(settings()));
        Optional<String> id = secret(Setting.CLIENT_ID);
        Optional<String> secret = secret(Setting.CLIENT_SECRET);
        Optional<Optional<String>> key = checkup.attempt(
                SETTINGS, Setting.API_KEY.key(), () -> settings().secret(Setting.API_KEY));
        if (Stream.of(address, privateLinks, community, network, id, secret, key)
                .anyMatch(Optional::isEmpty)) {
            return Optional.empty();
        }
        return checkup.attempt(SETTINGS, "credentials", () -> {
            Connection.requireWholeCredentials(settings());
            return new Connection(
                    address.get().privateLinks(privateLinks.get()),
                    community.get(),
                    new ClientCredentials(id.get(), secret.get(), key.get().orElse(null)),
                    network.get());
        });
    }

    /** How other machines are reached. */
    Optional<Network> network() {
        return checkup.attempt(SETTINGS, Setting.CA_FILE.key(), () -> NetworkOptions.network(session));
    }

    private Optional<String> secret(Setting setting) {
        return checkup.attempt(SETTINGS, setting.key(), () -> settings().requireSecret(setting));
    }

    /** What only a job says: which export it writes. */
    void start() {
        checkup.attempt(
                SETTINGS,
                "full, since",
                () -> new StartOptions().choice(settings()).start());
    }

    /** All other settings, each as a run reads it. */
    void others() {
        for (Reading reading : Reading.values()) {
            checkup.attempt(SETTINGS, reading.subject(), () -> reading.read(session));
        }
    }

    /** Whether the file of metrics can be written. A run that cannot do it still works. */
    void metricsFile() {
        String setting = Setting.METRICS_FILE.key();
        checkup.attempt(SETTINGS, setting, () -> settings().findPath(Setting.METRICS_FILE))
                .flatMap(given -> given)
                .ifPresent(given -> {
                    try {
                        new MetricsFile(given.path()).check();
                    } catch (MemberportException unusable) {
                        String why = String.valueOf(unusable.getMessage());
                        checkup.add(Check.warning(setting, given.path().toString(), why));
                    }
                });
    }

    /** What becomes of personal data; empty if something is wrong with the rules. */
    Optional<PrivacyPolicies> privacy(PrivacyOptions flags) {
        Optional<PrivacyPolicies> policies =
                checkup.attempt(SETTINGS, PRIVACY, () -> withKey(flags.policies(settings())));
        policies.ifPresent(known -> known.shown().forEach((targets, policy) -> checkup.add(privacy(targets, policy))));
        return policies;
    }

    private static PrivacyPolicies withKey(PrivacyPolicies policies) {
        policies.common();
        return policies;
    }

    private Check privacy(@Nullable String target, PrivacyPolicy policy) {
        String rules = String.join("; ", policy.rules());
        return policy.speaksOfSensitive()
                ? Check.ok(PRIVACY, target, rules + ".")
                : Check.warning(
                        PRIVACY,
                        target,
                        (rules.isEmpty() ? "There are no rules" : rules + ". No rule is for all sensitive variables")
                                + ", so sensitive variables are written as they are. "
                                + PrivacyPolicies.advice(settings()));
    }

    /** Says so if nothing was wrong. */
    void conclude() {
        if (!checkup.hasFailed(SETTINGS)) {
            checkup.add(Check.ok(SETTINGS, null, "All settings that an export needs are given and valid."));
        }
    }

    /** Warns of variables that look like settings and are not. */
    void unknownVariables(SinkCatalogue catalogue) {
        if (catalogue.isIncomplete()) {
            return; // They may be meant for a plugin that does not work.
        }
        UnknownVariables.ofThisProcess(catalogue.all())
                .in(session.process().environment().keySet())
                .forEach((name, problem) -> {
                    if (!settings().namedVariables().contains(name)) {
                        checkup.add(Check.warning(ENVIRONMENT, name, problem));
                    }
                });
    }
}
