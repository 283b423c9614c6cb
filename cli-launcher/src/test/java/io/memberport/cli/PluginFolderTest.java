package io.memberport.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which plugins are found, and what they see. */
class PluginFolderTest {

    private static final String ONE_MEMBER = "{\"members\":[{\"memberId\":\"m\",\"variables\":[]}]}";

    @TempDir
    Path directory;

    private Path folder;

    @BeforeEach
    void makeFolder() throws IOException {
        folder = Files.createDirectory(directory.resolve("plugins"));
    }

    @Test
    void listsWhereEachSinkComesFrom() throws IOException {
        Path jar = PluginSource.plain("com.acme", "acme", "\"\"").jar(folder.resolve("acme.jar"));
        CommandLineRun json = new CommandLineRun(directory);
        CommandLineRun text = new CommandLineRun(directory);

        assertEquals(0, json.run("sinks", "--plugins", "plugins", "--output", "json"), json.err());
        assertEquals(0, text.run("sinks", "--plugins", "plugins"), text.err());

        assertEquals("built in", json.json().at("/sinks/0/origin").asText());
        assertEquals("acme", json.pluginSink(0).path("scheme").asText());
        assertEquals(jar.toString(), json.pluginSink(0).path("origin").asText());
        assertEquals("note", json.pluginSink(0).at("/options/0/name").asText());
        assertTrue(
                json.json().at("/problems").isArray()
                        && json.json().at("/problems").isEmpty(),
                json.out());
        assertTrue(text.out().contains("  origin: built in") && text.out().contains("  origin: " + jar), text.out());
        assertEquals("", text.err());
    }

    @Test
    void writesToTheSinkOfAPlugin() throws IOException {
        PluginSource.plain("com.acme", "acme", "members + \" \" + context.community()")
                .jar(folder.resolve("acme.jar"));

        assertEquals("1 local", written("acme"));
    }

    @Test
    void passesOptionsToTheSinkOfAPlugin() throws IOException {
        PluginSource.plain("com.acme", "acme", "System.getProperty(\"x\", file.getFileName().toString())")
                .replacing(
                        "com.acme.PlainSinkProvider",
                        "target.substring(target.indexOf(':') + 1)",
                        "options.get(\"note\")")
                .jar(folder.resolve("acme.jar"));
        Path noted = directory.resolve("noted");

        CommandLineRun run = load("acme:ignored", "--option", "acme.note=" + noted);

        assertEquals("", run.err());
        assertEquals("noted", Files.readString(noted));
    }

    @Test
    void takesTheSecretOfAPluginFromTheEnvironmentAndNotFromTheCommandLine() throws IOException {
        PluginSource.plain("com.acme", "acme", "\"\"")
                .replacing(
                        "com.acme.PlainSinkProvider",
                        "SinkOption.value(\"note\", \"text\", \"none\", ",
                        "SinkOption.secret(\"note\", ")
                .replacing(
                        "com.acme.PlainSinkProvider",
                        "target.substring(target.indexOf(':') + 1)",
                        "options.get(\"note\")")
                .jar(folder.resolve("acme.jar"));
        Path secret = directory.resolve("sesame");
        CommandLineRun run = new CommandLineRun(directory).with("MEMBERPORT_ACME_NOTE", secret.toString());

        assertEquals(0, load(run, "acme:x"), run.err());
        assertEquals(2, load(run, "acme:x", "--option", "acme.note=" + secret));

        assertTrue(Files.exists(secret));
        assertTrue(run.err().contains("MEMBERPORT_ACME_NOTE_FILE"), run.err());
        assertFalse(run.err().contains("sesame"), run.err());
    }

    @ParameterizedTest(name = "{1}")
    @CsvSource({"0, home", "1, file", "2, environment", "3, flag"})
    void takesTheFolderFromTheStrongestOrigin(int stronger, String strongest) throws IOException {
        PluginSource.plain("com.acme", "home", "\"\"").jar(directory.resolve("home/plugins/a.jar"));
        CommandLineRun run = new CommandLineRun(directory).withHome(directory.resolve("home"));
        List<String> arguments = new ArrayList<>(List.of("sinks", "--output", "json"));
        if (stronger >= 1) {
            Files.writeString(directory.resolve("memberport.yaml"), "plugins: " + folderWith("file"));
        }
        if (stronger >= 2) {
            run.with("MEMBERPORT_PLUGINS", folderWith("environment"));
        }
        if (stronger >= 3) {
            arguments.addAll(List.of("--plugins", folderWith("flag")));
        }

        assertEquals(0, run.run(arguments.toArray(String[]::new)), run.err());

        assertEquals(strongest, run.pluginSink(0).path("scheme").asText());
        assertTrue(run.pluginSink(1).isMissingNode(), run.out());
    }

