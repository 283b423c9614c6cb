package io.memberport.cli.result;

import io.memberport.cli.terminal.Printable;
import io.memberport.port.ShownTarget;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/**
 * A command line like the one of this run, to be shown and run again.
 *
 * @param text as a POSIX shell takes it
 * @param isWhole whether nothing is left out of it because it may be a password
 */
public record CommandText(String text, boolean isWhole) {

    private static final String TARGET = "--to";

    /**
     * The command line of a run.
     *
     * @param parsed of the command itself
     * @param but options that are not to be in it, by their longest names
     * @param with options to be in it instead, with their values; an empty one is none
     */
    public static CommandText of(ParseResult parsed, Set<String> but, Map<String, String> with) {
        List<String> arguments = parsed.matchedPositionals().stream()
                .flatMap(positional -> positional.originalStringValues().stream())
                .toList();
        return of(parsed, arguments, but, with);
    }

    /**
     * The command line of a run with other arguments.
     *
     * @param parsed of the command itself
     * @param arguments to be in it instead
     * @param but options that are not to be in it, by their longest names
     * @param with options to be in it instead, with their values; an empty one is none
     */
    public static CommandText of(
            ParseResult parsed, List<String> arguments, Set<String> but, Map<String, String> with) {
        List<String> words = new ArrayList<>();
        boolean isWhole = true;
        words.add(parsed.commandSpec().qualifiedName());
        arguments.forEach(argument -> words.add(word(argument)));
        with.forEach((name, value) -> words.add(value.isEmpty() ? name : name + " " + word(value)));
        // One that is given again is matched again.
        for (OptionSpec option : new LinkedHashSet<>(parsed.matchedOptions())) {
            String name = option.longestName();
            if (but.contains(name)) {
                continue;
            }
            if (option.arity().max() == 0) {
                words.add(name);
                continue;
            }
            for (String value : option.originalStringValues()) {
                ShownTarget shown = name.equals(TARGET) ? ShownTarget.of(value) : new ShownTarget(value, true);
                isWhole &= shown.isWhole();
                words.add(name + " " + word(shown.text()));
            }
        }
        return new CommandText(String.join(" ", words), isWhole);
    }

    private static String word(String value) {
        return Printable.text(Printable.shellWord(value));
    }

    /** With a remark if something is left out. */
    @Override
    public String toString() {
        return text + (isWhole ? "" : " (give the targets in full: possible passwords are left out here)");
    }
}
