package io.memberport.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memberport.cli.process.Version;
import io.memberport.port.MemberSink;
import io.memberport.port.MemberSinkProvider;
import io.memberport.port.SinkContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Plugins that were built for another core, or without something that they need. */
class PluginVersionTest {

    private static final String PROVIDER = "com.acme.PlainSinkProvider";
    private static final String SINK = "com.acme.PlainSink";
    private static final String OTHER_CORE =
            "was most likely built against another version of memberport-core than " + Version.number();

    @TempDir
    Path directory;

    private Path jar;

    @BeforeEach
    void makeFolder() throws IOException {
        jar = Files.createDirectory(directory.resolve("plugins")).resolve("acme.jar");
        Files.writeString(directory.resolve("export.json"), "{\"members\":[]}");
    }

    /** Core as it may be one day, with something that is not in the one here. */
    private Path coreWithMoreInItsContext() {
        String context = PluginSource.coreSource(SinkContext.class)
                .replaceFirst("\\}\\s*$", "    public String region() { return \"\"; }\n}\n");
        return PluginSource.empty()
                .source(SinkContext.class.getName(), withoutAnnotations(context))
                .classes(directory.resolve("core"));
    }

    /** Core as it may have been once, without something that the one here asks for. */
    private Path coreWithout(Class<?> type, String method) {
        String source = PluginSource.coreSource(type);
        assertTrue(source.contains(method), method);
        return PluginSource.empty()
                .source(type.getName(), withoutAnnotations(source.replace(method, "")))
                .classes(directory.resolve("core"));
    }

    private static String withoutAnnotations(String java) {
        return java.replace("import org.jspecify.annotations.Nullable;", "").replace("@Nullable ", "");
    }

    @Test
    void namesTheMethodOfCoreThatAPluginMisses() throws IOException {
        PluginSource.plain("com.acme", "acme", "\"\"")
                .replacing(SINK, "this.context = context;", "context.region();")
                .against(coreWithMoreInItsContext())
                .jar(jar);

        assertFailsTheTarget("io.memberport.port.SinkContext.region()");
    }

    @Test
    void neverUsesACoreThatAPluginBringsAlong() throws IOException {
        PluginSource.plain("com.acme", "acme", "\"\"")
                .replacing(SINK, "this.context = context;", "context.region();")
                .bundling(coreWithMoreInItsContext())
                .jar(jar);

        assertFailsTheTarget("io.memberport.port.SinkContext.region()");
    }

    @Test
    void saysThatTheTargetIsUnknownWhenItHappensInTheCommit() throws IOException {
        PluginSource.plain("com.acme", "acme", "context.region()")
                .against(coreWithMoreInItsContext())
                .jar(jar);

        assertFailsTheTarget("Whether the target shows the export now is not known");
    }

    @Test
    void refusesAProviderThatLacksWhatCoreAsksFor() throws IOException {
        PluginSource.plain("com.acme", "acme", "\"\"")
                .replacing(
                        PROVIDER,
                        "    @Override\n    public String summary() {\n        return \"What a test wants to know\";\n    }\n",
                        "")
                .against(coreWithout(MemberSinkProvider.class, "    String summary();\n"))
                .jar(jar);
        CommandLineRun run = new CommandLineRun(directory);

        assertEquals(2, run.run("sinks", "--plugins", "plugins"));

        assertSays(run, "its class com.acme.PlainSinkProvider lacks MemberSinkProvider.summary()");
    }

    @Test
    void refusesASinkThatLacksWhatCoreAsksForBeforeAnythingIsOpened() throws IOException {
        Path closed = directory.resolve("closed");
        PluginSource.plain("com.acme", "acme", "\"\"")
                .replacing(
                        SINK,
                        "    @Override\n    public String description() {\n        return file.toString();\n    }\n",
                        "")
                .replacing(
                        SINK,
                        "public void close() {}",
                        "public void close() { new java.io.File(\"" + closed + "\").mkdir(); }")
                .against(coreWithout(MemberSink.class, "    String description();\n"))
                .jar(jar);
        CommandLineRun run = new CommandLineRun(directory);

        assertEquals(2, load(run));

        assertSays(run, "its class com.acme.PlainSink lacks MemberSink.description()");
        assertTrue(Files.exists(closed), "what was made is closed");
    }

    @Test
    void saysThatALibraryIsMissing() throws IOException {
        Path library = PluginSource.empty()
                .source(
                        "com.acme.lib.Greeting",
                        "package com.acme.lib; public class Greeting { public static String of() { return \"\"; } }")
                .classes(directory.resolve("library"));
        PluginSource.plain("com.acme", "acme", "com.acme.lib.Greeting.of()")
                .against(library)
                .jar(jar);
        CommandLineRun run = new CommandLineRun(directory);

        assertEquals(8, load(run), run.err());

        assertTrue(run.err().contains("needs the class com.acme.lib.Greeting"), run.err());
        assertTrue(run.err().contains("into one folder"), run.err());
    }

    @Test
    void saysWhichJavaAPluginNeeds() throws IOException {
        Path classes = PluginSource.plainClasses("com.acme", "acme", "\"\"").classes(directory.resolve("classes"));
        Path provider = classes.resolve("com/acme/PlainSinkProvider.class");
        byte[] bytes = Files.readAllBytes(provider);
        bytes[7] = 99; // The class file's version, of which the first was Java 1 and 45.
        Files.write(provider, bytes);
        PluginSource.empty().bundling(classes).service(PROVIDER).jar(jar);
        CommandLineRun run = new CommandLineRun(directory);

        assertEquals(2, run.run("sinks", "--plugins", "plugins"));

        assertTrue(run.err().contains(jar + " was built for Java 55, and this is Java"), run.err());
    }

    @Test
    void namesThePluginThatFailsUnexpectedlyBeforeItIsOpened() throws IOException {
        PluginSource.plain("com.acme", "acme", "\"\"")
                .replacing(
                        PROVIDER,
                        "return new PlainSink(",
                        "if (true) throw new IllegalStateException(\"sesame\"); return new PlainSink(")
                .jar(jar);
        CommandLineRun run = new CommandLineRun(directory);

        assertEquals(2, load(run));

        assertTrue(
                run.err().contains(jar + " fails with java.lang.IllegalStateException when it is asked for a sink"),
                run.err());
        assertFalse(run.err().contains("sesame"), run.err());
    }

    @Test
    void leavesAPluginsOwnFailureAsItIs() throws IOException {
        PluginSource.plain("com.acme", "acme", "\"\"")
                .replacing(
                        PROVIDER,
                        "return new PlainSink(",
                        "if (true) throw new io.memberport.error.MemberportException("
                                + "io.memberport.error.FailureKind.ACCESS_DENIED, \"The bucket is closed.\"); return new PlainSink(")
                .jar(jar);
        CommandLineRun run = new CommandLineRun(directory);

        assertEquals(3, load(run));

        assertEquals("memberport: The bucket is closed." + System.lineSeparator(), run.err());
    }

    private void assertFailsTheTarget(String what) {
        CommandLineRun run = new CommandLineRun(directory);
        assertEquals(8, load(run), run.err());
        assertSays(run, what);
    }

    private void assertSays(CommandLineRun run, String what) {
        for (String part : Stream.of(jar.toString(), OTHER_CORE, what, "Get the plugin that was built for this version")
                .toList()) {
            assertTrue(run.err().contains(part), () -> part + " in " + run.err());
        }
    }

    private int load(CommandLineRun run) {
        return run.run(
                "load", "export.json", "--quiet", "--plugins", "plugins", "--to", "acme:" + directory.resolve("t"));
    }
}
