package io.memberport.cli.settings;

import io.memberport.cli.file.TextFile;
import io.memberport.cli.terminal.Printable;
import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The two forms in which one origin can give a secret.
 *
 * @param plain the secret itself
 * @param path the path of a file that holds it
 * @param base where a relative path starts from
 */
public record SecretSource(Optional<GivenValue> plain, Optional<GivenValue> path, Path base) {

    /** Empty if it gives the secret in neither form. */
    Optional<SecretSource> ifGiven() {
        return plain.isPresent() || path.isPresent() ? Optional.of(this) : Optional.empty();
    }

    /** Where the secret is given; in two places by mistake. Reads no file. */
    List<GivenValue> places() {
        return Stream.of(plain, path).flatMap(Optional::stream).toList();
    }

    /**
     * The files that hold the secret. Reads none.
     *
     * @param settingsFile where it is if the settings file has the secret itself
     */
    public List<Path> files(Path settingsFile) {
        return Stream.concat(
                        plain.filter(given -> given.rank() == GivenValue.Rank.FILE).map(given -> settingsFile).stream(),
                        path.map(given -> Paths.resolve(base, given.value(), given.origin())).stream())
                .toList();
    }

    /** The secret, read from its file if that is where it is. */
    public String value() {
        if (plain.isPresent() && path.isPresent()) {
            throw new MemberportException(
                    FailureKind.CONFIGURATION,
                    "Both " + plain.get().origin() + " and " + path.get().origin() + " are set; remove one.");
        }
        return path.map(this::contentOf)
                .or(() -> plain)
                .map(GivenValue::text)
                .orElseThrow(() -> new IllegalStateException("not given"));
    }

    private GivenValue contentOf(GivenValue file) {
        String name = file.text();
        Path resolved = Paths.resolve(base, name, file.origin());
        String subject = "The file " + shown(resolved, name) + "that " + file.origin() + " names";
        return new GivenValue(TextFile.read(resolved, subject), subject, file.rank());
    }

    /** Not what may be the secret itself, given in the wrong form: only what leads to some place that exists. */
    private static String shown(Path file, String name) {
        Path directory = file.getParent();
        boolean isPlace = Files.exists(file)
                || (Path.of(name).getParent() != null && directory != null && Files.isDirectory(directory));
        return isPlace ? Printable.text(file.toString()) + " " : "";
    }
}
