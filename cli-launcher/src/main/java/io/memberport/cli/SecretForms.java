package io.memberport.cli;

import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import java.io.IOException;
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
record SecretForms(Optional<Given> plain, Optional<Given> path, Path base) {

    /** Empty if it gives the secret in neither form. */
    Optional<SecretForms> ifGiven() {
        return plain.isPresent() || path.isPresent() ? Optional.of(this) : Optional.empty();
    }

    /** Where the secret is given; in two places by mistake. Reads no file. */
    List<Given> places() {
        return Stream.of(plain, path).flatMap(Optional::stream).toList();
    }

    /** The secret, read from its file if that is where it is. */
    String value() {
        if (plain.isPresent() && path.isPresent()) {
            throw new MemberportException(
                    FailureKind.CONFIGURATION,
                    "Both " + plain.get().origin() + " and " + path.get().origin() + " are set; remove one.");
        }
        return path.map(this::contentOf)
                .or(() -> plain.map(Given::value))
                .orElseThrow(() -> new IllegalStateException("not given"));
    }

    private String contentOf(Given file) {
        String content;
        try {
            content = Files.readString(Paths.resolve(base, file.value(), file.origin()));
        } catch (IOException unreadable) {
            throw new MemberportException(
                    FailureKind.CONFIGURATION,
                    "The file that " + file.origin() + " names cannot be read ("
                            + unreadable.getClass().getSimpleName() + ").");
        }
        String secret = content.replaceFirst("\\R\\z", "");
        if (secret.isBlank()) {
            throw new MemberportException(
                    FailureKind.CONFIGURATION, "The file that " + file.origin() + " names is empty.");
        }
        return secret;
    }
}
