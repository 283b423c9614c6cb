package io.memberport.cli.doctor;

import io.memberport.cli.command.BaseCommand;
import io.memberport.cli.command.CommandSession;
import io.memberport.cli.command.Connection;
import io.memberport.cli.command.ConnectionOptions;
import io.memberport.cli.command.DriftOptions;
import io.memberport.cli.command.JobNames;
import io.memberport.cli.command.LimitOptions;
import io.memberport.cli.command.Parallelism;
import io.memberport.cli.command.PluginOptions;
import io.memberport.cli.command.PollOptions;
import io.memberport.cli.command.RateOptions;
import io.memberport.cli.command.SharedTargets;
import io.memberport.cli.command.SpoolOptions;
import io.memberport.cli.command.StateOptions;
import io.memberport.cli.command.TargetOptions;
import io.memberport.cli.file.FileExportMemory;
import io.memberport.cli.log.RunContext;
import io.memberport.cli.monitor.MonitorOptions;
import io.memberport.cli.privacy.PrivacyOptions;
import io.memberport.cli.privacy.PrivacyPolicies;
import io.memberport.cli.privacy.PrivacyResult;
import io.memberport.cli.process.ProcessEnvironment;
import io.memberport.cli.process.Version;
import io.memberport.cli.result.CommandResult;
import io.memberport.cli.result.ExitCode;
import io.memberport.cli.settings.GivenValue;
import io.memberport.cli.settings.Paths;
import io.memberport.cli.settings.Setting;
import io.memberport.cli.settings.Settings;
import io.memberport.cli.settings.ShownSetting;
import io.memberport.cli.sink.SinkCatalogue;
import io.memberport.cli.sink.SinkOptionValues;
import io.memberport.error.MemberportException;
import io.memberport.export.FileInspection;
import io.memberport.file.ExportFile;
import io.memberport.http.AlidaApi;
import io.memberport.port.ExportFileSource;
import io.memberport.port.MemberSinkProvider;
import io.memberport.port.network.Network;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "doctor",
        header = "Check settings, credentials and targets without writing anything.",
        description = {
            "Shows every setting and where it comes from (for a secret, only that), and checks whether the API accepts the"
                    + " client and whether every target can be reached and written. It takes the options of 'memberport export'"
                    + " except those that say which export to write, starts no export and changes nothing.",
            "",
            "Makes every check that it can, even if others fail. If several fail, the exit code is the lowest of "
                    + "theirs."
        },
        footer = {
            "",
            "Examples:",
            "  memberport doctor --region eu1 --community my-community --to csv:members.csv",
            "  memberport doctor --output json   # checks the settings in memberport.yaml",
            "  memberport doctor --export-file export.json --sensitive drop",
        })
public final class DoctorCommand extends BaseCommand {

    @Parameters(
            arity = "0..*",
            paramLabel = "JOB",
            description =
                    "Jobs of the settings file. Default: all of them; without any, what 'memberport export' would do.")
    private List<String> names = List.of();

    @Mixin
    private final TargetOptions targetOptions = new TargetOptions();

    @Mixin
    private final PrivacyOptions privacyOptions = new PrivacyOptions();

    @Option(
            names = "--export-file",
            paramLabel = "FILE",
            description =
                    "An export file, plain or gzip: show what the rules for personal data do to each of its variables, and why.")
    private @Nullable String exportFile;

    @Mixin
    final SpoolOptions spoolOptions = new SpoolOptions();

    @Mixin
    final StateOptions stateOptions = new StateOptions();

    @Mixin
    final ConnectionOptions connectionOptions = new ConnectionOptions();

    @Mixin
    final PollOptions pollOptions = new PollOptions();

    @Mixin
    final MonitorOptions monitorOptions = new MonitorOptions();

    @Mixin
    final DriftOptions driftOptions = new DriftOptions();

    @Mixin
    final LimitOptions limitOptions = new LimitOptions();

    @Mixin
    final RateOptions rateOptions = new RateOptions();

    public DoctorCommand(ProcessEnvironment process) {
        super(process, Set.of(ExitCode.ACCESS_DENIED, ExitCode.UNAVAILABLE, ExitCode.TARGET_FAILED));
    }

    @Override
    protected int run(CommandSession session) {
        List<String> known = session.settings().jobs();
        if (names.isEmpty() && known.isEmpty()) {
            Diagnosis diagnosis = examine(session);
            return conclude(session, diagnosis, diagnosis);
        }
        List<String> jobs = JobNames.existing(session.settings(), names.isEmpty() ? known : names);
        Map<String, Diagnosis> diagnoses = new LinkedHashMap<>();
        for (String job : jobs) {
            try (CommandSession own = session.ofJob(job, true)) {
                diagnoses.put(job, examine(own));
            }
        }
        JobsDiagnosis whole = new JobsDiagnosis(diagnoses, together(session, jobs));
        return conclude(session, whole.whole(), whole);
    }

