package io.memberport.site;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The site that this build has made, as files. */
final class SiteFiles {

    static final Path FOLDER = Path.of(System.getProperty("memberport.site")).normalize();

    private static final Pattern ANCHOR = Pattern.compile("\\s(?:id|name)=\"([^\"]*)\"");
    private static final Map<Path, Set<String>> ANCHORS = new HashMap<>();

    private SiteFiles() {}

    /** Those whose name ends so. */
    static List<Path> ending(String suffix) {
        try (Stream<Path> files = Files.walk(FOLDER)) {
            return files.filter(file -> file.toString().endsWith(suffix))
                    .sorted()
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** The pages that are made of Markdown. */
    static List<Path> pages() {
        return ending(".html").stream()
                .filter(file -> !file.startsWith(FOLDER.resolve("api")) && !isCopied(file))
                .toList();
    }

    /** Whether it is an HTML file of the repository, which needs nothing of the site. */
    static boolean isCopied(Path page) {
        return Files.exists(Path.of("..").resolve(FOLDER.relativize(page)));
    }

    static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** The values of an attribute, of one kind of element or of all. */
    static List<String> values(String html, String element, String attribute) {
        return Pattern.compile("<" + element + "\\b[^>]*?\\s" + attribute + "=\"([^\"]*)\"")
                .matcher(html)
                .results()
                .map((MatchResult match) -> unescaped(match.group(1)))
                .toList();
    }

    /** The links of a page that lead to nothing. */
    static List<String> broken(Path page) {
        List<String> broken = new ArrayList<>();
        for (String link : values(text(page), "a", "href")) {
            if (!link.matches("[a-z]+:.*") && !isThere(page, link)) {
                broken.add(FOLDER.relativize(page) + " -> " + link);
            }
        }
        return broken;
    }

    static boolean isThere(Path page, String link) {
        String[] parts = link.split("#", 2);
        Path target = parts[0].isEmpty()
                ? page
                : page.resolveSibling(URLDecoder.decode(parts[0], StandardCharsets.UTF_8))
                        .normalize();
        return Files.isRegularFile(target)
                && (parts.length == 1
                        || parts[1].isEmpty()
                        || anchors(target).contains(parts[1])
                        || anchors(target).contains(URLDecoder.decode(parts[1], StandardCharsets.UTF_8)));
    }

    private static Set<String> anchors(Path page) {
        return ANCHORS.computeIfAbsent(
                page,
                file -> ANCHOR.matcher(text(file))
                        .results()
                        .map(match -> unescaped(match.group(1)))
                        .collect(Collectors.toSet()));
    }

    private static String unescaped(String value) {
        return value.replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&quot;", "\"")
                .replace("&amp;", "&");
    }
}
