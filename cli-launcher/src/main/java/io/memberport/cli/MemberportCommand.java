package io.memberport.cli;

import io.memberport.cli.batch.DownloadCommand;
import io.memberport.cli.batch.StatusCommand;
import io.memberport.cli.batch.WaitCommand;
import io.memberport.cli.command.BaseCommand;
import io.memberport.cli.doctor.DoctorCommand;
import io.memberport.cli.erase.EraseCommand;
import io.memberport.cli.export.ExportCommand;
import io.memberport.cli.export.LoadCommand;
import io.memberport.cli.inspect.InspectCommand;
import io.memberport.cli.job.RunCommand;
import io.memberport.cli.process.ProcessEnvironment;
import io.memberport.cli.process.Version;
import io.memberport.cli.profile.ProfileCommand;
import io.memberport.cli.result.ExitCode;
import io.memberport.cli.simulate.DemoCommand;
import io.memberport.cli.simulate.SimulateCommand;
import io.memberport.cli.targets.DdlCommand;
import io.memberport.cli.targets.SinksCommand;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The {@code memberport} command. */
@Command(
        name = "memberport",
        versionProvider = Version.class,
        description = {
            "Takes the batch member-profile export of an Alida insight community to where you use it.",
            "",
            "Try it without an account: memberport demo"
        },
        footer = {
            "",
            "'memberport help COMMAND' explains a command. Results go to standard output, everything else to standard error."
        })
public final class MemberportCommand implements Runnable {

    private static final Set<String> VERSION_FLAGS = Set.of("-V", "--version");

    /** In the order in which help lists them. */
    private static final Map<String, Function<ProcessEnvironment, BaseCommand>> COMMANDS = new LinkedHashMap<>();

    static {
        COMMANDS.put("export", ExportCommand::new);
        COMMANDS.put("run", RunCommand::new);
        COMMANDS.put("status", StatusCommand::new);
        COMMANDS.put("wait", WaitCommand::new);
        COMMANDS.put("download", DownloadCommand::new);
        COMMANDS.put("load", LoadCommand::new);
        COMMANDS.put("inspect", InspectCommand::new);
        COMMANDS.put("profile", ProfileCommand::new);
        COMMANDS.put("erase", EraseCommand::new);
        COMMANDS.put("sinks", SinksCommand::new);
        COMMANDS.put("ddl", DdlCommand::new);
        COMMANDS.put("doctor", DoctorCommand::new);
        COMMANDS.put("simulate", SimulateCommand::new);
        COMMANDS.put("demo", DemoCommand::new);
        COMMANDS.put("warm-up", WarmUpCommand::new);
    }

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help and exit.")
    boolean help;

    @Option(
            names = {"-V", "--version"},
            versionHelp = true,
            description = "Show the version and exit.")
    boolean version;

    private MemberportCommand() {}

    /**
     * Runs one command line.
     *
     * @return the exit code
     */
    public static int run(List<String> arguments, ProcessEnvironment process) {
        if (arguments.size() == 1 && VERSION_FLAGS.contains(arguments.get(0))) {
            // Asked at every turn by scripts and package managers, and not worth waking picocli for.
            process.out().println(Version.text());
            return ExitCode.DONE;
        }
        CommandLine commandLine = fitFor(arguments, process);
        try {
            return commandLine.execute(arguments.toArray(String[]::new));
        } finally {
            commandLine.getOut().flush();
            commandLine.getErr().flush();
        }
    }

    /** Whether a command line {@linkplain BaseCommand#writesMembers() writes members}. */
    static boolean writesMembers(List<String> arguments, ProcessEnvironment process) {
        Function<ProcessEnvironment, BaseCommand> named = COMMANDS.get(arguments.isEmpty() ? "" : arguments.get(0));
        return named != null && named.apply(process).writesMembers();
    }

    /** Picocli takes its time to look at a command, so a run that names one looks at no other. */
    private static CommandLine fitFor(List<String> arguments, ProcessEnvironment process) {
        String first = arguments.isEmpty() ? "" : arguments.get(0);
        Function<ProcessEnvironment, BaseCommand> named = COMMANDS.get(first);
        if (named == null) {
            return commandLine(process);
        }
        CommandLine root = new CommandLine(new MemberportCommand());
        root.addSubcommand(named.apply(process));
        return configured(root, process);
    }

    /** The whole command line, for help, for the manual and for shell completion. */
    static CommandLine commandLine(ProcessEnvironment process) {
        CommandLine root = new CommandLine(new MemberportCommand());
        COMMANDS.values().forEach(command -> root.addSubcommand(command.apply(process)));
        root.addSubcommand(new CommandLine.HelpCommand());
        root.addSubcommand(new CompletionCommand(process));
        root.addSubcommand(new ManPagesCommand());
        return configured(root, process);
    }

    private static CommandLine configured(CommandLine root, ProcessEnvironment process) {
        root.setOut(new PrintWriter(process.out(), false, StandardCharsets.UTF_8));
        root.setErr(new PrintWriter(process.err(), true, StandardCharsets.UTF_8));
        root.setColorScheme(CommandLine.Help.defaultColorScheme(process.isColourless() ? Ansi.OFF : Ansi.ON));
        // A value that begins with @ is a value, not the name of a file with more arguments.
        root.setExpandAtFiles(false);
        ParseFailures failures = new ParseFailures(process);
        root.setParameterExceptionHandler(failures);
        root.setExecutionExceptionHandler(failures);
        HelpSections.addTo(root);
        return root;
    }

    /** Without a command. */
    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), ParseFailures.NO_COMMAND);
    }
}
