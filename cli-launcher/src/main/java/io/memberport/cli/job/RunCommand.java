package io.memberport.cli.job;

import io.memberport.cli.command.BaseCommand;
import io.memberport.cli.command.CommandSession;
import io.memberport.cli.command.DriftOptions;
import io.memberport.cli.command.JobNames;
import io.memberport.cli.command.LimitOptions;
import io.memberport.cli.command.LinkOptions;
import io.memberport.cli.command.NetworkOptions;
import io.memberport.cli.command.Parallelism;
import io.memberport.cli.command.PluginOptions;
import io.memberport.cli.command.PollOptions;
import io.memberport.cli.command.RateOptions;
import io.memberport.cli.command.SharedTargets;
import io.memberport.cli.command.SpoolOptions;
import io.memberport.cli.command.StartOptions;
import io.memberport.cli.command.StateOptions;
import io.memberport.cli.command.TargetOptions;
import io.memberport.cli.export.JobRun;
import io.memberport.cli.export.RunReport;
import io.memberport.cli.log.RunContext;
import io.memberport.cli.monitor.MonitorOptions;
import io.memberport.cli.privacy.PrivacyOptions;
import io.memberport.cli.process.ProcessEnvironment;
import io.memberport.cli.result.ExitCode;
import io.memberport.cli.result.Failure;
import io.memberport.cli.sink.SinkCatalogue;
import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "run",
        header = "Run jobs of the settings file: the main job for each of several communities.",
        description = {
            "Runs jobs that stand under 'jobs' in the settings file, several at a time. A job does what 'memberport export' does"
                    + " with the settings at the top of the file and its own. Jobs do not depend on each other: if one fails, the"
                    + " others continue.",
            "",
            "The exit code is the highest that a job ends with. The result has a part for each job."
        },
        footer = {
            "",
            "Examples:",
            "  memberport run --all --output json",
            "  memberport run acme nordic --parallel 2",
            "  memberport run acme --full",
        })
public final class RunCommand extends BaseCommand {

    @Parameters(
            arity = "0..*",
            paramLabel = "JOB",
            description = "Jobs, as 'jobs' in the settings file names them; or --all.")
    private List<String> names = List.of();

    @Option(names = "--all", description = "Run all jobs of the settings file.")
    private boolean all;

    @Option(
            names = "--parallel",
            paramLabel = "N",
            description =
                    "Number of jobs that run at the same time. Each needs 64 MiB of Java's heap. Default: 4, or as "
                            + "many as the heap has room for.")
    @Nullable String parallel;

    @Mixin
    private final StartOptions startOptions = new StartOptions();

    @Mixin
    final SpoolOptions spoolOptions = new SpoolOptions();

    @Mixin
    final StateOptions stateOptions = new StateOptions();

    @Mixin
    final PluginOptions pluginOptions = new PluginOptions();

    @Mixin
    final LinkOptions linkOptions = new LinkOptions();

    @Mixin
    final NetworkOptions networkOptions = new NetworkOptions();

    @Mixin
    final PollOptions pollOptions = new PollOptions();

    @Mixin
    final DriftOptions driftOptions = new DriftOptions();

    @Mixin
    final LimitOptions limitOptions = new LimitOptions();

    @Mixin
    final RateOptions rateOptions = new RateOptions();

    @Mixin
    final MonitorOptions monitorOptions = new MonitorOptions();

    /** By name; written by their threads. */
    private final Map<String, JobRun> begun = new ConcurrentHashMap<>();

    public RunCommand(ProcessEnvironment process) {
        super(process, ExitCode.MEANINGS.keySet());
    }

    @Override
    public boolean writesMembers() {
        return true;
    }

    @Override
    protected int run(CommandSession session) {
        List<String> jobs = jobs(session);
        int atOnce = Parallelism.of(session.settings(), jobs.size());
        SinkCatalogue catalogue = pluginOptions.sinks(session);
        SharedTargets.check(session, catalogue, jobs);
        JobRules.check(session, catalogue, jobs);
        JobsReport report = new JobsReport(new JobPool(atOnce)
                .run(jobs, job -> run(session, job, atOnce), (job, failure) -> unended(session, job, failure)));
        session.print(report);
        if (report.hasFailed() && session.process().out().checkError()) {
            session.warn(report.failures());
        }
        return report.exitCode();
    }

    private List<String> jobs(CommandSession session) {
        List<String> known = session.settings().jobs();
        List<String> chosen = JobNames.existing(session.settings(), all ? known : names);
        if (all == !names.isEmpty()) {
            throw new MemberportException(
                    FailureKind.CONFIGURATION,
                    (all
                                    ? "--all names all jobs; remove it or the names. "
                                    : "No job is given. Name jobs, or give --all. ")
                            + JobNames.listed(known));
        }
        if (startOptions.isBatchNamed() && chosen.size() > 1) {
            throw new MemberportException(
                    FailureKind.CONFIGURATION, "--batch-id names an export of one community. Name one job with it.");
        }
        return chosen;
    }

    private static Set<String> withSelection(Set<String> options) {
        return Stream.concat(options.stream(), Stream.of("--all", "--parallel")).collect(Collectors.toSet());
    }

    /** A job that does not end after an interruption; nothing of it can be trusted but which export it is about. */
    private JobResult unended(CommandSession session, String name, Failure failure) {
        RunReport report = Optional.ofNullable(begun.get(name))
                .map(job -> job.abandoned(failure))
                .orElseGet(() -> new RunReport().failed(failure));
        session.warn("Job " + name + ": " + report.failure().orElse(failure).message());
        return new JobResult(name, failure.exitCode(), report);
    }

    /** A job with a session of its own, which no other job sees. */
    @SuppressWarnings("try") // The context is there for what the job logs.
    private JobResult run(CommandSession session, String name, int atOnce) {
        if (session.process().interruption().isRequested()) {
            return JobPool.notBegun(name);
        }
        try (RunContext context = RunContext.begin(name);
                CommandSession own = session.ofJob(name, atOnce == 1)) {
            JobRun job = new JobRun(
                    own,
                    new TargetOptions(),
                    new PrivacyOptions(),
                    startOptions,
                    (but, with) -> commandText(name, withSelection(but), with),
                    atOnce);
            begun.put(name, job);
            int code = job.call();
            job.tell();
            own.ended(code);
            return new JobResult(name, code, job.report());
        }
    }
}
