package io.memberport.cli;

import io.memberport.port.MemberSinkProvider;
import io.memberport.port.SinkOption;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** Scripts by which shells complete command lines, made of the commands that there are. */
record Completion(CommandSpec root, List<MemberSinkProvider> sinks) {

    /** Takes its parts from functions that are made of the model; what they print are a kind and words. */
    private static final String BASH = """
            # Completion of memberport for bash, and for zsh through its bashcompinit: source this file.

            if [ -n "${ZSH_VERSION-}" ]; then
                type compdef > /dev/null 2>&1 || { autoload -U +X compinit && compinit; }
                autoload -U +X bashcompinit && bashcompinit
            fi

            _memberport_options() {
                case $1 in
            %s    esac
            }

            _memberport_values() {
                case $1 in
            %s    esac
            }

            _memberport_arguments() {
                case $1 in
            %s    esac
            }

            # Paths that begin with $1. Zsh's own compgen would take the whole word in place of $1.
            _memberport_paths() {
                local found
                if [ -z "${ZSH_VERSION-}" ]; then
                    compgen -f -- "$1"
                else
                    for found in "$1"*; do
                        [ -e "$found" ] && printf '%%s\\n' "$found"
                    done
                fi
            }

            # Directories that begin with $1, after the text $2, and the files of a kind $3: all, csv or none.
            _memberport_files() {
                local file
                _memberport_paths "$1" | while IFS= read -r file; do
                    if [ -d "$file" ]; then
                        printf '%%s%%q/\\n' "$2" "$file"
                    elif [ "$3" = all ] || [[ $3 == csv && ( $file == *.csv || $file == *.csv.gz || $file == *.xlsx ) ]]; then
                        printf '%%s%%q \\n' "$2" "$file"
                    fi
                done
            }

            _memberport_words() {
                local value=$1 word
                shift
                for word in "$@"; do
                    case $word in
                        "$value"*=|"$value"*:|"$value"*/) printf '%%s\\n' "$word" ;;
                        "$value"*) printf '%%s \\n' "$word" ;;
                    esac
                done
            }

            # All values of the kind and the words $2... that begin with $1.
            _memberport_candidates() {
                local value=$1 kind=$2
                shift 2
                case $kind in
                    words) _memberport_words "$value" "$@" ;;
                    files) _memberport_files "$value" '' all ;;
                    directories) _memberport_files "$value" '' none ;;
                    targets)
                        case $value in
                            csv:*) _memberport_files "${value#csv:}" csv: all ;;
                            xlsx:*) _memberport_files "${value#xlsx:}" xlsx: all ;;
                            *)
                                _memberport_words "$value" "$@"
                                _memberport_files "$value" '' csv
                                ;;
                        esac
                        ;;
                esac
            }

            _memberport() {
                local IFS=$' \\t\\n'
                local line=${COMP_LINE:0:$COMP_POINT} current previous before command= option= value prefix= word offer strip=
                current=${line##*[[:space:]]}
                before=${line%%"$current"}
                for word in ${before#*[[:space:]]}; do
                    case $word in
                        -*) ;;
                        *) command=$word; break ;;
                    esac
                done
                for word in $before; do previous=$word; done
                value=$current
                case $current in
                    --*=*) option=${current%%%%=*}; value=${current#*=}; prefix=$option= ;;
                    *) case $previous in --*=*) ;; -*) option=$previous ;; esac ;;
                esac
                offer=
                [ -n "$option" ] && offer=$(_memberport_values "$command $option")
                if [ -n "$offer" ]; then
                    :
                elif [ -z "$command" ]; then
                    offer="words $(_memberport_options '')"
                else
                    case $current in
                        -*) offer="words $(_memberport_options "$command")" ;;
                        *) offer=$(_memberport_arguments "$command") ;;
                    esac
                fi
                COMPREPLY=()
                [ -n "$offer" ] || return 0
                # Bash breaks words at these marks, too, and takes the answer for what follows the last of them.
                [ -n "${ZSH_VERSION-}" ] || strip=${current%%"${current##*[:=]}"}
                offer=$(_memberport_candidates "$value" $offer)
                IFS=$'\n'
                for word in $offer; do
                    word=$prefix$word
                    COMPREPLY+=("${word#"$strip"}")
                done
            }

            complete -o nospace -F _memberport memberport
            """;

    /** Fish's own condition for commands holds for every word of the line, an argument of another command, too. */
    private static final String FISH = """
            # Completion of memberport for fish: put this file into ~/.config/fish/completions.

            function __memberport_runs
                set -l words (commandline -opc)
                set -l command (string match -v -- '-*' $words[2..-1])[1]
                test "$command" = $argv[1]
            end

            complete -c memberport -f
            """;

