package io.memberport.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import picocli.AutoComplete;
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
    static int run(List<String> arguments, Surroundings surroundings) {
        CommandLine commandLine = commandLine(surroundings);
        try {
            return commandLine.execute(arguments.toArray(String[]::new));
        } finally {
            commandLine.getOut().flush();
            commandLine.getErr().flush();
        }
    }

    /** The whole command line, for running, for help and for shell completion. */
    static CommandLine commandLine(Surroundings surroundings) {
        CommandLine root = new CommandLine(new MemberportCommand());
        for (SessionCommand command : commands(surroundings)) {
            root.addSubcommand(command);
        }
        root.addSubcommand(new CommandLine.HelpCommand());
        CommandLine completion = new CommandLine(new AutoComplete.GenerateCompletion());
        completion.getCommandSpec().usageMessage().hidden(true);
        root.addSubcommand(completion);
        root.setOut(new PrintWriter(surroundings.out(), false, StandardCharsets.UTF_8));
        root.setErr(new PrintWriter(surroundings.err(), true, StandardCharsets.UTF_8));
        root.setColorScheme(CommandLine.Help.defaultColorScheme(surroundings.isColourless() ? Ansi.OFF : Ansi.ON));
        // A value that begins with @ is a value, not the name of a file with more arguments.
        root.setExpandAtFiles(false);
        ParseFailures failures = new ParseFailures(surroundings);
        root.setParameterExceptionHandler(failures);
        root.setExecutionExceptionHandler(failures);
        HelpSections.addTo(root);
        return root;
    }

    private static List<SessionCommand> commands(Surroundings surroundings) {
        return List.of(
                new ExportCommand(surroundings),
                new StatusCommand(surroundings),
                new WaitCommand(surroundings),
                new DownloadCommand(surroundings),
                new LoadCommand(surroundings),
                new InspectCommand(surroundings),
                new SinksCommand(surroundings),
                new SimulateCommand(surroundings),
                new DemoCommand(surroundings),
                new WarmUpCommand(surroundings));
    }

    /** Without a command. */
    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), ParseFailures.NO_COMMAND);
    }
}
