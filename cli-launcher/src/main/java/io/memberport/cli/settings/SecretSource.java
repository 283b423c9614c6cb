package io.memberport.cli.settings;

import io.memberport.cli.terminal.Printable;
import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The forms in which one origin can give a secret.
 *
 * @param plain the secret itself
 * @param path the path of a file that holds it
 * @param variable the name of a variable that holds it, which only the settings file gives
 * @param base where a relative path starts from
 * @param environment finds a variable by its name; empty for one that is not set
 * @param content reads a file, by its path and what to call it at the beginning of a message
 */
public record SecretSource(
        Optional<GivenValue> plain,
        Optional<GivenValue> path,
        Optional<GivenValue> variable,
        Path base,
        Function<String, Optional<GivenValue>> environment,
        BiFunction<Path, String, String> content) {

    /** Empty if it gives the secret in no form. */
    Optional<SecretSource> ifGiven() {
        return places().isEmpty() ? Optional.empty() : Optional.of(this);
    }

    /** Where the secret is given; in several places by mistake. Reads no file. */
    List<GivenValue> places() {
        return Stream.of(plain, path, variable).flatMap(Optional::stream).toList();
    }

    /** Whether a job gives it. */
    public boolean isOfJob() {
        return places().stream().anyMatch(place -> place.rank() == GivenValue.Rank.JOB);
    }

    /**
     * The files that hold the secret. Reads none.
     *
     * @param settingsFile where it is if the settings file has the secret itself
     */
    public List<Path> files(Path settingsFile) {
        return Stream.concat(
                        plain.filter(given -> given.rank().isInFile()).map(given -> settingsFile).stream(),
                        path.map(given -> Paths.resolve(base, given.value(), given.origin())).stream())
                .toList();
    }

    /** The secret, read from its file if that is where it is. */
    public String value() {
        List<GivenValue> places = places();
        if (places.size() > 1) {
            throw new MemberportException(
                    FailureKind.CONFIGURATION,
                    "Both " + places.get(0).origin() + " and " + places.get(1).origin() + " are set; remove one.");
        }
        return path.map(this::contentOf)
                .or(() -> variable.map(this::contentOfVariable))
                .or(() -> plain)
                .map(GivenValue::text)
                .orElseThrow(() -> new IllegalStateException("not given"));
    }

    /** The name is not quoted: it may be the secret itself, given in the wrong form. */
    private GivenValue contentOfVariable(GivenValue name) {
        GivenValue content = environment
                .apply(name.text())
                .orElseThrow(() -> new MemberportException(
                        FailureKind.CONFIGURATION, name.origin() + " names a variable that is not set."));
        ProcessText.ofThisProcess().checkVariable(content.value(), "The variable that " + name.origin() + " names");
        return content;
    }

    private GivenValue contentOf(GivenValue file) {
        String name = file.text();
        Path resolved = Paths.resolve(base, name, file.origin());
        String subject = "The file " + shown(resolved, name) + "that " + file.origin() + " names";
        return new GivenValue(content.apply(resolved, subject), subject, file.rank());
    }

    /** Not what may be the secret itself, given in the wrong form: only what leads to some place that exists. */
    private static String shown(Path file, String name) {
        Path directory = file.getParent();
        boolean isPlace = Files.exists(file)
                || (Path.of(name).getParent() != null && directory != null && Files.isDirectory(directory));
        return isPlace ? Printable.text(file.toString()) + " " : "";
    }
}
