package io.memberport.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The image that the build has written, unpacked and run without a container runtime. */
class ImageIT {

    /** Not below a directory that is the user's alone: another user runs in it. */
    @TempDir
    static Path directory;

    private static UnpackedImage image;

    private Path data = Path.of("");

    @BeforeAll
    static void unpack() throws Exception {
        assumeTrue(UnpackedImage.canRun(), "this user may not mount file systems, in a namespace of its own either");
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
        image = UnpackedImage.in(directory);
    }

    @BeforeEach
    void makeData() throws IOException {
        data = Files.createTempDirectory(directory, "data");
        Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwxrwxrwx"));
    }

    /** Java ends with an error if it is to use the archive and cannot. */
    @Test
    void startsFromTheArchiveThatIsBuiltIn() throws Exception {
        String shown = image.run(data, Map.of("JDK_JAVA_OPTIONS", "-Xshare:on"), "--version");

        assertTrue(shown.startsWith("0 "), shown);
        assertTrue(shown.contains("memberport " + System.getProperty("memberport.version")), shown);
    }

    /** There is no start script that would read the other one. */
    @Test
    void saysWhichVariableHasTheOptionsForJava() throws Exception {
        String shown = image.run(data, Map.of("MEMBERPORT_JAVA_OPTS", "-Xmx64m"), "sinks");

        assertTrue(shown.startsWith("0 "), shown);
        assertTrue(shown.contains("Give options for Java in JDK_JAVA_OPTIONS."), shown);
    }

    @Test
    void runsTheMainJobOnARootThatIsForReadingOnly() throws Exception {
        String shown = image.run(data, Map.of(), "demo", "--members", "100", "--to", "csv:members.csv");

        assertTrue(shown.startsWith("0 "), shown);
        assertTrue(Files.size(data.resolve("members.csv")) > 0);
    }

    /** SQLite and zstd have native libraries, and temporary files may not be run here. */
    @Test
    void loadsWithLittleMemory() throws Exception {
        Map<String, String> little = Map.of("JDK_JAVA_OPTIONS", "-Xmx64m");
        String generated = image.run(data, little, "simulate", "--members", "5000", "--generate", "export.json.gz");
        assertTrue(generated.startsWith("0 "), generated);

        String shown = image.run(
                data,
                little,
                "load",
                "export.json.gz",
                "--quiet",
                "--to",
                "csv:members.csv",
                "--to",
                "jdbc:sqlite:members.db");

        assertTrue(shown.startsWith("0 "), shown);
        assertTrue(shown.contains("5000 members") || shown.contains("5,000 members"), shown);
        assertTrue(Files.size(data.resolve("members.db")) > Files.size(data.resolve("members.csv")) / 10);
    }

    @Test
    void letsTheUserChooseTheCollectorAsThePageSays() throws Exception {
        Matcher row = Pattern.compile("^\\| `_JAVA_OPTIONS` \\| another garbage collector: `(.*?)`", Pattern.MULTILINE)
                .matcher(Files.readString(Path.of("../docs/install.md")));
        assertTrue(row.find());

        String shown = image.run(data, Map.of("_JAVA_OPTIONS", row.group(1) + " -Xlog:gc*"), "--version");

        assertTrue(shown.startsWith("0 ") && shown.contains("Using G1"), shown);
    }

    @Test
    void endsAsInterruptedWhenItIsStopped() throws Exception {
        Process process = image.start(data, "", Map.of(), "demo", "--members", "2000000", "--to", "csv:members.csv");
        try {
            // It says where its stand-in listens, and then runs for minutes.
            assertTrue(process.getInputStream().read() >= 0, "ended");
            // Its own method of that name closes the output as well.
            process.toHandle().destroy();

            String shown = UnpackedImage.ended(process);

            assertTrue(shown.startsWith("130 "), shown);
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void usesADriverThatIsPutIntoItsFolderOfDrivers() throws Exception {
        String[] demo = {"demo", "--members", "20", "--to", "jdbc:duckdb:members.duckdb"};
        String missing = image.run(data, Map.of(), demo);
        assertTrue(missing.startsWith("2 ") && missing.contains("into the folder drivers"), missing);
        Path driver = Path.of(Class.forName("org.duckdb.DuckDBDriver")
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        Path put = Files.copy(driver, image.root().resolve("opt/memberport/drivers/duckdb.jar"));

        String shown = UnpackedImage.ended(image.start(data, ",exec", Map.of("JDK_JAVA_OPTIONS", "-Xshare:on"), demo));
        Files.delete(put);

        assertTrue(shown.startsWith("0 ") && shown.contains("members.duckdb: written"), shown);
    }

    @Test
    void saysWhatItIsAndWhatIsInIt() {
        assertEquals("Memberport", image.label("title"));
        assertEquals(System.getProperty("memberport.version"), image.label("version"));
        assertEquals("Apache-2.0", image.label("licenses"));
        assertFalse(image.label("revision").isEmpty() || image.label("source").isEmpty());
        assertEquals("65532:65532", image.user());
        assertTrue(Files.exists(image.root().resolve("opt/memberport/bom.json")), "no SBOM");
        assertTrue(Files.exists(image.root().resolve("opt/memberport/LICENSE")), "no licence");
        assertTrue(Files.exists(image.root().resolve("opt/memberport/man/man1/memberport.1")), "no manual");
        assertFalse(Files.exists(image.root().resolve("bin/sh")), "a shell");
    }
}
