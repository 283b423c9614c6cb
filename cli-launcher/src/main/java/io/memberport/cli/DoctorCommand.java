package io.memberport.cli;

import io.memberport.error.MemberportException;
import io.memberport.http.AlidaApi;
import io.memberport.port.MemberSinkProvider;
import io.memberport.port.Network;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "doctor",
        header = "Look whether settings, credentials and targets work, without writing anything.",
        description = {
            "Shows every setting and where it comes from (of a secret, only that), and looks whether the API lets the client"
                    + " in and whether every target can be reached and written. It takes the options of 'memberport export',"
                    + " starts no export and changes nothing.",
            "",
            "Every check is made that can be made, whatever the others have found. The exit code is that of the most basic"
                    + " failure: the lowest."
        },
        footer = {
            "",
            "Examples:",
            "  memberport doctor --region eu1 --community my-community --to csv:members.csv",
            "  memberport doctor --output json   # what memberport.yaml has",
        })
final class DoctorCommand extends SessionCommand {

    @Mixin
    private final TargetOptions targetOptions = new TargetOptions();

    @Mixin
    private final SpoolOptions spoolOptions = new SpoolOptions();

    @Mixin
    private final StateOptions stateOptions = new StateOptions();

    @Mixin
    private final ConnectionOptions connectionOptions = new ConnectionOptions();

    @Mixin
    private final PollOptions pollOptions = new PollOptions();

    @Mixin
    private final LimitOptions limitOptions = new LimitOptions();

    @Mixin
    private final RateOptions rateOptions = new RateOptions();

    DoctorCommand(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    int run(Session session) {
        Checkup checkup = new Checkup(session.surroundings().interruption());
        checkup.add(Check.ok("program", null, Version.text() + " on " + java()));
        SettingsCheckup settings = new SettingsCheckup(session.settings(), checkup);
        Optional<String> community = settings.community(connectionOptions);
        Optional<Network> network = settings.network(connectionOptions.network, session.surroundings());
        Optional<Connection> connection = settings.connection(connectionOptions, community, network);
        settings.schedule(pollOptions);
        settings.bounds(limitOptions, rateOptions);
        settings.conclude();
        SinkCheckup sinks = new SinkCheckup(session, checkup);
        SinkCatalogue catalogue = sinks.catalogue(targetOptions.plugins());
        settings.unknownVariables(session.surroundings(), catalogue);
        SinkOptionValues values = sinks.values(catalogue, targetOptions.options);
        List<Given> targets = targetOptions.given(session.settings());
        List<MemberSinkProvider> used = sinks.check(values, catalogue, targets);
        new SecretCheckup(session.settings(), checkup).look(used);
        List<ShownSetting> options = used.stream()
                .flatMap(provider -> values.shown(provider).stream())
                .toList();
        List<String> batchIds;
        try (TargetCheckup checkedTargets =
                new TargetCheckup(session, checkup, community.orElse(null), network.orElseGet(Network::ofJvm))) {
            targets.forEach(target -> checkedTargets.look(target, catalogue, values));
            batchIds = finish(checkedTargets, session, checkup, connection);
        }
        ApiCheckup api = new ApiCheckup(session, checkup);
        connection.ifPresentOrElse(known -> api.run(known, batchIds), api::skip);
        return conclude(session, new Diagnosis(shown(session, targets, options), checkup.checks()));
    }

    /** A check does that. */
    @Override
    void lookAtVariables(Session session) {}

    private List<String> finish(
            TargetCheckup targets, Session session, Checkup checkup, Optional<Connection> connection) {
        SpoolCheckup spool = new SpoolCheckup(checkup);
        if (targets.needsSpooling()) {
            spool.look(session, spoolOptions);
        } else {
            spool.skip();
        }
        new StateCheckup(checkup)
                .look(
                        session,
                        stateOptions,
                        directory -> connection.flatMap(known -> memory(directory, known, targets, session)));
        targets.lookAhead();
        return targets.batchIds();
    }

    /** Of the job that a run would have; empty if it would not come that far, which another check tells. */
    private static Optional<ExportMemory> memory(
            Path directory, Connection connection, TargetCheckup targets, Session session) {
        try (AlidaApi api = connection.open(session.surroundings().delays())) {
            return targets.descriptions()
                    .map(names -> ExportMemory.of(directory, api.toString(), connection.community(), names));
        } catch (MemberportException told) {
            return Optional.empty();
        }
    }

    private static String java() {
        return "Java " + System.getProperty("java.version") + " (" + System.getProperty("java.vendor") + "), "
                + System.getProperty("os.name") + " " + System.getProperty("os.arch");
    }

    private List<ShownSetting> shown(Session session, List<Given> targets, List<ShownSetting> options) {
        Map<Setting, String> flags = new EnumMap<>(Setting.class);
        putUnlessNull(flags, Setting.REGION, connectionOptions.region);
        putUnlessNull(flags, Setting.COMMUNITY, connectionOptions.community);
        putUnlessNull(flags, Setting.API_URL, connectionOptions.apiUrl);
        putUnlessNull(flags, Setting.LINK_ADDRESSES, connectionOptions.linkAddresses);
        putUnlessNull(flags, Setting.CA_FILE, connectionOptions.network.caFile);
        putUnlessNull(flags, Setting.DEADLINE, pollOptions.deadline);
        putUnlessNull(flags, Setting.POLL_INTERVAL, pollOptions.pollInterval);
        putUnlessNull(flags, Setting.MAX_FILE_SIZE, limitOptions.fileSize);
        putUnlessNull(flags, Setting.MAX_MEMBER_SIZE, limitOptions.memberSize);
        putUnlessNull(flags, Setting.MAX_COMPRESSION_RATIO, limitOptions.compressionRatio);
        putUnlessNull(flags, Setting.MIN_RATE, rateOptions.rate);
        putUnlessNull(flags, Setting.MIN_RATE_WINDOW, rateOptions.window);
        putUnlessNull(flags, Setting.SPOOL_DIRECTORY, spoolOptions.directory);
        putUnlessNull(flags, Setting.STATE_DIRECTORY, stateOptions.directory);
        putUnlessNull(flags, Setting.PLUGINS, targetOptions.plugins().directory);
        putUnlessNull(flags, Setting.OUTPUT, common.output);
        ShownSettings shown = new ShownSettings(session.settings());
        shown.addFile(common);
        shown.addSingle(
                flags, PluginOptions.distributionFolder(session), StateOptions.byDefault(session.surroundings()));
        shown.addTargets(targets);
        shown.addOptions(options);
        return shown.all();
    }

    private static void putUnlessNull(Map<Setting, String> flags, Setting setting, @Nullable String value) {
        if (value != null) {
            flags.put(setting, value);
        }
    }

    private static int conclude(Session session, Diagnosis diagnosis) {
        diagnosis.failures().forEach(session::trace);
        session.answer(diagnosis);
        if (diagnosis.exitCode() != ExitCode.DONE) {
            session.warn(diagnosis.summary());
        }
        return diagnosis.exitCode();
    }
}
