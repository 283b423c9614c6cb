package io.memberport.sink.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Drivers that bring a library for this machine. */
class NativeLibraryTest {

    @TempDir
    private Path directory;

    @ParameterizedTest
    @CsvSource({"jdbc:sqlite:, SQLite, org.sqlite.tmpdir", "jdbc:duckdb:, DuckDB, java.io.tmpdir"})
    void findsBeforeARunThatADriverCannotUnpackItself(String prefix, String product, String property) throws Exception {
        Path missing = directory.resolve("missing");

        String said = check(prefix + directory.resolve("members"), missing);

        assertTrue(said.startsWith("CONFIGURATION The driver of " + product), said);
        assertTrue(said.contains("cannot unpack and load its library in the directory " + missing), said);
        assertTrue(said.contains("That directory must exist, be writable, have room"), said);
        assertTrue(said.contains("Name another one with -D" + property), said);
    }

    @Test
    void findsItForAFileThatIsThere() throws Exception {
        Path file = Files.createFile(directory.resolve("members.db"));

        String said = check("jdbc:sqlite:" + file, directory.resolve("missing"));

        assertTrue(said.contains("cannot unpack and load its library"), said);
    }

    @Test
    void isContentWithADirectoryThatIsThere() throws Exception {
        assertEquals("fine", check("jdbc:sqlite:" + directory.resolve("members.db"), directory));
    }

    private static String check(String url, Path temporary) throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xlog:disable",
                        "-Djava.io.tmpdir=" + temporary,
                        "-cp",
                        System.getProperty("java.class.path"),
                        CheckedTarget.class.getName(),
                        url)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), said);
        return said.strip();
    }
}
