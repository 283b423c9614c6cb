package io.memberport.cli;

import io.memberport.cli.CanaryAlida.Brought;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A run of the program with canaries in all that it is given, how it must end, and what shows that it has had them. In
 * arguments and files, {@code {store}} stands for the address of the store.
 */
final class CanaryScenario {

    /**
     * How a process is ended from outside.
     *
     * @param isPolite whether it may do something about it
     * @param isDue when, by its directory and by what it has said on standard error
     */
    record End(boolean isPolite, BiPredicate<Path, String> isDue) {

        static End politelyWhenItSays(String part) {
            return new End(true, (directory, said) -> said.contains(part));
        }

        static End byForceWhenItSays(String part) {
            return new End(false, (directory, said) -> said.contains(part));
        }

        static End byForceWhenThereIs(String file) {
            return new End(false, (directory, said) -> Files.exists(directory.resolve(file)));
        }
    }

    /** What it is called, and how it ends. */
    String name;

    final int exitCode;
    final List<String> arguments;
    final Map<String, String> environment = new HashMap<>();
    final Map<String, String> files = new LinkedHashMap<>();
    final Set<Brought> brings = EnumSet.noneOf(Brought.class);
    final List<String> says = new ArrayList<>();
    final List<String> words = new ArrayList<>(List.of(Canary.WORD, "X-Sim-Signature"));
    /** Files that have canaries by design, each of them. */
    final List<String> holders = new ArrayList<>();
    /** Files of a target that may have some, in a form of its own. */
    final List<String> targets = new ArrayList<>();

    Consumer<CanaryAlida> alida = server -> {};
    Function<Path, List<String>> wordsAfterwards = directory -> List.of();
    boolean givesAway;

    @Nullable Path out;

    @Nullable End end;

    private CanaryScenario(String name, int exitCode, List<String> arguments) {
        this.name = name;
        this.exitCode = exitCode;
        this.arguments = arguments;
    }

    /**
     * A scenario.
     *
     * @param commandLine what follows the program's name, words with one blank in between
     */
    static CanaryScenario of(int exitCode, String name, String commandLine) {
        return new CanaryScenario(name, exitCode, List.of(commandLine.split(" ", -1)));
    }

    /** What the servers answer, where that is not success. */
    CanaryScenario when(Consumer<CanaryAlida> prepared) {
        alida = prepared;
        return this;
    }

    /** What is in the environment beside all secrets, or in their place; empty for not at all. */
    CanaryScenario with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    /** With standard error as JSON. */
    CanaryScenario loggingJson() {
        name += ", as JSON";
        return with("MEMBERPORT_LOG_FORMAT", "json");
    }

    /** A file that is there before. */
    CanaryScenario file(String file, String content) {
        files.put(file, content);
        return this;
    }

    /** A file that is there before and has canaries in it. */
    CanaryScenario secretFile(String file, String content) {
        return file(file, content).holds(file);
    }

    /** What the servers must have got. */
    CanaryScenario brings(Brought... what) {
        brings.addAll(List.of(what));
        return this;
    }

    /** A part of standard error, which shows that the run has come where it was to come. */
    CanaryScenario says(String part) {
        says.add(part);
        return this;
    }

    /** Files that have canaries when it is over, as they should. */
    CanaryScenario holds(String... names) {
        holders.addAll(List.of(names));
        return this;
    }

    /** Files of a target, in which nothing is looked for. */
    CanaryScenario writes(String... names) {
        targets.addAll(List.of(names));
        return this;
    }

    /** Something else that must not be shown. */
    CanaryScenario hides(String... more) {
        words.addAll(List.of(more));
        return this;
    }

    /** What must not be shown, and is known only afterwards. */
    CanaryScenario hidesWhatIsIn(Function<Path, List<String>> known) {
        wordsAfterwards = known;
        return this;
    }

    /** A user who types a secret has shown it; the program must not make it worse. */
    CanaryScenario typesASecret() {
        givesAway = true;
        return this;
    }

    CanaryScenario writesResultsTo(Path device) {
        out = device;
        return this;
    }

    CanaryScenario ends(End how) {
        end = how;
        return this;
    }

    @Override
    public String toString() {
        return exitCode + ": " + name;
    }
}
