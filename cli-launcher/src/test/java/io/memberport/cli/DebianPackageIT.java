package io.memberport.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The Debian package, in a root of its own, in which nothing else is. */
class DebianPackageIT {

    private static final Path DPKG = Path.of("/usr/bin/dpkg");

    @TempDir
    Path directory;

    private Path root = Path.of("");

    @BeforeEach
    void needDebian() {
        assumeTrue(Files.isExecutable(DPKG), "this machine has no dpkg");
        root = directory.resolve("root");
    }

    private static Path packageFile() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("target"))) {
            return files.map(Path::toAbsolutePath)
                    .filter(file -> file.toString().endsWith("_all.deb"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private void dpkg(String... arguments) throws Exception {
        List<String> command = Stream.concat(
                        Stream.of(DPKG.toString(), "--root=" + root, "--force-script-chrootless"), Stream.of(arguments))
                .toList();
        String shown = run(command);
        assertTrue(shown.startsWith("0 "), shown);
    }

    /** Root's first start writes an archive of classes; so did the installation, and it goes with the package. */
    @Test
    void isInstalledRunAndRemoved() throws Exception {
        assumeTrue(Boolean.getBoolean("memberport.thorough"), "takes long: Java writes an archive of classes");
        assumeTrue(System.getProperty("user.name").equals("root"), "dpkg gives files to root");
        Path administration = Files.createDirectories(root.resolve("var/lib/dpkg"));
        for (String folder : List.of("info", "updates", "triggers")) {
            Files.createDirectory(administration.resolve(folder));
        }
        Files.createFile(administration.resolve("status"));
        String command = root.resolve("usr/bin/memberport").toString();

        // No Java is installed there. The scripts run outside of it and find the one of the tests.
        dpkg("--force-depends", "--install", packageFile().toString());
        try (Stream<Path> archives = Files.list(root.resolve("var/cache/memberport"))) {
            assertEquals(1, archives.count());
        }
        String shown = run(List.of(command, "demo", "--quiet", "--members", "20", "--to", "csv:members.csv"));
        assertTrue(shown.startsWith("0 "), shown);
        assertTrue(Files.size(directory.resolve("members.csv")) > 0);

        dpkg("--purge", "memberport");
        assertFalse(Files.exists(Path.of(command), LinkOption.NOFOLLOW_LINKS));
        assertFalse(Files.exists(root.resolve("usr/share/memberport")), "libraries");
        assertFalse(Files.exists(root.resolve("var/cache/memberport")), "archives");
    }

    @Test
    void putsManualCompletionAndDocumentsWhereDebianHasThem() throws Exception {
        unpack();
        Path share = root.resolve("usr/share");
        Map<String, String> files = Map.of(
                "bash-completion/completions/memberport", "complete -o nospace -F _memberport memberport",
                "zsh/vendor-completions/_memberport", "#compdef memberport",
                "fish/vendor_completions.d/memberport.fish", "complete -c memberport",
                "doc/memberport/copyright", "License: Apache-2.0",
                "doc/memberport/docs/cli.md", "# The command line");
        for (Map.Entry<String, String> file : files.entrySet()) {
            assertTrue(Files.readString(share.resolve(file.getKey())).contains(file.getValue()), file.getKey());
        }
        assertTrue(unzipped(share.resolve("man/man1/memberport-export.1.gz")).startsWith(".TH "));
        assertTrue(unzipped(share.resolve("doc/memberport/changelog.gz")).startsWith("# Changelog"));
        PackagedLinks.leadSomewhere(share.resolve("doc/memberport"));
    }

    private static String unzipped(Path file) throws IOException {
        try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void leavesDriversAndPluginsToTheAdministrator() throws Exception {
        unpack();
        assertEquals(
                Path.of("/usr/local/share/memberport/drivers"),
                Files.readSymbolicLink(root.resolve("usr/share/memberport/drivers")));
        assertEquals(
                Path.of("/usr/local/share/memberport/plugins"),
                Files.readSymbolicLink(root.resolve("usr/share/memberport/plugins")));
    }

    private void unpack() throws Exception {
        String shown = run(List.of(DPKG + "-deb", "--extract", packageFile().toString(), root.toString()));
        assertTrue(shown.startsWith("0 "), shown);
    }

    /** Exit code, blank, both outputs. */
    private String run(List<String> command) throws IOException, InterruptedException {
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.startsWith("MEMBERPORT_") || name.endsWith("_OPTIONS"));
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment()
                .put("MEMBERPORT_STATE_DIRECTORY", directory.resolve("state").toString());
        Process process = builder.start();
        String shown = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(process.waitFor(3, TimeUnit.MINUTES));
        return process.exitValue() + " " + shown;
    }
}