    private List<CommandSpec> commands() {
        return root.subcommands().values().stream()
                .map(CommandLine::getCommandSpec)
                .filter(command -> !command.usageMessage().hidden())
                .toList();
    }

    /** For bash and zsh. */
    String bash() {
        String names = Stream.concat(commands().stream().map(CommandSpec::name), names(root))
                .collect(Collectors.joining(" "));
        String options = commands().stream()
                .map(command -> branch(command.name(), names(command).collect(Collectors.joining(" "))))
                .collect(Collectors.joining("", branch("''", names), ""));
        Map<String, String> usual = new TreeMap<>();
        Map<String, String> own = new TreeMap<>();
        for (CommandSpec command : commands()) {
            for (OptionSpec option : command.options()) {
                String words = bashWords(option);
                boolean hasValue = option.arity().max() > 0;
                if (hasValue && !words.equals(usual.computeIfAbsent(pattern("*", option), absent -> words))) {
                    own.put(pattern(command.name(), option), words);
                }
            }
        }
        return BASH.formatted(
                options,
                Stream.of(own, usual)
                        .flatMap(values -> values.entrySet().stream())
                        .map(value -> branch(value.getKey(), value.getValue()))
                        .collect(Collectors.joining()),
                commands().stream()
                        .filter(command -> !command.positionalParameters().isEmpty())
                        .map(command -> branch(command.name(), bashWords(argument(command))))
                        .collect(Collectors.joining()));
    }

    private static Stream<String> names(CommandSpec command) {
        return command.options().stream().flatMap(option -> Arrays.stream(option.names()));
    }

    /** An option after the command that it is of. */
    private static String pattern(String command, OptionSpec option) {
        return Arrays.stream(option.names())
                .map(name -> command + "' " + name + "'")
                .collect(Collectors.joining("|"));
    }

    private static String branch(String pattern, String answer) {
        return "        " + pattern + ") echo '" + answer + "' ;;\n";
    }

    private String bashWords(ArgSpec argument) {
        CompletionWords offered = words(argument);
        return Stream.concat(Stream.of(SinkOption.wireName(offered.kind())), offered.words().stream())
                .collect(Collectors.joining(" "));
    }

    private static PositionalParamSpec argument(CommandSpec command) {
        return command.positionalParameters().get(0);
    }

    private CompletionWords words(ArgSpec argument) {
        boolean isCommand = argument.paramLabel().equals("COMMAND");
        return isCommand
                ? new CompletionWords(
                        CompletionWords.Kind.WORDS,
                        commands().stream().map(CommandSpec::name).toList())
                : CompletionWords.of(argument, sinks);
    }

    /** For fish. */
    String fish() {
        StringBuilder script = new StringBuilder(FISH);
        root.options().forEach(option -> script.append(fish("__fish_use_subcommand", option)));
        for (CommandSpec command : commands()) {
            script.append("complete -c memberport -n __fish_use_subcommand -a " + command.name() + " -d "
                    + quoted(String.join(" ", command.usageMessage().header())) + "\n");
        }
        for (CommandSpec command : commands()) {
            String condition = "'__memberport_runs " + command.name() + "'";
            command.options().forEach(option -> script.append(fish(condition, option)));
            command.positionalParameters().stream()
                    .limit(1)
                    .filter(argument -> words(argument).kind() != CompletionWords.Kind.ANYTHING)
                    .forEach(argument -> script.append(
                            "complete -c memberport -n " + condition + fishValue(words(argument)) + "\n"));
        }
        return script.toString();
    }

    private String fish(String condition, OptionSpec option) {
        String names = Arrays.stream(option.names())
                .map(name -> name.startsWith("--") ? " -l " + name.substring(2) : " -s " + name.substring(1))
                .collect(Collectors.joining());
        return "complete -c memberport -n " + condition + names
                + (option.arity().max() == 0 ? "" : " -r" + fishValue(words(option)))
                + " -d " + quoted(firstSentence(option)) + "\n";
    }

    private static String fishValue(CompletionWords offered) {
        String words = quoted(String.join(" ", offered.words()));
        return switch (offered.kind()) {
            case ANYTHING -> " -f";
            case WORDS -> " -f -a " + words;
            case FILES -> " -F";
            case DIRECTORIES -> " -f -a '(__fish_complete_directories)'";
            case TARGETS -> " -F -a " + words;
        };
    }

    private static String firstSentence(OptionSpec option) {
        return String.join(" ", option.description()).split("(?<=\\.) ", 2)[0];
    }

    private static String quoted(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }
}
