package io.memberport.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The start script of the unpacked distribution, with the Java that runs the tests. */
class DistributionIT {

    private static final String DRIVER = """
            package com.acme;

            import java.sql.Connection;
            import java.sql.Driver;
            import java.sql.DriverPropertyInfo;
            import java.sql.SQLException;
            import java.util.Properties;
            import java.util.logging.Logger;

            public final class AcmeDriver implements Driver {

                @Override
                public Connection connect(String url, Properties properties) throws SQLException {
                    throw new SQLException("Acme is closed today");
                }

                @Override
                public boolean acceptsURL(String url) {
                    return url.startsWith("jdbc:acme:");
                }

                @Override
                public DriverPropertyInfo[] getPropertyInfo(String url, Properties properties) {
                    return new DriverPropertyInfo[0];
                }

                @Override
                public int getMajorVersion() {
                    return 1;
                }

                @Override
                public int getMinorVersion() {
                    return 0;
                }

                @Override
                public boolean jdbcCompliant() {
                    return false;
                }

                @Override
                public Logger getParentLogger() {
                    return Logger.getGlobal();
                }
            }
            """;

    /** From this one on, Java keeps more than classes. */
    private static final int FIRST_WITH_CACHE = 25;

    /** Where an archive has been written already, which takes long; Java 17 does not use one below a directory with a blank. */
    @TempDir
    static Path shared;

    @TempDir
    Path directory;

    private Path home;

    @BeforeEach
    void unpack() throws IOException {
        assumeTrue(Files.isExecutable(Path.of("/bin/sh")), "the start script needs a POSIX shell");
        home = unpackedInto(directory.resolve("a directory"));
    }

    /** The same for all tests with one Java. */
    private Path homeWithArchive(Path java) throws Exception {
        Path folder = shared.resolve(java.getFileName());
        if (!Files.exists(folder)) {
            unpackedInto(folder);
        }
        try (Stream<Path> top = Files.list(folder)) {
            Path found = top.findFirst().orElseThrow();
            assertTrue(run(
                            List.of("JAVA_HOME=" + java),
                            found.resolve("bin/memberport").toString(),
                            "--version")
                    .startsWith("0 memberport "));
            assertEquals(1, archives(found.resolve("lib")).size());
            return found;
        }
    }

    /** The one of the tests, and a newer one if there is one. */
    private static Stream<Path> javas() throws IOException {
        return Stream.concat(
                Stream.of(InstalledJava.own()),
                InstalledJava.beside(FIRST_WITH_CACHE).stream().limit(1));
    }

    @ParameterizedTest
    @MethodSource("javas")
    void startsThroughALinkAndKeepsAnArchiveForTheNextStart(Path java) throws Exception {
        Path link = Files.createSymbolicLink(directory.resolve("memberport"), home.resolve("bin/memberport"));
        List<String> environment = List.of("JAVA_HOME=" + java);

        assertTrue(run(environment, link.toString(), "--version").startsWith("0 memberport "));
        List<Path> archives = archives(home.resolve("lib"));
        assertEquals(1, archives.size());
        assertTrue(Files.size(archives.get(0)) > 0, "the archive could not be written");
        assertTrue(run(environment, link.toString(), "--version").startsWith("0 memberport "));
        assertEquals(archives, archives(home.resolve("lib")));
    }

    @ParameterizedTest
    @MethodSource("javas")
    void theArchiveHasWhatAnExportToObjectStorageLoads(Path java) throws Exception {
        List<String> environment = List.of(
                "JAVA_HOME=" + java,
                "MEMBERPORT_JAVA_OPTS=-Xlog:class+load:file=loaded.log",
                "AWS_ACCESS_KEY_ID=1",
                "AWS_SECRET_ACCESS_KEY=1");
        String memberport = homeWithArchive(java).resolve("bin/memberport").toString();

        run(environment, memberport, "doctor", "--to=s3://bucket/", "--option=s3.endpoint=http://127.0.0.1:1");

        List<String> loaded = Files.readAllLines(directory.resolve("loaded.log")).stream()
                .filter(line -> line.contains("awssdk.services.s3.S3Client "))
                .toList();
        assertEquals(1, loaded.size());
        assertTrue(loaded.get(0).contains("shared objects file"), loaded.get(0));
    }

