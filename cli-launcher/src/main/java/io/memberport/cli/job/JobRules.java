package io.memberport.cli.job;

import io.memberport.cli.command.CommandSession;
import io.memberport.cli.command.NetworkOptions;
import io.memberport.cli.privacy.PrivacyOptions;
import io.memberport.cli.privacy.PrivacyPolicies;
import io.memberport.cli.settings.GivenValue;
import io.memberport.cli.settings.Settings;
import io.memberport.cli.sink.SinkCatalogue;
import io.memberport.cli.sink.SinkOptionValues;
import io.memberport.error.MemberportException;
import io.memberport.port.network.Network;
import java.util.List;

/** Finds what is wrong with the rules for personal data of all jobs before one of them writes. */
record JobRules(CommandSession session, SinkCatalogue catalogue) {

    static void check(CommandSession session, SinkCatalogue catalogue, List<String> jobs) {
        JobRules rules = new JobRules(session, catalogue);
        jobs.forEach(job -> rules.check(session.settings().forJob(job)));
    }

    /** Makes the policy of each target, as the job will, which needs the key for hashes if the policy has hashes. */
    private void check(Settings settings) {
        PrivacyPolicies policies = new PrivacyOptions().policies(settings);
        SinkOptionValues values = SinkOptionValues.of(catalogue, List.of(), settings);
        policies.resolve(target -> describe(target, values, settings), values.schemes());
        for (GivenValue target : settings.targetsInFile()) {
            policies.of(describe(target.value(), values, settings), scheme(target.value()));
        }
    }

    /** What is wrong with a target the job itself tells, and the others run. */
    private String describe(String target, SinkOptionValues values, Settings settings) {
        try {
            Network network = NetworkOptions.network(settings, session.process());
            return values.describe(target, network);
        } catch (MemberportException wrong) {
            return target;
        }
    }

    private String scheme(String target) {
        try {
            return catalogue.forTarget(target).scheme();
        } catch (MemberportException wrong) {
            return "";
        }
    }
}
