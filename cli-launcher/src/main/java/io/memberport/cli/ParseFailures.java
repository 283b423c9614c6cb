package io.memberport.cli;

import io.memberport.error.MemberportException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * What is said about a command line that makes no sense, or settings that do not. Never repeats what an unknown argument
 * holds, or one in the wrong place: somebody may have typed {@code --client-secret} and a secret, or a target with a
 * password in it.
 */
final class ParseFailures implements IParameterExceptionHandler, IExecutionExceptionHandler {

    static final String NO_COMMAND = "No command is given.";

    private final Surroundings surroundings;

    ParseFailures(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public int handleParseException(ParameterException failure, String[] arguments) {
        CommandLine command = failure.getCommandLine();
        PrintWriter err = command.getErr();
        if (NO_COMMAND.equals(failure.getMessage())) {
            command.usage(err, command.getColorScheme());
            return ExitCode.USAGE;
        }
        String message = failure instanceof UnmatchedArgumentException unmatched
                ? describe(unmatched.getUnmatched(), command)
                : withoutArguments(String.valueOf(failure.getMessage()));
        err.println("memberport: " + Printable.text(message));
        String name = command.getCommandSpec().qualifiedName();
        err.println("Try '" + name + " --help' for what there is.");
        err.flush();
        return ExitCode.USAGE;
    }

    /** Picocli quotes what it finds where it looks for something else: other options, and what flags are given. */
    private static String withoutArguments(String message) {
        return message.replaceFirst("^Error: ", "")
                .replaceFirst("(?s)'(--?[^'=]+)=.*'", "'$1'")
                .replaceFirst("(?s): '.*' is not a boolean$", " takes no value");
    }

    /** Settings that cannot be read, before a command has begun; all later failures the commands report themselves. */
    @Override
    public int handleExecutionException(Exception thrown, CommandLine commandLine, ParseResult parsed) {
        Failure failure = Failure.of(thrown);
        Object command = commandLine.getCommand();
        CommonOptions options = command instanceof SessionCommand session ? session.common : new CommonOptions();
        Session.report(failure, options, surroundings.err());
        return failure.exitCode();
    }

    private static String describe(List<String> unmatched, CommandLine command) {
        String first = unmatched.get(0);
        if (!first.startsWith("-")) {
            return command.getParent() == null ? unknownCommand(first, command) : "There is an argument too many.";
        }
        String option = nameOf(first);
        for (Setting setting : Setting.values()) {
            if (setting.isSecret() && option.toLowerCase(Locale.ROOT).startsWith(setting.flag())) {
                return secretFlag(setting);
            }
        }
        List<String> known =
                new ArrayList<>(command.getCommandSpec().optionsMap().keySet());
        return "There is no option '" + option + "'" + Suggestion.among(known, option) + ".";
    }

    private static String unknownCommand(String given, CommandLine root) {
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
        MemberportException missing = Settings.missing(setting);
        return "A secret has no place on the command line, where other users of this machine can read it; if this one was"
                + " real, replace it. " + missing.getMessage();
    }
}
