package io.memberport.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every fault is on the page beside a test that shows what becomes of it. */
class ReliabilityDocumentTest {

    private static final String PAGE = "docs/reliability.md";
    private static final Pattern FAULT_CLASS = Pattern.compile("^@Tag\\(\"fault\"\\)$", Pattern.MULTILINE);
    private static final Pattern TEST = Pattern.compile("(?:Test|IT)\\.java$");
    private static final String METHOD = "^    void ([A-Za-z]+)\\(";

    private static final Map<String, String> SOURCES = sources();

    private static Map<String, String> sources() {
        return Documents.matches(Documents.text("pom.xml"), "<module>(.*)</module>").stream()
                .map(module -> Path.of("..", module, "src", "test", "java"))
                .filter(Files::exists)
                .flatMap(ReliabilityDocumentTest::testsBelow)
                .collect(Collectors.toMap(
                        ReliabilityDocumentTest::className,
                        file -> Documents.text(Path.of("..").relativize(file).toString()),
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

    private static Set<String> named() {
        return new TreeSet<>(Documents.matches(Documents.text(PAGE), "`([A-Za-z]+#[A-Za-z]+)`"));
    }

    /** Those methods of a class that JUnit runs, by what stands between them and the end of the method before. */
    private static Set<String> testsIn(String source) {
        Function<String, String> annotations = method -> {
            int at = source.indexOf("    void " + method + "(");
            return source.substring(Math.max(0, source.lastIndexOf("\n    }\n", at)), at);
        };
        return Documents.matches(source, METHOD).stream()
                .filter(method -> annotations.apply(method).matches("(?s).*\n    @(?:Parameterized)?Test\\b.*"))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void namesTestsThatAreThere() {
        Set<String> missing = named().stream()
                .filter(name -> {
                    List<String> parts = List.of(name.split("#", 2));
                    return !testsIn(SOURCES.getOrDefault(parts.get(0), "")).contains(parts.get(1));
                })
                .collect(Collectors.toCollection(TreeSet::new));

        assertFalse(named().isEmpty());
        assertEquals(Set.of(), missing);
    }

    @Test
    void namesEveryTestOfAFault() {
        Set<String> faults = SOURCES.entrySet().stream()
                .filter(source -> FAULT_CLASS.matcher(source.getValue()).find())
                .flatMap(source -> testsIn(source.getValue()).stream().map(test -> source.getKey() + "#" + test))
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> missing = new TreeSet<>(faults);
        missing.removeAll(named());

        assertFalse(faults.isEmpty());
        assertEquals(Set.of(), missing);
    }
}
