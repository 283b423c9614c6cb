package io.memberport.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Plugins that do not work, and what becomes of a run beside them. */
class PluginProblemTest {

    private static final String PROVIDER = "com.acme.PlainSinkProvider";

    @TempDir
    Path directory;

    private Path folder;

    @BeforeEach
    void makeFolder() throws IOException {
        folder = Files.createDirectory(directory.resolve("plugins"));
        Files.writeString(directory.resolve("export.json"), "{\"members\":[]}");
    }

    static Stream<Arguments> broken() {
        return Stream.of(
                broken("no jar", jar -> Files.writeString(jar, "sesame"), "is no jar, or a damaged one"),
                broken("a jar that is cut off", PluginProblemTest::cutOff, "is no jar, or a damaged one"),
                broken("a link to nothing", PluginProblemTest::linkToNothing, "cannot be read (there is no "),
                broken("a folder without a jar", Files::createDirectory, "has no jar in it"),
                broken("a library", library(), "brings no sink"),
                broken("no class of that name", PluginSource.empty().service("com.acme.Gone"), "com.acme.Gone"),
                broken("another kind of class", otherKind(), "is no MemberSinkProvider"),
                broken("an interface", interfaceOnly(), "must be public, not abstract"),
                broken(
                        "no public constructor",
                        plain("public PlainSinkProvider() {}", "PlainSinkProvider(int i) {}"),
                        "public constructor without parameters"),
                broken(
                        "a constructor that throws",
                        plain(
                                "public PlainSinkProvider() {}",
                                "public PlainSinkProvider() { throw new IllegalStateException(\"sesame\"); }"),
                        "fails with java.lang.IllegalStateException"),
                broken(
                        "a constructor that throws something checked",
                        plain(
                                "public PlainSinkProvider() {}",
                                "public PlainSinkProvider() throws Exception { throw new java.io.IOException(\"sesame\"); }"),
                        "fails with java.io.IOException"),
                broken(
                        "a static initialiser that throws",
                        plain(
                                "public PlainSinkProvider() {}",
                                "static final int X = Integer.parseInt(\"sesame\"); public PlainSinkProvider() {}"),
                        "the static initialiser of one of its classes fails (java.lang.NumberFormatException)"),
                broken(
                        "no scheme",
                        plain("return \"acme\"", "return null"),
                        "answers nothing (null) when it is asked for its scheme"),
                broken(
                        "a scheme in capitals",
                        plain("return \"acme\"", "return \"Acme\""),
                        "the scheme 'Acme', which no target can start with"),
                broken("a scheme with its colon", plain("return \"acme\"", "return \"acme:\""), "the scheme 'acme:'"),
                broken("a scheme that is a drive", plain("return \"acme\"", "return \"c\""), "the scheme 'c'"),
                broken(
                        "a scheme that throws",
                        plain("return \"acme\"", "throw new RuntimeException(\"sesame\")"),
                        "fails with java.lang.RuntimeException when it is asked for its scheme"),
                broken(
                        "options that throw",
                        plain("return List.of(", "if (true) throw new AssertionError(\"sesame\"); return List.of("),
                        "fails with java.lang.AssertionError when it is asked for its options"),
                broken(
                        "no options, not even an empty list",
                        plain("return List.of(", "if (true) return null; return List.of("),
                        "answers nothing (null) when it is asked for its options"),
                broken(
                        "an option twice",
                        plain("return List.of(", "return List.of(SinkOption.value(\"note\", \"text\", \"\", \"\"), "),
                        "the option 'note' twice"),
                broken(
                        "an option that is named like the file of a secret",
                        plain(
                                "return List.of(",
                                "return List.of(SinkOption.secret(\"key\", \"\"), SinkOption.value(\"key-file\", \"path\", \"\", \"\"), "),
                        "the option 'key-file' beside the secret 'key'"),
                broken(
                        "its own words",
                        plain(
                                "public PlainSinkProvider() {}",
                                "public PlainSinkProvider() { throw new io.memberport.error.MemberportException(io.memberport.error.FailureKind.CONFIGURATION, \"Install the driver.\"); }"),
                        "a.jar: Install the driver."));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("broken")
    void tellsWhichPluginDoesNotWorkAndWhy(Maker maker, String reason) throws IOException {
        Path plugin = folder.resolve("a.jar");
        maker.make(plugin);
        CommandLineRun list = new CommandLineRun(directory);

        assertEquals(2, list.run("sinks", "--plugins", "plugins", "--output", "json"), list.err());

        assertTrue(list.pluginSink(0).isMissingNode(), list.out());
        assertEquals("csv", list.json().at("/sinks/0/scheme").asText());
        String problem = list.json().at("/problems/0").asText();
        assertEquals(1, list.json().at("/problems").size(), list.out());
        assertTrue(problem.contains(plugin.toString()), problem);
        assertTrue(problem.contains(reason), problem);
        assertEquals("memberport: " + problem + System.lineSeparator(), list.err());
        assertFalse((list.out() + list.err()).contains("sesame"), list.err());
    }

    @Test
    void worksWithoutAPluginThatTheTargetsDoNotNeed() throws IOException {
        Files.writeString(folder.resolve("a.jar"), "no jar");
        // An option of the sink that is missing is no mistake in the settings.
        Files.writeString(directory.resolve("memberport.yaml"), "option:\n  acme.note: x\n");
        CommandLineRun run = new CommandLineRun(directory);

        assertEquals(0, load(run, "csv:" + directory.resolve("m.csv")), run.err());

        assertTrue(run.err().contains("a.jar"), run.err());
        assertTrue(Files.exists(directory.resolve("m.csv")));
    }

    @Test
    void stillRefusesAnOptionThatIsMeantForASinkThatWorks() throws IOException {
        Files.writeString(folder.resolve("a.jar"), "no jar");
        Files.writeString(directory.resolve("memberport.yaml"), "option:\n  csv.layuot: wide\n");
        CommandLineRun run = new CommandLineRun(directory);

        assertEquals(2, load(run, "csv:" + directory.resolve("m.csv")));

        assertTrue(run.err().contains("did you mean 'layout'?"), run.err());
    }

    @Test
    void refusesATargetThatMayBeMeantForAPluginThatDoesNotWork() throws IOException {
        Files.writeString(folder.resolve("a.jar"), "no jar");
        CommandLineRun run = new CommandLineRun(directory);

        assertEquals(2, load(run, "acme:sesame", "--output", "json"));

        String message = run.json().at("/error/message").asText();
        assertTrue(
                message.contains("'acme:'")
                        && message.contains(folder.resolve("a.jar").toString()),
                message);
        assertFalse(run.err().contains("sesame"), run.err());
    }

    @Test
    void keepsTheProviderThatWorksOfAPluginWithTwo() throws IOException {
        PluginSource.plain("com.acme", "acme", "\"\"")
                .service(PROVIDER + "\ncom.acme.Gone")
                .jar(folder.resolve("a.jar"));
        CommandLineRun run = new CommandLineRun(directory);

        assertEquals(2, run.run("sinks", "--plugins", "plugins", "--output", "json"));

        assertEquals("acme", run.pluginSink(0).path("scheme").asText());
        assertEquals(1, run.json().at("/problems").size());
    }

    @Test
    void namesTheJarOfAFolderThatIsDamaged() throws IOException {
        PluginSource.plain("com.acme", "acme", "\"\"").jar(folder.resolve("acme/sink.jar"));
        Files.writeString(folder.resolve("acme/lib.jar"), "no jar");
        CommandLineRun run = new CommandLineRun(directory);

        assertEquals(2, run.run("sinks", "--plugins", "plugins"));

        assertTrue(run.err().contains(folder.resolve("acme") + " cannot be loaded: lib.jar is no jar"), run.err());
    }

    @Test
    void showsNoControlCharactersOfAFileName() throws IOException {
        Files.writeString(folder.resolve("a\u001b[31m.jar"), "no jar");
        CommandLineRun run = new CommandLineRun(directory);

        assertEquals(2, run.run("sinks", "--plugins", "plugins"));

        assertTrue(run.err().contains("a\uFFFD[31m.jar"), run.err());
        assertFalse(run.err().contains("\u001b"), run.err());
    }

    @Test
    void refusesASchemeThatTwoPluginsClaimAndNamesBoth() throws IOException {
        PluginSource.plain("com.acme", "acme", "\"\"").jar(folder.resolve("a.jar"));
        PluginSource.plain("com.acme", "acme", "\"\"").jar(folder.resolve("b.jar"));

        assertRefusesClash(
                "acme:x",
                folder.resolve("a.jar").toString(),
                folder.resolve("b.jar").toString());
    }

    @Test
    void refusesASchemeThatIsBuiltInAndThatAPluginClaims() throws IOException {
        PluginSource.plain("com.acme", "csv", "\"\"").jar(folder.resolve("a.jar"));

        assertRefusesClash("csv:x.csv", "built in", folder.resolve("a.jar").toString());
        assertRefusesClash("x.csv", "built in", folder.resolve("a.jar").toString());
    }

    @Test
    void worksDespiteAClashThatDoesNotConcernTheTargets() throws IOException {
        PluginSource.plain("com.acme", "acme", "\"\"").jar(folder.resolve("a.jar"));
        PluginSource.plain("com.acme", "acme", "\"\"").jar(folder.resolve("b.jar"));
        CommandLineRun run = new CommandLineRun(directory);

        assertEquals(0, load(run, "csv:" + directory.resolve("m.csv")), run.err());

        assertTrue(run.err().contains("'acme:'"), run.err());
    }

    @Test
    void asksForTheSchemeOfATargetThatTwoSinksRecognise() throws IOException {
        PluginSource.plain("com.acme", "acme", "\"\"")
                .replacing(
                        PROVIDER,
                        "public PlainSinkProvider() {}",
                        "public PlainSinkProvider() {}\n    public boolean recognises(String target) { return target.endsWith(\".csv\"); }")
                .jar(folder.resolve("a.jar"));
        CommandLineRun run = new CommandLineRun(directory);

        assertEquals(2, load(run, directory.resolve("m.csv").toString()));

        assertTrue(run.err().contains("acme:TARGET or csv:TARGET"), run.err());
    }

    private void assertRefusesClash(String target, String one, String other) {
        CommandLineRun run = new CommandLineRun(directory);
        assertEquals(2, load(run, target));
        assertTrue(run.err().contains(one) && run.err().contains(other), run.err());
        assertTrue(run.err().contains("Remove all but one"), run.err());
        CommandLineRun list = new CommandLineRun(directory);
        assertEquals(2, list.run("sinks", "--plugins", "plugins", "--output", "json"));
        assertTrue(list.json().at("/problems/0").asText().contains(other), list.out());
        assertFalse(list.out().contains("\"scheme\":\"" + target.replaceFirst(":.*|.*\\.", "") + "\""), list.out());
    }

    private int load(CommandLineRun run, String target, String... more) {
        return run.run(Stream.concat(
                        Stream.of("load", "export.json", "--quiet", "--plugins", "plugins", "--to", target),
                        Stream.of(more))
                .toArray(String[]::new));
    }

    /** Puts something broken where a plugin would be. */
    @FunctionalInterface
    interface Maker {

        void make(Path jar) throws IOException;
    }

    private static Arguments broken(String name, Maker maker, String reason) {
        return Arguments.of(Named.of(name, maker), reason);
    }

    private static Arguments broken(String name, PluginSource source, String reason) {
        return broken(name, source::jar, reason);
    }

    private static PluginSource plain(String old, String replacement) {
        return PluginSource.plain("com.acme", "acme", "\"\"").replacing(PROVIDER, old, replacement);
    }

    private static PluginSource library() {
        return PluginSource.empty().source("com.acme.Helper", "package com.acme; public class Helper {}");
    }

    private static PluginSource otherKind() {
        return library().service("com.acme.Helper");
    }

    private static PluginSource interfaceOnly() {
        return PluginSource.empty().source("com.acme.More", """
                        package com.acme;
                        import io.memberport.port.*;
                        import java.util.List;
                        public abstract class More implements MemberSinkProvider {
                            public String scheme() { return "more"; }
                            public String summary() { return ""; }
                            public String targetSyntax() { return ""; }
                            public List<SinkOption> options() { return List.of(); }
                            public MemberSink create(String target, SinkOptions options) { return null; }
                        }
                        """).service("com.acme.More");
    }

    private static void cutOff(Path jar) throws IOException {
        byte[] whole = Files.readAllBytes(
                PluginSource.plain("com.acme", "acme", "\"\"").jar(jar));
        Files.write(jar, Arrays.copyOf(whole, whole.length / 2));
    }

    private static void linkToNothing(Path jar) throws IOException {
        Files.createSymbolicLink(jar, jar.resolveSibling("nothing"));
    }
}
