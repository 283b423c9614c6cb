package io.memberport.http.download;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DownloadStateTest {

    private static final String CHECKSUM = "crc32c=AAAAAA==";

    @TempDir
    Path directory;

    static List<DownloadState> states() {
        return List.of(
                new DownloadState("batch-1", new FileVersion("\"tag\"", 1000, "gzip", CHECKSUM), 512, "a1".repeat(32)),
                new DownloadState("batch-2", new FileVersion("\"=:#!\\\"", -1, "", null), 1, "0".repeat(64)));
    }

    @ParameterizedTest
    @MethodSource("states")
    void readsWhatItWrote(DownloadState state) throws IOException {
        Path path = directory.resolve("state");

        state.write(path);

        assertEquals(Optional.of(state), DownloadState.read(path));
    }

    /** Were it read, a checksum that the server offered would be forgotten, say. */
    @ParameterizedTest
    @MethodSource("states")
    void isNoneWhereverItIsCut(DownloadState state) throws IOException {
        Path path = directory.resolve("state");
        state.write(path);
        byte[] whole = Files.readAllBytes(path);

        for (int bytes = 0; bytes < whole.length; bytes++) {
            Files.write(path, Arrays.copyOf(whole, bytes));

            assertEquals(Optional.empty(), DownloadState.read(path), "cut after byte " + bytes);
        }
    }

    @Test
    void isNoneIfItIsNoText() throws IOException {
        Path path = Files.write(directory.resolve("state"), "\u00fc\n".getBytes(StandardCharsets.ISO_8859_1));

        assertEquals(Optional.empty(), DownloadState.read(path));
    }

    @Test
    void takesThePlaceOfAFormerOneAndIsForThisUserAlone() throws IOException {
        Path path = directory.resolve("state");
        Files.writeString(path, "former");
        Files.writeString(directory.resolve("state.new"), "of a killed process");

        states().get(0).write(path);

        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(path)));
        try (Stream<Path> files = Files.list(directory)) {
            assertEquals(List.of(path), files.toList());
        }
    }
}
