package io.memberport.cli.process;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where a user's programs keep what outlives a run and is no data: the state directory of the XDG Base Directory
 * Specification, or on Windows the directory of local application data.
 */
final class StateHome {

    private StateHome() {}

    /**
     * Where it is. Relative paths are ignored, as the specification has it.
     *
     * @param userHome what the operating system says, where the environment does not; null if this user has none
     * @return null if neither names one
     */
    static @Nullable Path in(Map<String, String> environment, @Nullable String userHome) {
        return Stream.of("XDG_STATE_HOME", "LOCALAPPDATA")
                .flatMap(variable -> absolute(environment.get(variable)).stream())
                .findFirst()
                .or(() -> absolute(environment.get("HOME"))
                        .or(() -> absolute(userHome))
                        .map(home -> home.resolve(".local").resolve("state")))
                .orElse(null);
    }

    private static Optional<Path> absolute(@Nullable String path) {
        try {
            return Optional.ofNullable(path).map(Path::of).filter(Path::isAbsolute);
        } catch (InvalidPathException noPath) {
            return Optional.empty();
        }
    }
}