    @Test
    void readsARelativeFolderFromTheDirectoryOfTheSettingsFile() throws IOException {
        Path elsewhere = Files.createDirectory(directory.resolve("elsewhere"));
        PluginSource.plain("com.acme", "acme", "\"\"").jar(elsewhere.resolve("mine/a.jar"));
        Files.writeString(elsewhere.resolve("settings.yaml"), "plugins: mine");
        CommandLineRun run = new CommandLineRun(directory);

        assertEquals(0, run.run("sinks", "--output", "json", "--config", "elsewhere/settings.yaml"), run.err());

        assertEquals("acme", run.pluginSink(0).path("scheme").asText());
    }

    @ParameterizedTest
    @ValueSource(strings = {"missing", "file"})
    void refusesAFolderThatIsNamedAndIsNone(String name) throws IOException {
        Files.writeString(directory.resolve("file"), "");
        CommandLineRun run = new CommandLineRun(directory);

        assertEquals(2, run.run("sinks", "--plugins", name));

        assertTrue(run.err().contains("--plugins names " + directory.resolve(name)), run.err());
        assertTrue(run.err().contains("directory that holds the plugins"), run.err());
    }

    @Test
    void doesWithoutTheFolderOfADistributionThatHasNone() {
        CommandLineRun run = new CommandLineRun(directory).withHome(directory.resolve("nowhere"));

        assertEquals(0, run.run("sinks"), run.err());

        assertEquals("", run.err());
    }

    @Test
    void ignoresOtherFilesAndHiddenOnes() throws IOException {
        Files.writeString(folder.resolve("README.txt"), "What goes here");
        Files.writeString(folder.resolve(".hidden.jar"), "no jar");
        Files.createDirectory(folder.resolve(".hidden"));
        CommandLineRun run = new CommandLineRun(directory);

        assertEquals(0, run.run("sinks", "--plugins", "plugins"), run.err());

        assertEquals("", run.err());
    }

    @Test
    void listsPluginsByName() throws IOException {
        for (String name : new String[] {"cc", "aa", "bb"}) {
            PluginSource.plain("com.acme", name, "\"\"").jar(folder.resolve(name + ".jar"));
        }
        CommandLineRun run = new CommandLineRun(directory);

        run.run("sinks", "--plugins", "plugins", "--output", "json");

        assertEquals(
                "[\"csv\",\"jdbc\",\"s3\",\"xlsx\",\"aa\",\"bb\",\"cc\"]",
                run.json().at("/sinks").findValues("scheme").toString().replace(" ", ""));
    }

    @Test
    void loadsAFolderOfJarsAsOnePlugin() throws IOException {
        Path library = PluginSource.empty()
                .source(
                        "com.acme.lib.Greeting",
                        "package com.acme.lib; public class Greeting { public static String of(long n) { return \"hello \" + n; } }")
                .jar(folder.resolve("acme/lib.jar"));
        PluginSource.plain("com.acme", "acme", "com.acme.lib.Greeting.of(members)")
                .against(library)
                .jar(folder.resolve("acme/sink.jar"));

        assertEquals("hello 1", written("acme"));
    }

    @Test
    void keepsTheClassesOfTwoPluginsApart() throws IOException {
        for (String version : new String[] {"one", "two"}) {
            PluginSource.plain("com.acme." + version, version, "com.acme.lib.Helper.version()")
                    .source(
                            "com.acme.lib.Helper",
                            "package com.acme.lib; public class Helper { public static String version() { return \""
                                    + version + "\"; } }")
                    .jar(folder.resolve(version + ".jar"));
        }
        Path one = directory.resolve("one.txt");
        Path two = directory.resolve("two.txt");

        load("one:" + one, "--to", "two:" + two);

        assertEquals("one", Files.readString(one));
        assertEquals("two", Files.readString(two));
    }

    @Test
    void prefersThePluginsOwnCopyOfALibraryThatTheLauncherUsesToo() throws IOException {
        PluginSource.plain("com.acme", "acme", "new com.fasterxml.jackson.core.JsonFactory().own()")
                .source(
                        "com.fasterxml.jackson.core.JsonFactory",
                        "package com.fasterxml.jackson.core; public class JsonFactory { public String own() { return \"the plugin's\"; } }")
                .jar(folder.resolve("acme.jar"));

        assertEquals("the plugin's", written("acme"));
    }

