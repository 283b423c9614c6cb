package io.memberport.cli.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class StateHomeTest {

    @TempDir
    Path directory;

    private String in(String name) {
        return directory.resolve(name).toString();
    }

    @Test
    void isWhereTheUserSays() {
        Map<String, String> environment = Map.of("XDG_STATE_HOME", in("state"), "LOCALAPPDATA", in("local"));

        assertEquals(directory.resolve("state"), StateHome.in(environment, in("home")));
    }

    @Test
    void isWithTheLocalDataOnWindows() {
        assertEquals(directory.resolve("local"), StateHome.in(Map.of("LOCALAPPDATA", in("local")), in("home")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "state", "./state"})
    void isInTheHomeDirectoryOtherwise(String notAbsolute) {
        Path expected = directory.resolve("home").resolve(".local").resolve("state");

        assertEquals(expected, StateHome.in(Map.of("XDG_STATE_HOME", notAbsolute), in("home")));
        assertEquals(expected, StateHome.in(Map.of("HOME", in("home")), in("other")));
        assertEquals(expected, StateHome.in(Map.of("HOME", notAbsolute), in("home")));
        assertEquals(expected, StateHome.in(Map.of(), in("home")));
    }

    /** A question mark is what Java says of a user without a home directory. */
    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"?", ""})
    void isNowhereForAUserWithoutAHomeDirectory(@Nullable String home) {
        assertNull(StateHome.in(Map.of(), home));
    }
}