    /** Java ends at once if it is given two archives, or is to use none and given one. */
    @ParameterizedTest
    @MethodSource("javas")
    void leavesSharingToTheUserWhoHasOptionsForIt(Path java) throws Exception {
        String memberport = homeWithArchive(java).resolve("bin/memberport").toString();

        for (String option : List.of("-Xshare:off", "-Xshare:auto")) {
            String shown = run(List.of("JAVA_HOME=" + java, "MEMBERPORT_JAVA_OPTS=" + option), memberport, "--version");

            assertTrue(shown.startsWith("0 memberport "), shown);
        }
    }

    @ParameterizedTest
    @MethodSource("javas")
    void startsWithAnArchiveOfAnotherContent(Path java) throws Exception {
        Path written = homeWithArchive(java);
        Path archive = archives(written.resolve("lib")).get(0);
        Path kept = Files.move(archive, directory.resolve("kept"));
        Files.writeString(archive, "no archive");

        String shown = run(
                List.of("JAVA_HOME=" + java), written.resolve("bin/memberport").toString(), "--version");
        Files.move(kept, archive, StandardCopyOption.REPLACE_EXISTING);

        assertTrue(shown.startsWith("0 memberport "), shown);
    }

    @Test
    void runsWithoutAnArchive() throws Exception {
        String shown = run(
                List.of("MEMBERPORT_CDS=off"), home.resolve("bin/memberport").toString(), "--version");

        assertTrue(shown.startsWith("0 memberport "), shown);
        assertEquals(List.of(), archives(home.resolve("lib")));
    }

    @Test
    void keepsOneArchiveWhateverTheTimeZoneIs() throws Exception {
        Path written = homeWithArchive(InstalledJava.own());
        List<Path> archives = archives(written.resolve("lib"));

        for (String zone : List.of("UTC0", "JST-9")) {
            run(List.of("TZ=" + zone), written.resolve("bin/memberport").toString(), "--version");
        }

        assertEquals(archives, archives(written.resolve("lib")));
    }

    @Test
    void removesOldArchivesWhenItWritesOne() throws Exception {
        Path old = Files.createFile(home.resolve("lib/memberport-1-1.jsa"));
        Path killedWriters = Files.createFile(home.resolve("lib/memberport-1-1.jsa.17"));
        FileTime longAgo = FileTime.from(Instant.now().minus(Duration.ofDays(40)));
        Files.setLastModifiedTime(old, longAgo);
        Files.setLastModifiedTime(killedWriters, longAgo);

        run(List.of(), home.resolve("bin/memberport").toString(), "--version");

        assertEquals(1, archives(home.resolve("lib")).size());
        assertTrue(Files.notExists(old) && Files.notExists(killedWriters));
    }

