package io.memberport.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What the documents say of the code is so. */
class DocumentsTest {

    private static final String ARCHITECTURE = "docs/architecture.md";
    private static final String CHANGING = "docs/changing.md";
    private static final String WRITING_A_SINK = "docs/writing-a-sink.md";
    private static final int SMALL_LINES = 80;

    /** A reader who follows the page types what is compiled and tested. */
    @ParameterizedTest
    @CsvSource({"java, .java", "xml, pom.xml"})
    void showsCodeThatIsInTheSample(String language, String ending) {
        String samples = Documents.allOf("samples", ending);

        List<String> shown = Documents.blocks(Documents.text(WRITING_A_SINK), language);

        assertFalse(shown.isEmpty());
        for (String block : shown) {
            assertTrue(samples.contains(block), () -> "is in " + WRITING_A_SINK + " but in no sample:\n" + block);
        }
    }

    /** The classes of the small sample are the first code on the page, from their first declaration to their end. */
    @Test
    void showsASmallSinkWhole() {
        List<String> shown =
                Documents.blocks(Documents.text(WRITING_A_SINK), "java").subList(0, 2);

        assertTrue(shown.stream().mapToLong(block -> block.lines().count()).sum() < SMALL_LINES);
        for (String block : shown) {
            String name =
                    Documents.matches(block, "(?:record|class) (Lucene\\w+)").get(0);
            String source =
                    Documents.text("samples/lucene-sink/src/main/java/com/example/memberport/lucene/" + name + ".java");
            assertTrue(source.endsWith(block), () -> "ends otherwise: " + name);
            assertFalse(source.replace(block, "").contains("{\n"), () -> "has more code: " + name);
        }
    }

    @Test
    void namesEveryModule() {
        Set<String> modules = new TreeSet<>(modules());

        assertEquals(
                modules, new TreeSet<>(Documents.matches(Documents.text(ARCHITECTURE), "^\\| `([a-z0-9/-]+)` \\|")));
    }

    @Test
    void drawsAnArrowForEveryDependency() {
        Set<String> expected = new TreeSet<>();
        for (String module : modules()) {
            if (!List.of("bom", "benchmarks", "testing/engines", "testing/integration")
                    .contains(module)) {
                compiledAgainst(module).forEach(other -> expected.add(module.replace('/', '-') + " --> " + other));
            }
        }

        assertEquals(
                expected,
                new TreeSet<>(Documents.matches(Documents.text(ARCHITECTURE), "^ *([a-z0-9-]+ --> [a-z0-9-]+)$")));
    }

    private static List<String> modules() {
        return Documents.matches(Documents.text("pom.xml"), "<module>(.*)</module>");
    }

    private static Stream<String> compiledAgainst(String module) {
        return Documents.matches(
                Documents.text(module + "/pom.xml"),
                "<groupId>io.memberport</groupId>\\s*<artifactId>memberport-([a-z0-9-]+)</artifactId>\\s*</dependency>")
                .stream();
    }

    static Stream<String> pages() throws Exception {
        try (Stream<Path> docs = Files.walk(Documents.ROOT.resolve("docs"))) {
            List<String> pages = docs.filter(file -> file.toString().endsWith(".md"))
                    .map(file -> Documents.ROOT.relativize(file).toString())
                    .sorted()
                    .toList();
            return Stream.concat(
                    pages.stream(),
                    Stream.of(
                            "README.md",
                            "CONTRIBUTING.md",
                            "SECURITY.md",
                            ".github/CODE_OF_CONDUCT.md",
                            ".github/SUPPORT.md",
                            "samples/README.md",
                            "samples/jsonl-sink/README.md",
                            "samples/lucene-sink/README.md",
                            "samples/operate/README.md",
                            "benchmarks/README.md"));
        }
    }

    @ParameterizedTest
    @MethodSource("pages")
    void linksToFilesThatAreThere(String page) {
        Path folder = Documents.ROOT.resolve(page).resolveSibling("");
        for (String link : Documents.matches(Documents.text(page), "\\]\\(([^)#:]+)(?:#[^)]*)?\\)")) {
            assertTrue(Files.exists(folder.resolve(link)), () -> page + " links to " + link);
        }
    }

    /** The page on usual changes names classes alone, because packages are what changes. */
    @Test
    void namesClassesAndFilesToChangeThatAreThere() {
        String page = Documents.text(CHANGING);
        Set<String> classes = new TreeSet<>(Documents.matches(page, "`([A-Z][A-Za-z0-9]*[a-z][A-Za-z0-9]*)`"));
        List<String> files = Documents.matches(page, "`([A-Za-z0-9./-]+/[A-Za-z0-9.-]+|[A-Za-z]+\\.(?:md|xml))`");

        assertFalse(classes.isEmpty());
        classes.removeAll(Documents.classes());
        assertEquals(Set.of(), classes);
        assertFalse(files.isEmpty());
        // What a build makes is there only after that build.
        for (String file :
                files.stream().filter(name -> !name.contains("target/")).toList()) {
            assertTrue(Files.exists(Documents.ROOT.resolve(file)), () -> CHANGING + " names " + file);
        }
    }

    /** All decisions have one form, so that a reader finds the date, the status and the reason. */
    @Test
    void recordsDecisionsInOneForm() throws Exception {
        try (Stream<Path> files = Files.list(Documents.ROOT.resolve("docs/decisions"))) {
            List<Path> decisions = files.sorted().toList();
            for (int i = 0; i < decisions.size(); i++) {
                String name = decisions.get(i).getFileName().toString();
                String text = Documents.text("docs/decisions/" + name);
                int number = i + 1;
                assertTrue(name.matches("%04d-[a-z0-9-]+\\.md".formatted(number)), name);
                assertTrue(
                        text.matches("(?s)# " + number
                                + "\\. [^\n]+\n\nDate: \\d{4}-\\d\\d-\\d\\d\\. Status: [a-z][^\n]+\\.\n\n"
                                + "## Context\n\n.*\n\n## Decision\n\n.*\n\n## Consequence\n\n.*"),
                        name);
            }
        }
    }

    /** Classes are named so that a reader can open them. */
    @ParameterizedTest
    @MethodSource("pages")
    void namesClassesThatAreThere(String page) {
        for (String name :
                Documents.matches(Documents.text(page), "`(io\\.memberport\\.[a-z0-9.]+\\.[A-Z][A-Za-z0-9]+)`")) {
            String source = "src/main/java/" + name.replace('.', '/') + ".java";
            assertTrue(
                    modules().stream()
                            .anyMatch(module ->
                                    Files.exists(Documents.ROOT.resolve(module).resolve(source))),
                    () -> page + " names " + name);
        }
    }
}
