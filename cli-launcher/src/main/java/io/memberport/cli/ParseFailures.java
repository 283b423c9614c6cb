package io.memberport.cli;

import io.memberport.cli.command.BaseCommand;
import io.memberport.cli.erase.EraseCommand;
import io.memberport.cli.log.LogFormat;
import io.memberport.cli.log.Logging;
import io.memberport.cli.log.Messages;
import io.memberport.cli.process.ProcessEnvironment;
import io.memberport.cli.result.ExitCode;
import io.memberport.cli.result.Failure;
import io.memberport.cli.settings.Setting;
import io.memberport.cli.settings.Settings;
import io.memberport.cli.settings.SettingsFile;
import io.memberport.cli.settings.Suggestion;
import io.memberport.cli.sink.SinkCatalogue;
import io.memberport.cli.terminal.Printable;
import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * Reports a command line, or settings, that cannot be understood. Never repeats what an unknown argument
 * holds, or one in the wrong place: the user may have typed {@code --client-secret} and a secret, or a target with a
 * password in it.
 */
record ParseFailures(ProcessEnvironment process) implements IParameterExceptionHandler, IExecutionExceptionHandler {

    static final String NO_COMMAND = "No command is given.";

    private static final String TOO_MANY =
            "There is one argument too many. A value with blanks in it needs quotes, and an option begins with --.";
    private static final String MEMBER_ID_OR_OPTION =
            "An argument begins with - and is no option of this command. Options"
                    + " come first; put member ids that begin with - after --.";
    private static final Pattern UNKNOWN_COMMAND = Pattern.compile("Unknown subcommand '(.*)'\\.?", Pattern.DOTALL);

    private static final Set<String> COMMON_FLAGS =
            Set.of("--config", "--output", "--quiet", "-q", "--verbose", "-v", "--region", "--community", "--to");

    @Override
    public int handleParseException(ParameterException failure, String[] arguments) {
        CommandLine command = failure.getCommandLine();
        LogFormat format = LogFormat.askedFor(List.of(arguments), process.environment());
        if (NO_COMMAND.equals(failure.getMessage()) && format == LogFormat.TEXT) {
            command.usage(command.getErr(), command.getColorScheme());
            return ExitCode.USAGE;
        }
        String message = failure instanceof UnmatchedArgumentException unmatched
                ? describe(unmatched.getUnmatched(), command, process)
                : reworded(String.valueOf(failure.getMessage()), command);
        Messages.of(format, process.err())
                .wrongUsage(
                        new Failure(FailureKind.CONFIGURATION, Printable.text(message), null, failure),
                        command.getCommandSpec().qualifiedName() + " --help");
        return ExitCode.USAGE;
    }

    private static String reworded(String message, CommandLine command) {
        Matcher unknown = UNKNOWN_COMMAND.matcher(message);
        return unknown.matches() ? unknownCommand(unknown.group(1), command) : withoutArguments(message);
    }

    /** Picocli quotes what it finds where it looks for something else: other options, and what flags are given. */
    private static String withoutArguments(String message) {
        return message.replaceFirst("^Error: ", "")
                .replaceFirst("(?s)'(--?[^'=]+)=.*'", "'$1'")
                .replaceFirst("(?s): '.*' is not a boolean$", " takes no value")
                .replaceFirst("(?s): '.*' is not an? (int|long)$", ": it must be a whole number, 1000 for example.");
    }

    /** Settings that cannot be read, before a command has begun; all later failures the commands report themselves. */
    @Override
    public int handleExecutionException(Exception thrown, CommandLine commandLine, ParseResult parsed) {
        Failure failure = Failure.of(thrown);
        if (commandLine.getCommand() instanceof BaseCommand command) {
            Messages.of(Logging.format(), process.err())
                    .failure(failure, command.common().isVerbose());
        } else {
            Messages.of(LogFormat.askedFor(parsed.originalArgs(), process.environment()), process.err())
                    .failure(failure, false);
        }
        return failure.exitCode();
    }

    private static String describe(List<String> unmatched, CommandLine command, ProcessEnvironment process) {
        String first = unmatched.get(0);
        if (!first.startsWith("-")) {
            return command.getParent() == null ? unknownCommand(first, command) : TOO_MANY;
        }
        if (takesMemberIds(command)) {
            return MEMBER_ID_OR_OPTION;
        }
        String option = nameOf(first);
        for (Setting setting : Setting.values()) {
            if (setting.isSecret() && option.toLowerCase(Locale.ROOT).startsWith(setting.flag())) {
                return secretFlag(setting);
            }
        }
        List<String> known =
                new ArrayList<>(command.getCommandSpec().optionsMap().keySet());
        if (known.contains(option)) {
            return "The option '" + option + "' stands after --, which ends the options. Put it before.";
        }
        if (command.getParent() == null && COMMON_FLAGS.contains(option)) {
            return "The option '" + option + "' comes after the command, as in: memberport export " + option + " …";
        }
        if (known.contains("--option") && isSinkOption(option, process)) {
            return "There is no option '" + option + "'. It is an option of targets: give it as --option "
                    + option.substring(2) + "=VALUE.";
        }
        return "There is no option '" + option + "'" + Suggestion.among(known, option) + ".";
    }

    private static boolean takesMemberIds(CommandLine command) {
        return command.getCommandSpec().positionalParameters().stream()
                .anyMatch(argument -> argument.paramLabel().equals(EraseCommand.MEMBER_ID));
    }

    private static boolean isSinkOption(String option, ProcessEnvironment process) {
        return option.startsWith("--")
                && process.sinks().get().stream()
                        .anyMatch(sink -> SinkCatalogue.hasPlainOption(sink, option.substring(2)));
    }

    private static String unknownCommand(String given, CommandLine command) {
        CommandLine root = command.getParent() == null ? command : command.getParent();
        List<String> known = root.getSubcommands().entrySet().stream()
                .filter(entry ->
                        !entry.getValue().getCommandSpec().usageMessage().hidden())
                .map(Map.Entry::getKey)
                .toList();
        String named = given.matches("[a-z][a-z-]{0,20}") ? "'" + given + "'" : "of that name";
        return "There is no command " + named + Suggestion.among(known, given) + ". The commands are: "
                + String.join(", ", known) + ".";
    }

    /** The option without a value that is attached to it. */
    private static String nameOf(String argument) {
        int equals = argument.indexOf('=');
        String name = equals < 0 ? argument : argument.substring(0, equals);
        if (name.startsWith("--")) {
            return name;
        }
        return name.substring(0, Math.min(2, name.length()));
    }

    private static String secretFlag(Setting setting) {
        MemberportException missing = Settings.missingFromCommand(setting, SettingsFile.DEFAULT_NAME);
        return "Do not give a secret on the command line: other users of this machine can read it. If this one was "
                + "real, replace it. " + missing.getMessage();
    }
}
