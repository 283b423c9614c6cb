package io.memberport.site;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The Markdown files that are on the site, with their paths as they are in the repository.
 *
 * @param root the folder of the repository
 * @param pages what is on the site
 */
record Repository(Path root, List<Page> pages) {

    private static final String DECISIONS = "docs/decisions";
    private static final List<String> ROOTS = List.of("", ".github", "docs", DECISIONS, "benchmarks", "samples");
    private static final Set<String> FORMS = Set.of("PULL_REQUEST_TEMPLATE.md");

    static Repository in(Path root) throws IOException {
        List<Page> pages = new ArrayList<>();
        for (String folder : ROOTS) {
            for (Path file : markdownIn(root.resolve(folder))) {
                pages.add(Page.of(pathIn(root, file), Files.readString(file)));
            }
        }
        for (Path sample : foldersIn(root.resolve("samples"))) {
            for (Path file : markdownIn(sample)) {
                pages.add(Page.of(pathIn(root, file), Files.readString(file)));
            }
        }
        pages.add(decisions(pages));
        return new Repository(root, List.copyOf(pages));
    }

    /** The list of all decisions, which is a folder in the repository. */
    private static Page decisions(List<Page> pages) {
        String list = pages.stream()
                .filter(page -> page.path().startsWith(DECISIONS + "/"))
                .map(page -> "- [" + page.title() + "](" + page.path().substring(DECISIONS.length() + 1) + ")\n")
                .collect(Collectors.joining());
        return Page.of(
                DECISIONS + "/README.md",
                "# Decisions\n\nWhat a later change could undo by mistake, and the reasons.\n\n" + list);
    }

    private static List<Path> markdownIn(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".md"))
                    .filter(file -> !FORMS.contains(file.getFileName().toString()))
                    .sorted()
                    .toList();
        }
    }

    private static List<Path> foldersIn(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(Files::isDirectory).sorted().toList();
        }
    }

    private static String pathIn(Path root, Path file) {
        return root.relativize(file).toString().replace('\\', '/');
    }

    /** Whether a page is made of the file; a folder has the page of its README. */
    boolean hasPage(String path) {
        return pages.stream().anyMatch(page -> page.path().equals(path));
    }

    boolean isFile(String path) {
        return Files.isRegularFile(root.resolve(path));
    }

    boolean isFolder(String path) {
        return Files.isDirectory(root.resolve(path));
    }
}
