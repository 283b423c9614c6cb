package io.memberport.cli.doctor;

import io.memberport.cli.command.CommandSession;
import io.memberport.cli.command.PluginOptions;
import io.memberport.cli.privacy.PrivacyPolicies;
import io.memberport.cli.settings.GivenValue;
import io.memberport.cli.sink.SinkCatalogue;
import io.memberport.cli.sink.SinkOptionValues;
import io.memberport.error.MemberportException;
import io.memberport.port.MemberSinkProvider;
import io.memberport.port.network.Network;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Checks whether plugins load, and whether the sinks know the options given. */
record SinkCheckup(CommandSession session, Checkup checkup) {

    private static final String PLUGINS = "plugins";
    private static final String OPTIONS = "options";

    /** The sinks there are; without a plugin folder that can be used, those that are built in. */
    SinkCatalogue catalogue(PluginOptions options) {
        SinkCatalogue catalogue = checkup.attempt(PLUGINS, null, () -> options.sinks(session))
                .orElseGet(() -> options.builtInSinks(session));
        // A target that needs one of these fails by itself, and a run can do without the others.
        catalogue.problems().forEach(problem -> checkup.add(Check.warning(PLUGINS, null, problem)));
        if (!checkup.hasFailed(PLUGINS)) {
            checkup.add(Check.ok(
                    PLUGINS,
                    null,
                    "Available sinks: "
                            + catalogue.usable().stream()
                                    .map(entry -> entry.provider().scheme() + " (" + entry.origin() + ")")
                                    .collect(Collectors.joining(", "))
                            + "."));
        }
        return catalogue;
    }

    /** The options of sinks, as far as they can be read. */
    SinkOptionValues values(SinkCatalogue catalogue, List<String> flags) {
        return checkup.attempt(OPTIONS, null, () -> SinkOptionValues.of(catalogue, flags, session.settings()))
                .orElseGet(() -> SinkOptionValues.of(catalogue, List.of(), session.settings()));
    }

    /**
     * Makes sure that the options mean something.
     *
     * @return the sinks that the targets are meant for, of those that are known; each once
     */
    List<MemberSinkProvider> check(SinkOptionValues values, SinkCatalogue catalogue, List<GivenValue> targets) {
        List<MemberSinkProvider> used = new ArrayList<>();
        boolean areAllKnown = !targets.isEmpty();
        for (GivenValue target : targets) {
            try {
                used.add(catalogue.forTarget(target.value()));
            } catch (MemberportException unknown) {
                areAllKnown = false; // Which is told where the target itself is looked at.
            }
        }
        if (areAllKnown) {
            checkup.attempt(OPTIONS, null, () -> {
                values.check(used);
                return true;
            });
        }
        return used.stream().distinct().toList();
    }

    /** Finds out which targets the policies for personal data are for. */
    void resolve(PrivacyPolicies policies, SinkOptionValues values, Network network) {
        checkup.attempt(SettingsCheckup.SETTINGS, SettingsCheckup.PRIVACY, () -> {
            policies.resolve(target -> values.describe(target, network), values.schemes());
            return true;
        });
    }
}
