package io.memberport.cli;

import io.memberport.port.MemberSinkProvider;
import io.memberport.port.SinkOption;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import picocli.CommandLine.Model.ArgSpec;

/**
 * What a shell can offer for the value of an option or an argument.
 *
 * @param kind what values are
 * @param words those that are known by name; of targets, what they begin with
 */
record CompletionWords(Kind kind, List<String> words) {

    /** What values are. */
    enum Kind {
        /** Anything, of which a shell knows nothing. */
        ANYTHING,
        WORDS,
        FILES,
        DIRECTORIES,
        TARGETS
    }

    private static final CompletionWords ANYTHING = new CompletionWords(Kind.ANYTHING, List.of());

    /** The kind of value that a sink knows many of. */
    private static final String ONE_OF_MANY = "character";

    private static final Pattern WORD = Pattern.compile("[a-z][a-z0-9-]*");

    /** By the name that help has for the value. */
    static CompletionWords of(ArgSpec argument, List<MemberSinkProvider> sinks) {
        String label = argument.paramLabel();
        if (argument.arity().max() == 0) {
            return ANYTHING;
        }
        if (label.contains("|")) {
            return new CompletionWords(Kind.WORDS, alternatives(label));
        }
        return switch (label) {
            case "FILE", "PATH" -> new CompletionWords(Kind.FILES, List.of());
            case "DIRECTORY" -> new CompletionWords(Kind.DIRECTORIES, List.of());
            case "TARGET" ->
                new CompletionWords(
                        Kind.TARGETS,
                        sinks.stream().map(CompletionWords::beginning).toList());
            case "NAME=VALUE" ->
                new CompletionWords(
                        Kind.WORDS,
                        sinks.stream()
                                .flatMap(CompletionWords::options)
                                .sorted()
                                .distinct()
                                .toList());
            default -> ANYTHING;
        };
    }

    private static String beginning(MemberSinkProvider sink) {
        String address = sink.scheme() + "://";
        return sink.targetSyntax().startsWith(address) ? address : sink.scheme() + ":";
    }

    /** By its name alone, and by that of its sink, too. */
    private static Stream<String> options(MemberSinkProvider sink) {
        return sink.options().stream()
                .filter(option -> !option.secret())
                .flatMap(CompletionWords::assignments)
                .flatMap(assignment -> Stream.of(assignment, sink.scheme() + "." + assignment));
    }

    private static Stream<String> assignments(SinkOption option) {
        List<String> values = alternatives(option.type().description());
        return values.size() < 2
                ? Stream.of(option.name() + "=")
                : values.stream().map(value -> option.name() + "=" + value);
    }

    private static List<String> alternatives(String description) {
        return Stream.of(description.split("\\|", -1))
                .filter(word -> WORD.matcher(word).matches() && !word.equals(ONE_OF_MANY))
                .toList();
    }
}
