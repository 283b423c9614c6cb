package io.memberport.cli.command;

import io.memberport.cli.settings.GivenValue;
import io.memberport.cli.settings.ProcessText;
import io.memberport.cli.settings.Settings;
import io.memberport.cli.sink.SinkCatalogue;
import io.memberport.cli.sink.SinkOptionValues;
import io.memberport.cli.sink.Targets;
import io.memberport.cli.terminal.Printable;
import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import io.memberport.port.MemberSinkProvider;
import io.memberport.port.network.Network;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Where the members go. */
public final class TargetOptions {

    @Option(
            names = "--to",
            paramLabel = "TARGET",
            description =
                    "Where the members go: csv:members.csv, or a path that ends in .csv, .csv.gz or .xlsx. Give it"
                            + " again for more targets; they share one download. 'memberport sinks' lists the kinds of targets.")
    public List<String> targets = List.of();

    @Option(
            names = "--option",
            paramLabel = "NAME=VALUE",
            description =
                    "Option for all targets that know it (layout=wide), or for one type (csv.layout=wide). May be given"
                            + " again. 'memberport sinks' lists them, and says how a secret is given.")
    public List<String> options = List.of();

    @Mixin
    private final PluginOptions plugins = new PluginOptions();

    /** The targets given, or else those in the settings file. */
    public List<GivenValue> given(Settings settings) {
        List<GivenValue> given = targets.isEmpty()
                ? settings.targetsInFile()
                : targets.stream()
                        .map(target -> new GivenValue(target, "--to", GivenValue.Rank.FLAG))
                        .toList();
        given.forEach(TargetOptions::check);
        return given;
    }

    /** Without the target, which may have a password in it. */
    private static void check(GivenValue target) {
        if (!target.text().equals(target.text().strip())) {
            throw new MemberportException(
                    FailureKind.CONFIGURATION, target.origin() + " begins or ends with a blank. Remove it.");
        }
        if (!target.text().contains("//")) { // Otherwise it names a host.
            ProcessText.ofThisProcess().checkName(target.text(), target.origin());
        }
    }

    private static MemberportException noTarget(Settings settings) {
        return new MemberportException(
                FailureKind.CONFIGURATION,
                "No target is given. Say where the members go "
                        + settings.wayToGive(
                                "with --to, --to csv:members.csv for example, or as 'to' in " + settings.fileName(),
                                "as 'to', 'to: csv:members.csv' for example,")
                        + ". See 'memberport sinks'.");
    }

    public PluginOptions plugins() {
        return plugins;
    }

    /** The sinks of the targets given, or else of those in the settings file. */
    public Targets open(CommandSession session) {
        return open(
                session,
                given(session.settings()).stream().map(GivenValue::value).toList());
    }

    /** The sinks of these targets. */
    public Targets open(CommandSession session, List<String> names) {
        if (names.isEmpty()) {
            throw noTarget(session.settings());
        }
        SinkCatalogue catalogue = plugins.sinks(session);
        List<MemberSinkProvider> providers = catalogue.forTargets(names);
        // Not before it is clear that the run can do without what is wrong; otherwise the failure tells it.
        catalogue.problems().forEach(problem -> session.warn(Printable.text(problem)));
        session.warnOfUnknownVariables(catalogue::all, !catalogue.isIncomplete());
        SinkOptionValues values = SinkOptionValues.of(catalogue, options, session.settings());
        Network network = NetworkOptions.network(session);
        return Targets.create(names, providers, values, network, target -> values.describe(target, network));
    }
}