    /** Java would crash on it, with a bus error that names nothing of Memberport. */
    @ParameterizedTest
    @MethodSource("javas")
    void doesNotUseAnArchiveThatWasCutShort(Path real) throws Exception {
        Path javaHome = Files.createDirectories(directory.resolve("java"));
        Files.copy(real.resolve("release"), javaHome.resolve("release"));
        Files.createDirectory(javaHome.resolve("bin"));
        Path java = Files.writeString(javaHome.resolve("bin/java"), """
                #!/bin/sh
                '%s' "$@" || exit
                for argument in "$@"; do
                    case $argument in
                        -XX:ArchiveClassesAtExit=* | -XX:AOTCacheOutput=*)
                            archive=${argument#*=}
                            head -c 1000000 "$archive" > "$archive.cut"
                            mv -f "$archive.cut" "$archive"
                            ;;
                    esac
                done
                """.formatted(real.resolve("bin/java")));
        assertTrue(java.toFile().setExecutable(true));
        String memberport = home.resolve("bin/memberport").toString();

        for (int start = 0; start < 2; start++) {
            String shown = run(List.of("JAVA_HOME=" + javaHome), memberport, "--version");
            assertTrue(shown.startsWith("0 memberport "), shown);
        }

        assertEquals(0, Files.size(archives(home.resolve("lib")).get(0)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"MEMBERPORT_JAVA_OPTS", "JAVA_OPTS", "JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS"})
    void letsTheUserChooseTheCollector(String variable) throws Exception {
        for (String options : List.of("-XX:+UseParallelGC -Xmx64m", "-Xmx64m\n-XX:+UseParallelGC\n")) {
            String shown = run(
                    List.of("MEMBERPORT_CDS=off", variable + "=" + options),
                    home.resolve("bin/memberport").toString(),
                    "--version");

            assertTrue(shown.startsWith("0 ") && shown.contains("memberport "), shown);
        }
    }

    @Test
    void letsTheUserChooseTheCollectorInAFileOfOptions() throws Exception {
        Path options = Files.writeString(directory.resolve("options"), "-XX:+UseParallelGC\n");

        String shown = run(
                List.of("MEMBERPORT_CDS=off", "JAVA_OPTS=@" + options),
                home.resolve("bin/memberport").toString(),
                "--version");

        assertTrue(shown.startsWith("0 memberport "), shown);
    }

    @Test
    void saysWhatIsWrongWithAnOldJava() throws Exception {
        Path old = directory.resolve("old");
        Files.createDirectories(old.resolve("bin"));
        Files.writeString(old.resolve("release"), "JAVA_VERSION=\"1.8.0_402\"\n");
        Path java = Files.writeString(old.resolve("bin/java"), "#!/bin/sh\n");
        assertTrue(java.toFile().setExecutable(true));

        String shown =
                run(List.of("JAVA_HOME=" + old), home.resolve("bin/memberport").toString(), "--version");

        assertTrue(shown.startsWith("2 ") && shown.contains("17 or newer is needed"), shown);
    }

    /** As /usr/bin/java does on a macOS without one. */
    @Test
    void saysThatAJavaDoesNotStart() throws Exception {
        Path java = Files.writeString(
                directory.resolve("java"), "#!/bin/sh\necho 'Unable to locate a Java Runtime.' >&2\nexit 1\n");
        assertTrue(java.toFile().setExecutable(true));

        String shown = run(
                List.of("JAVA_HOME=", "PATH=" + directory + ":" + System.getenv("PATH")),
                home.resolve("bin/memberport").toString(),
                "--version");

        assertRefuses(shown);
        assertTrue(shown.contains("memberport: '" + java + "' does not start"), shown);
        assertTrue(shown.contains("Install Java 17 or newer, and put it on PATH or into JAVA_HOME."), shown);
    }

    @Test
    void saysThatItMayOpenTooFewFiles() throws Exception {
        Path limited = Files.writeString(directory.resolve("limited"), """
                ulimit -n 64
                exec '%s' --version
                """.formatted(home.resolve("bin/memberport")));
        assertTrue(home.resolve("bin/memberport").toFile().setExecutable(true));

        String shown = run(List.of(), limited.toString());

        assertRefuses(shown);
        assertTrue(shown.contains("A process may open only 64 files here"), shown);
        assertTrue(shown.contains("Allow 256 or more."), shown);
    }

    @Test
    void saysThatTheWorkingDirectoryIsGone() throws Exception {
        Path gone = Files.createDirectory(directory.resolve("gone"));
        Path script = Files.writeString(directory.resolve("in-a-directory-that-is-gone"), """
                cd '%s'
                rmdir '%s'
                exec /bin/sh '%s' --version
                """.formatted(
                        gone, gone, home.resolve("bin/memberport")));

        String shown = run(List.of(), script.toString());

        assertRefuses(shown);
        assertTrue(shown.contains("The working directory is no longer there. Change to one that is"), shown);
    }

    @Test
    void saysThatItsPathMustHaveNoColon() throws Exception {
        Path moved = Files.move(home, directory.resolve("a:b"));

        String shown = run(List.of(), moved.resolve("bin/memberport").toString(), "--version");

        assertRefuses(shown);
        assertTrue(shown.contains("Java takes the colon for the end of a path"), shown);
        assertTrue(shown.contains("move it to a path without one"), shown);
    }

    @Test
    void loadsWhatIsPutIntoItsPluginFolder() throws Exception {
        PluginSource.plain("com.acme", "acme", "\"written\"").jar(home.resolve("plugins/acme.jar"));
        Files.writeString(directory.resolve("export.json"), "{\"members\":[]}");

        String shown = run(
                List.of("MEMBERPORT_CDS=off"),
                home.resolve("bin/memberport").toString(),
                "load",
                "export.json",
                "--quiet",
                "--to",
                "acme:target");

        assertTrue(shown.startsWith("0 "), shown);
        assertEquals("written", Files.readString(directory.resolve("target")));
    }

    /** Beside an archive that has been written without it. */
    @Test
    void usesADriverThatIsPutIntoItsFolderOfDrivers() throws Exception {
        Path written = homeWithArchive(InstalledJava.own());
        String memberport = written.resolve("bin/memberport").toString();
        Files.writeString(directory.resolve("export.json"), "{\"members\":[]}");
        String[] load = {memberport, "load", "export.json", "--to", "jdbc:acme:x", "--option", "dialect=ansi"};
        assertTrue(run(List.of(), load).startsWith("2 "), "there is no driver yet");

        PluginSource.empty()
                .source("com.acme.AcmeDriver", DRIVER)
                .file("META-INF/services/java.sql.Driver", "com.acme.AcmeDriver\n")
                .jar(written.resolve("drivers/acme-driver.jar"));
        List<Path> archives = archives(written.resolve("lib"));
        String shown = run(List.of(), load);
        Files.delete(written.resolve("drivers/acme-driver.jar"));

        assertTrue(shown.startsWith("8 ") && shown.contains("Acme is closed today"), shown);
        assertEquals(archives, archives(written.resolve("lib")));
    }

    @Test
    void hasDocumentsWhoseLinksLeadSomewhere() throws IOException {
        PackagedLinks.leadSomewhere(home);
    }

    @Test
    void completesCommands() throws IOException {
        String completion = Files.readString(home.resolve("completion/memberport_completion"));

        assertTrue(completion.contains("--batch-id") && completion.contains("--plugins"));
    }

    private static void assertRefuses(String shown) {
        assertEquals(2, Integer.parseInt(shown.substring(0, shown.indexOf(' '))), shown);
    }

    /** Exit code, blank, both outputs. */
    private String run(List<String> environment, String... command) throws IOException, InterruptedException {
        List<String> whole = new ArrayList<>(List.of("/bin/sh"));
        whole.addAll(Arrays.asList(command));
        ProcessBuilder builder =
                new ProcessBuilder(whole).directory(directory.toFile()).redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.startsWith("MEMBERPORT_") || name.endsWith("_OPTS"));
        builder.environment().keySet().removeIf(name -> name.endsWith("_OPTIONS"));
        builder.environment().put("TMPDIR", directory.toString());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        for (String setting : environment) {
            int equals = setting.indexOf('=');
            builder.environment().put(setting.substring(0, equals), setting.substring(equals + 1));
        }
        Process process = builder.start();
        String shown = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(process.waitFor(2, TimeUnit.MINUTES));
        return process.exitValue() + " " + shown;
    }

    private static List<Path> archives(Path lib) throws IOException {
        try (Stream<Path> files = Files.list(lib)) {
            return files.filter(file -> !file.toString().endsWith(".jar")).toList();
        }
    }

    static Path unpackedInto(Path into) throws IOException {
        Path archive;
        try (Stream<Path> files = Files.list(Path.of("target"))) {
            archive = files.filter(file -> file.toString().endsWith("-dist.zip"))
                    .findFirst()
                    .orElseThrow();
        }
        try (InputStream in = Files.newInputStream(archive);
                ZipInputStream zip = new ZipInputStream(in)) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                Path file = into.resolve(entry.getName()).normalize();
                if (entry.isDirectory()) {
                    continue;
                }
                Files.createDirectories(file.getParent());
                try (OutputStream out = Files.newOutputStream(file)) {
                    zip.transferTo(out);
                }
            }
        }
        try (Stream<Path> top = Files.list(into)) {
            return top.findFirst().orElseThrow();
        }
    }
}
