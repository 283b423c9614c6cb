package io.memberport.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The sources of all tests of the repository, which documents name. */
final class TestSources {

    private static final Pattern TEST = Pattern.compile("(?:Test|IT)\\.java$");
    private static final String METHOD = "^    void ([A-Za-z0-9]+)\\(";

    private static final Map<String, String> BY_CLASS = read();

    private TestSources() {}

    private static Map<String, String> read() {
        return Documents.matches(Documents.text("pom.xml"), "<module>(.*)</module>").stream()
                .map(module -> Documents.ROOT.resolve(Path.of(module, "src", "test", "java")))
                .filter(Files::exists)
                .flatMap(TestSources::testsBelow)
                .collect(Collectors.toMap(
                        TestSources::className,
                        file -> Documents.text(Documents.ROOT.relativize(file).toString()),
                        (one, other) -> one + other));
    }

    private static Stream<Path> testsBelow(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> TEST.matcher(file.toString()).find()).toList().stream();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static String className(Path file) {
        return file.getFileName().toString().replace(".java", "");
    }

    /** By the simple name of the class. */
    static Map<String, String> all() {
        return Collections.unmodifiableMap(BY_CLASS);
    }

    /** The source of a class; empty if there is no such test. */
    static String of(String className) {
        return BY_CLASS.getOrDefault(className, "");
    }

    /** Those methods of a class that JUnit runs, by what stands between them and the end of the method before. */
    static Set<String> testsIn(String source) {
        Function<String, String> annotations = method -> {
            int at = source.indexOf("    void " + method + "(");
            return source.substring(Math.max(0, source.lastIndexOf("\n    }\n", at)), at);
        };
        return Documents.matches(source, METHOD).stream()
                .filter(method -> annotations.apply(method).matches("(?s).*\n    @(?:Parameterized)?Test\\b.*"))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The tests that a page names, as {@code Class#method}. */
    static Set<String> namedIn(String page) {
        return new TreeSet<>(Documents.matches(page, "`([A-Za-z0-9]+#[A-Za-z0-9]+)`"));
    }

    /** Those of them that are not there. */
    static Set<String> missing(Set<String> named) {
        return named.stream().filter(name -> !isThere(name)).collect(Collectors.toCollection(TreeSet::new));
    }

    private static boolean isThere(String name) {
        List<String> parts = List.of(name.split("#", 2));
        return testsIn(of(parts.get(0))).contains(parts.get(1));
    }
}
