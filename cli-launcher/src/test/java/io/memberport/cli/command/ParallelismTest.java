package io.memberport.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memberport.cli.settings.Setting;
import io.memberport.cli.settings.Settings;
import io.memberport.error.MemberportException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ParallelismTest {

    private static final long MIB = 1 << 20;

    @TempDir
    Path directory;

    private Settings settings(String parallel) {
        return Settings.load(
                parallel.isEmpty() ? Map.of() : Map.of(Setting.PARALLEL, parallel), Map.of(), directory, null);
    }

    /** Of a heap of 64 MiB, the serial collector says 61. */
    @ParameterizedTest(name = "--parallel {0}, {1} jobs, {2} MiB: {3}")
    @CsvSource({
        "'', 10, 2048, 4",
        "'', 2, 2048, 2",
        "'', 10, 61, 1",
        "'', 10, 32, 1",
        "'', 10, 150, 2",
        "8, 10, 2048, 8",
        "8, 3, 2048, 3",
        "4, 10, 247, 4",
        "1, 10, 32, 1",
        "99, 1, 61, 1",
    })
    void isAsManyAsAreGivenOrAsTheHeapHasRoomFor(String given, int jobs, long heapMib, int expected) {
        assertEquals(expected, Parallelism.of(settings(given), jobs, heapMib * MIB));
    }

    @Test
    void isRefusedIfTheHeapHasNoRoomForIt() {
        MemberportException refused =
                assertThrows(MemberportException.class, () -> Parallelism.of(settings("5"), 9, 247 * MIB));

        String message = String.valueOf(refused.getMessage());
        assertTrue(message.contains("--parallel is 5, and Java's heap of 247 MiB has room for 4 jobs"), message);
        assertTrue(message.contains("Give Java more with -Xmx320m before -jar, or run fewer at a time."), message);
    }
}
