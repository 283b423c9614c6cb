package io.memberport.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every package says what is in it, and is checked for null. It looks at sources, because Javadoc is nowhere else. */
class PackageInfoTest {

    private static final Path ROOT = Path.of("..");
    private static final Pattern JAVADOC = Pattern.compile("/\\*\\*(.*?)\\*/", Pattern.DOTALL);
    private static final int FEWEST_LINES = 2;

    /** The sources of all modules of the build, testing and benchmarks included. */
    static List<Path> sources() throws IOException {
        Matcher modules = Pattern.compile("<module>(.*)</module>").matcher(Files.readString(ROOT.resolve("pom.xml")));
        List<Path> sources = modules.results()
                .map(module -> ROOT.resolve(Path.of(module.group(1), "src", "main", "java")))
                .filter(Files::isDirectory)
                .toList();
        assertFalse(sources.isEmpty());
        return sources;
    }

    @ParameterizedTest
    @MethodSource("sources")
    void isThereForEveryPackage(Path sources) throws IOException {
        assertEquals(
                List.of(),
                violations(sources),
                "because NullAway looks only at packages that are @NullMarked, and because a newcomer who opens a package"
                        + " needs two lines on what lives there and which class to open first");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "absent",
            value = {
                "absent|there is no package-info.java",
                "/**\\n * One thing.\\n * And another.\\n */\\npackage a;|is not @NullMarked",
                "@NullMarked\\npackage a;|has 0 lines of Javadoc",
                "/** One thing. */\\n@NullMarked\\npackage a;|has 1 lines of Javadoc",
            })
    void isMissedIfItIsNotAsItShouldBe(String content, String violation, @TempDir Path sources) throws IOException {
        Files.writeString(sources.resolve("Planted.java"), "package a;\n");
        if (content != null) {
            Files.writeString(sources.resolve("package-info.java"), content.replace("\\n", "\n"));
        }

        assertEquals(List.of(": " + violation), violations(sources));
    }

    @Test
    void isNotNeededWhereThereAreNoClasses(@TempDir Path sources) throws IOException {
        Files.createDirectory(sources.resolve("io"));

        assertEquals(List.of(), violations(sources));
    }

    private static List<String> violations(Path sources) throws IOException {
        SortedSet<Path> packages = new TreeSet<>();
        try (Stream<Path> files = Files.walk(sources)) {
            files.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> !file.endsWith("module-info.java"))
                    .forEach(file -> packages.add(file.resolveSibling("")));
        }
        return packages.stream()
                .flatMap(each -> violation(each).map(text -> sources.relativize(each) + ": " + text))
                .toList();
    }

    private static Stream<String> violation(Path folder) {
        Path info = folder.resolve("package-info.java");
        if (!Files.exists(info)) {
            return Stream.of("there is no package-info.java");
        }
        String text = read(info);
        if (!text.contains("@NullMarked")) {
            return Stream.of("is not @NullMarked");
        }
        Matcher javadoc = JAVADOC.matcher(text);
        long lines = javadoc.find()
                ? javadoc.group(1)
                        .lines()
                        .filter(line -> line.matches(".*\\w.*"))
                        .count()
                : 0;
        return lines < FEWEST_LINES ? Stream.of("has " + lines + " lines of Javadoc") : Stream.empty();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
