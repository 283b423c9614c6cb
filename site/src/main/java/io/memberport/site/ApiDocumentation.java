package io.memberport.site;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;

/**
 * The Javadoc of all public packages as one. Which ones these are is what the page on embedding says, and a test there holds it to
 * the modules. Spark's source is not among them: its users name a format and no class.
 */
record ApiDocumentation(Path repository, Path folder) {

    private static final Pattern ROW = Pattern.compile(
            "^\\| `memberport-([a-z0-9-]+)` \\| `[a-z0-9.]+` \\| [a-z]+ \\| (.*) \\|$", Pattern.MULTILINE);
    private static final Pattern PACKAGE = Pattern.compile("`([a-z0-9.]+)`");

    void make() throws IOException {
        Files.createDirectories(folder);
        Path styles = Files.writeString(folder.resolveSibling("api.css"), Site.resource("api.css"));
        List<String> arguments = new ArrayList<>(List.of("-d", folder.toString(), "-quiet", "-notimestamp"));
        arguments.addAll(List.of("-encoding", "UTF-8", "-charset", "UTF-8", "-docencoding", "UTF-8", "-Xdoclint:none"));
        arguments.addAll(List.of("-windowtitle", "Memberport", "-doctitle", "Memberport", "--add-stylesheet"));
        arguments.addAll(
                List.of(styles.toString(), "-header", "<a href=\"{@docRoot}/../index.html\">Documentation</a>"));
        arguments.addAll(List.of("--class-path", System.getProperty("java.class.path")));
        arguments.addAll(sources());
        StringWriter messages = new StringWriter();
        PrintWriter out = new PrintWriter(messages);
        ToolProvider javadoc = ToolProvider.findFirst("javadoc").orElseThrow();
        if (javadoc.run(out, out, arguments.toArray(String[]::new)) != 0) {
            throw new IOException("javadoc fails: " + messages);
        }
        Files.delete(styles);
        dropFonts();
    }

    /** Not every JDK has the fonts that its styles ask for; the reader's system has others. */
    private void dropFonts() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path styles :
                    files.filter(file -> file.endsWith("stylesheet.css")).toList()) {
                Files.writeString(styles, Files.readString(styles).replaceAll("(?m)^@import .*$", ""));
            }
        }
    }

    /** Of the public packages; all others are on the class path. */
    private List<String> sources() throws IOException {
        List<String> sources = new ArrayList<>();
        for (MatchResult module : ROW.matcher(Files.readString(repository.resolve("docs/embedding.md")))
                .results()
                .toList()) {
            Path folder = repository.resolve(module.group(1)).resolve("src/main/java");
            for (MatchResult exported :
                    PACKAGE.matcher(module.group(2)).results().toList()) {
                sources.addAll(javaIn(folder.resolve(exported.group(1).replace('.', '/'))));
            }
        }
        return sources;
    }

    private static List<String> javaIn(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(Path::toString)
                    .filter(file -> file.endsWith(".java"))
                    .sorted()
                    .toList();
        }
    }
}
