package io.memberport.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Loads the corpus of odd and malformed exports, which the HTTP adapter's tests explain, over an existing CSV file. */
class CorpusLoadTest {

    private static final Path CORPUS = Path.of("..", "export-file", "src", "test", "resources", "corpus");
    private static final byte[] FORMER = {'f', 'o', 'r', 'm', 'e', 'r'};

    @TempDir
    private Path directory;

    @ParameterizedTest
    @MethodSource("accepted")
    void loadsWhatIsOddButRight(Path export) throws IOException {
        CommandLineRun run = new CommandLineRun(directory);

        int code = run.run(
                "load",
                export.toAbsolutePath().toString(),
                "--to",
                "csv:" + directory.resolve("members.csv"),
                "--allow-incremental");

        assertEquals(0, code, run::err);
        assertEquals(List.of("members.csv", "members.csv.manifest.json"), files());
    }

    @ParameterizedTest
    @MethodSource("refused")
    void refusesWhatIsMalformedAndLeavesTheTargetAsItWas(Path export) throws IOException {
        assertRefused(export.toAbsolutePath());
    }

    @Test
    void refusesAnExportCutAtAnyByteAndLeavesTheTargetAsItWas(@TempDir Path cuts) throws IOException {
        byte[] whole = Files.readAllBytes(CORPUS.resolve("accepted").resolve("small.json"));
        for (int length = 0; length < whole.length; length++) {
            Path cut = Files.write(cuts.resolve("cut.json"), Arrays.copyOf(whole, length));
            assertRefused(cut);
        }
    }

    private void assertRefused(Path export) throws IOException {
        Path target = Files.write(directory.resolve("members.csv"), FORMER);
        CommandLineRun run = new CommandLineRun(directory);

        int code = run.run(
                "load", export.toString(), "--to", "csv:" + directory.resolve("members.csv"), "--allow-incremental");

        assertEquals(7, code, run::err);
        assertTrue(run.err().matches("(?s).* byte \\d+.* member \\d+.*"), run::err);
        assertArrayEquals(FORMER, Files.readAllBytes(target));
        assertEquals(List.of("members.csv"), files());
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    static Stream<Path> accepted() {
        return exports("accepted");
    }

    static Stream<Path> refused() {
        return exports("refused");
    }

    private static Stream<Path> exports(String kind) {
        try (Stream<Path> files = Files.list(CORPUS.resolve(kind))) {
            return files.filter(file -> file.toString().endsWith(".json")).sorted().toList().stream();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