    private static List<Check> together(CommandSession session, List<String> jobs) {
        Checkup checkup = new Checkup(session.process().interruption());
        checkup.attempt(
                SettingsCheckup.SETTINGS,
                Setting.PARALLEL.key(),
                () -> Parallelism.of(session.settings(), jobs.size()));
        checkup.make(JobsDiagnosis.JOBS, null, () -> {
            SharedTargets.check(session, new PluginOptions().sinks(session), jobs);
            return Check.ok(JobsDiagnosis.JOBS, null, "No job writes over another.");
        });
        return checkup.checks();
    }

    private Diagnosis examine(CommandSession session) {
        Checkup checkup = new Checkup(session.process().interruption());
        checkup.add(Check.ok("program", null, Version.text() + " on " + java()));
        SettingsCheckup settings = new SettingsCheckup(session, checkup);
        Optional<String> community = settings.community();
        Optional<Network> network = settings.network();
        Optional<Connection> connection = settings.connection(community, network);
        settings.start();
        settings.others();
        settings.metricsFile();
        Optional<PrivacyPolicies> policies = settings.privacy(privacyOptions);
        Optional<PrivacyResult> treated = policies.flatMap(known -> treated(known, session, checkup));
        settings.conclude();
        SinkCheckup sinks = new SinkCheckup(session, checkup);
        SinkCatalogue catalogue = sinks.catalogue(targetOptions.plugins());
        settings.unknownVariables(catalogue);
        SinkOptionValues values = sinks.values(catalogue, targetOptions.options);
        List<GivenValue> targets = targetOptions.given(session.settings());
        List<MemberSinkProvider> used = sinks.check(values, catalogue, targets);
        policies.ifPresent(known -> sinks.resolve(known, values, network.orElseGet(Network::ofJvm)));
        new SecretCheckup(session.settings(), checkup).look(used);
        Stream<ShownSetting> options = used.stream().flatMap(provider -> values.shown(provider).stream());
        List<String> batchIds;
        try (TargetCheckup checkedTargets =
                new TargetCheckup(session, checkup, community.orElse(null), network.orElseGet(Network::ofJvm))) {
            targets.forEach(target -> checkedTargets.look(target, catalogue, values));
            batchIds = finish(checkedTargets, policies, session, checkup, connection);
        }
        ApiCheckup api = new ApiCheckup(session, checkup);
        connection.ifPresentOrElse(known -> api.run(known, batchIds), api::skip);
        return new Diagnosis(shown(session, targets, options), checkup.checks(), treated.orElse(null));
    }

    /** What becomes of each variable of the export file; empty if none is given, or if it cannot be read, which is a failed check. */
    private Optional<PrivacyResult> treated(PrivacyPolicies policies, CommandSession session, Checkup checkup) {
        @Nullable String file = exportFile;
        return file == null
                ? Optional.empty()
                : checkup.attempt("export-file", file, () -> {
                    Path path = Paths.exportFile(session.process().workingDirectory(), file);
                    try (ExportFileSource source = ExportFile.onDisk(path, LimitOptions.limits(session.settings()))) {
                        return new PrivacyResult(
                                FileInspection.of(source, RunContext.noting(session.progress())), policies);
                    }
                });
    }

    /** A check does that. */
    @Override
    protected void lookAtVariables(CommandSession session) {}

    private List<String> finish(
            TargetCheckup targets,
            Optional<PrivacyPolicies> policies,
            CommandSession session,
            Checkup checkup,
            Optional<Connection> connection) {
        SpoolCheckup spool = new SpoolCheckup(checkup);
        if (targets.needsSpooling()) {
            spool.look(session);
        } else {
            spool.skip();
        }
        new StateCheckup(checkup)
                .look(session, directory -> connection.flatMap(known -> memory(directory, known, targets, session)));
        policies.ifPresent(targets::lookAhead);
        return targets.batchIds();
    }

    /** Of the job that a run would have; empty if it would not come that far, which another check tells. */
    private static Optional<FileExportMemory> memory(
            Path directory, Connection connection, TargetCheckup targets, CommandSession session) {
        try (AlidaApi api = connection.open(session)) {
            return targets.descriptions()
                    .map(names -> FileExportMemory.of(directory, api.toString(), connection.community(), names));
        } catch (MemberportException told) {
            return Optional.empty();
        }
    }

    private static String java() {
        return "Java " + System.getProperty("java.version") + " (" + System.getProperty("java.vendor") + "), "
                + System.getProperty("os.name") + " " + System.getProperty("os.arch");
    }

    private List<ShownSetting> shown(CommandSession session, List<GivenValue> targets, Stream<ShownSetting> options) {
        Settings settings = session.settings();
        Optional<Path> plugins = PluginOptions.distributionFolder(session);
        Optional<Path> state = StateOptions.byDefault(session.process());
        return Stream.of(
                        Stream.of(ShownSettings.file(settings, common())),
                        ShownSettings.single(settings, plugins, state),
                        ShownSettings.ofJob(settings),
                        ShownSettings.targets(targets),
                        options)
                .flatMap(some -> some)
                .toList();
    }

    private static int conclude(CommandSession session, Diagnosis diagnosis, CommandResult result) {
        diagnosis.failures().forEach(session::trace);
        session.print(result);
        if (diagnosis.exitCode() != ExitCode.DONE) {
            session.warn(diagnosis.summary());
        }
        return diagnosis.exitCode();
    }
}
