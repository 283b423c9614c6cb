package io.memberport.cli;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The links of the documents in a package: each leads to a file of the package, or to one that the project's home has. */
final class PackagedLinks {

    private static final Path REPOSITORY = Path.of("..").toAbsolutePath().normalize();
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
    private static final Pattern HOME = Pattern.compile("<memberport\\.home>(.*)</memberport\\.home>");

    private PackagedLinks() {}

    static void leadSomewhere(Path folder) throws IOException {
        String home = HOME.matcher(Files.readString(REPOSITORY.resolve("pom.xml")))
                .results()
                .findFirst()
                .map(found -> found.group(1))
                .orElseThrow();
        List<Path> pages;
        try (Stream<Path> files = Files.walk(folder)) {
            pages = files.filter(file -> file.toString().endsWith(".md")).toList();
        }
        int leadingHome = 0;
        for (Path page : pages) {
            for (String link : linksOf(page)) {
                if (link.startsWith(home + "/")) {
                    leadingHome++;
                    String path = link.substring(home.length()).replaceFirst("^/(tree|blob)/main/", "");
                    assertTrue(Files.exists(REPOSITORY.resolve(path)), () -> page + " links to " + link);
                } else if (!link.isEmpty() && !link.matches("[a-z]+:.*")) {
                    Path target = page.resolveSibling(link).normalize();
                    assertTrue(target.startsWith(folder) && Files.exists(target), () -> page + " links to " + link);
                }
            }
        }
        assertFalse(pages.size() < 20 || leadingHome == 0, () -> pages.size() + " pages");
    }

    private static List<String> linksOf(Path page) throws IOException {
        return LINK.matcher(Files.readString(page))
                .results()
                .map((MatchResult link) -> link.group(1).replaceFirst("#.*", ""))
                .toList();
    }
}