    @Test
    void showsAPluginNothingOfTheLauncher() throws IOException {
        PluginSource.plain("com.acme", "acme", "Look.around()")
                .source("com.acme.Look", """
                        package com.acme;
                        import java.util.*;
                        class Look {
                            static String around() throws java.io.IOException {
                                List<String> seen = new ArrayList<>();
                                for (String name : List.of(
                                        "com.fasterxml.jackson.core.JsonFactory", "org.slf4j.Logger", "picocli.CommandLine",
                                        "org.apache.hc.client5.http.classic.HttpClient", "io.memberport.cli.Main",
                                        "io.memberport.http.AlidaApi", "io.memberport.sink.csv.CsvMemberSink",
                                        "io.memberport.encoding.block.RowBuffer")) {
                                    for (ClassLoader loader : List.of(
                                            Look.class.getClassLoader(), Thread.currentThread().getContextClassLoader())) {
                                        try {
                                            seen.add(Class.forName(name, false, loader).getName());
                                        } catch (ClassNotFoundException hidden) {
                                            // As it should be.
                                        }
                                    }
                                }
                                for (String name : List.of(
                                        "META-INF/services/org.slf4j.spi.SLF4JServiceProvider",
                                        "io/memberport/cli/process/build.properties", "io/memberport/cli/Main.class")) {
                                    seen.addAll(Collections.list(Look.class.getClassLoader().getResources(name)).stream()
                                            .map(Object::toString).toList());
                                }
                                int services = Collections.list(Look.class.getClassLoader().getResources(
                                        "META-INF/services/io.memberport.port.MemberSinkProvider")).size();
                                return seen + " " + services;
                            }
                        }
                        """)
                .jar(folder.resolve("acme.jar"));

        assertEquals("[] 1", written("acme"));
    }

    @Test
    void findsAProviderThatOnlyAModuleDescriptorNames() throws IOException {
        PluginSource.plainClasses("com.acme", "acme", "\"from a module\"")
                .source(
                        "module-info",
                        "module com.acme { provides io.memberport.port.MemberSinkProvider with com.acme.PlainSinkProvider; }")
                .jar(folder.resolve("acme.jar"));

        assertEquals("from a module", written("acme"));
    }

    @Test
    void letsGoOfItsFilesAtTheEnd() throws IOException {
        Path openFiles = Path.of("/proc/self/fd");
        assumeTrue(Files.isDirectory(openFiles), "the system tells open files");
        PluginSource.plain("com.acme", "acme", "\"\"").jar(folder.resolve("acme.jar"));

        written("acme");
        Files.writeString(folder.resolve("broken.jar"), "no jar");
        new CommandLineRun(directory).run("sinks", "--plugins", "plugins");
        new CommandLineRun(directory).run("load", "missing.json", "--to", "acme:x", "--plugins", "plugins");

        try (Stream<Path> links = Files.list(openFiles)) {
            for (Path link : links.toList()) {
                String file = Files.isSymbolicLink(link)
                        ? Files.readSymbolicLink(link).toString()
                        : "";
                assertFalse(file.startsWith(folder.toString()), file);
            }
        }
    }

    private String folderWith(String scheme) throws IOException {
        Path named = directory.resolve("of-" + scheme);
        PluginSource.plain("com.acme", scheme, "\"\"").jar(named.resolve("a.jar"));
        return named.toString();
    }

    /** What the sink of a plugin wrote. */
    private String written(String scheme) throws IOException {
        Path target = directory.resolve("target.txt");
        CommandLineRun run = load(scheme + ":" + target);
        assertEquals("", run.err());
        return Files.readString(target);
    }

    private CommandLineRun load(String target, String... more) throws IOException {
        CommandLineRun run = new CommandLineRun(directory);
        assertEquals(0, load(run, target, more), run.err());
        return run;
    }

    private int load(CommandLineRun run, String target, String... more) throws IOException {
        Files.writeString(directory.resolve("export.json"), ONE_MEMBER);
        return run.run(Stream.concat(
                        Stream.of("load", "export.json", "--quiet", "--plugins", "plugins", "--to", target),
                        Arrays.stream(more))
                .toArray(String[]::new));
    }
}
