package io.memberport.cli;

import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memberport.port.MemberSinkProvider;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * The sources of a plugin, or of one of its libraries, and how they become a jar. A plugin's sink writes what an expression
 * yields in the plugin into the file that is its target, so that a test can look out of the plugin's eyes.
 */
final class PluginSource {

    private static final String SERVICES_FILE = "META-INF/services/" + MemberSinkProvider.class.getName();

    private final Map<String, String> sources = new LinkedHashMap<>();
    private final Map<String, String> files = new LinkedHashMap<>();
    private final List<Path> classPath = new ArrayList<>();
    private final List<Path> bundled = new ArrayList<>();

    private PluginSource() {}

    /** No classes yet, and no provider. */
    static PluginSource empty() {
        return new PluginSource();
    }

    /**
     * A plugin that works.
     *
     * @param packageName where its two classes are, {@code PlainSinkProvider} and {@code PlainSink}
     * @param expression what its sink writes when it commits; a text
     */
    static PluginSource plain(String packageName, String scheme, String expression) {
        return plainClasses(packageName, scheme, expression)
                .file(SERVICES_FILE, "# The one there is.\n" + packageName + ".PlainSinkProvider # public\n");
    }

    /** The classes of a plugin, which nothing declares to be one. */
    static PluginSource plainClasses(String packageName, String scheme, String expression) {
        return empty().source(
                        packageName + ".PlainSinkProvider",
                        template("PlainSinkProvider", packageName).replace("SCHEME", scheme))
                .source(
                        packageName + ".PlainSink",
                        template("PlainSink", packageName).replace("EXPRESSION", expression));
    }

    /** Declares a provider. */
    PluginSource service(String className) {
        return file(SERVICES_FILE, className + "\n");
    }

    PluginSource source(String className, String java) {
        sources.put(className, java);
        return this;
    }

    /** Changes a source that is there. */
    PluginSource replacing(String className, String old, String replacement) {
        String source = Objects.requireNonNull(sources.get(className), className);
        assertTrue(source.contains(old), () -> className + " has no " + old);
        return source(className, source.replace(old, replacement));
    }

    PluginSource file(String name, String content) {
        files.put(name, content);
        return this;
    }

    /** Compiles against these classes, before those of core, without taking them along. */
    PluginSource against(Path classes) {
        classPath.add(classes);
        return this;
    }

    /** Takes classes along that are compiled already. */
    PluginSource bundling(Path classes) {
        bundled.add(classes);
        return against(classes);
    }

    /** Compiles into a directory. */
    Path classes(Path directory) {
        try {
            compile(Files.createDirectories(directory));
            return directory;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Compiles, and writes a jar. */
    Path jar(Path jar) throws IOException {
        Path classes = Files.createTempDirectory(Files.createDirectories(jar.getParent()), ".classes");
        compile(classes);
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file)) {
            for (Path root : Stream.concat(Stream.of(classes), bundled.stream()).toList()) {
                addAll(out, root);
            }
            for (Map.Entry<String, String> entry : files.entrySet()) {
                add(out, entry.getKey(), entry.getValue().getBytes(StandardCharsets.UTF_8));
            }
        }
        return jar;
    }

    private void compile(Path classes) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        assertNotNull(compiler, "a JDK runs the tests");
        StringWriter messages = new StringWriter();
        String path = Stream.concat(classPath.stream(), Stream.of(core()))
                .map(Path::toString)
                .collect(Collectors.joining(File.pathSeparator));
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            List<String> options = new ArrayList<>(List.of("-proc:none", "-d", classes.toString(), "-classpath", path));
            if (sources.containsKey("module-info")) {
                // Whether core is a module here does not matter then.
                options.addAll(List.of("--add-reads", "com.acme=ALL-UNNAMED"));
            }
            List<JavaFileObject> units = sources.entrySet().stream()
                    .map(entry -> (JavaFileObject) new InMemory(entry.getKey(), entry.getValue()))
                    .toList();
            assertTrue(
                    units.isEmpty()
                            || compiler.getTask(messages, files, null, options, null, units)
                                    .call(),
                    messages::toString);
        }
    }

    /** Where core's classes are. */
    static Path core() {
        return Path.of(URI.create(MemberSinkProvider.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toString()));
    }

    /** A source of core, for a core that differs from the one here. */
    static String coreSource(Class<?> type) {
        try {
            return Files.readString(
                    Path.of("..", "core", "src", "main", "java", type.getName().replace('.', '/') + ".java"));
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
    }

    private static String template(String name, String packageName) {
        try (InputStream in =
                Objects.requireNonNull(PluginSource.class.getResourceAsStream("plugins/" + name + ".java.txt"), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("PACKAGE", packageName);
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
    }

    private static void addAll(JarOutputStream out, Path root) throws IOException {
        try (Stream<Path> found = Files.walk(root)) {
            for (Path file : found.filter(Files::isRegularFile).sorted().toList()) {
                add(out, root.relativize(file).toString().replace('\\', '/'), Files.readAllBytes(file));
            }
        }
    }

    private static void add(JarOutputStream out, String name, byte[] content) throws IOException {
        out.putNextEntry(new JarEntry(name));
        out.write(content);
        out.closeEntry();
    }

    private static final class InMemory extends SimpleJavaFileObject {

        private final String java;

        InMemory(String className, String java) {
            super(URI.create("source:///" + className.replace('.', '/') + Kind.SOURCE.extension), Kind.SOURCE);
            this.java = java;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return java;
        }
    }
}
