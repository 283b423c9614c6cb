import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Copies documents of the repository into a package, with links that work there: to what is in the package by its place in it,
 * to all else at the home of the project.
 */
public final class PackDocuments {

    private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s#:]+)(#[^)\\s]*)?\\)");

    private final Path repository;
    private final String home;

    /** Files and folders of the repository, with their places in the package. */
    private final Map<Path, Path> places = new LinkedHashMap<>();

    private PackDocuments(Path repository, String home) {
        this.repository = repository;
        this.home = home;
    }

    /** Takes the repository, the folder of the package, the home, and what to copy: {@code docs}, or {@code samples=examples}. */
    public static void main(String[] arguments) throws IOException {
        PackDocuments documents = new PackDocuments(Path.of(arguments[0]).toRealPath(), arguments[2]);
        for (String copied : Arrays.asList(arguments).subList(3, arguments.length)) {
            String[] place = copied.split("=", 2);
            documents.places.put(Path.of(place[0]), Path.of(place[place.length - 1]));
        }
        documents.copyTo(Path.of(arguments[1]).toAbsolutePath());
    }

    private void copyTo(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> old = Files.walk(folder)) {
                for (Path file : old.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
        for (Path root : places.keySet()) {
            for (Path file : filesBelow(root)) {
                Path copy = folder.resolve(placeOf(file));
                Files.createDirectories(copy.getParent());
                if (file.toString().endsWith(".md")) {
                    Files.writeString(copy, withLinks(file));
                } else {
                    Files.copy(repository.resolve(file), copy);
                }
            }
        }
    }

    private List<Path> filesBelow(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(repository.resolve(root))) {
            return files.filter(Files::isRegularFile).map(repository::relativize).toList();
        }
    }

    private Path placeOf(Path file) {
        return places.entrySet().stream()
                .filter(place -> file.startsWith(place.getKey()))
                .map(place -> place.getValue().resolve(place.getKey().relativize(file)))
                .findFirst()
                .orElse(null);
    }

    private String withLinks(Path page) throws IOException {
        return LINK.matcher(Files.readString(repository.resolve(page))).replaceAll(link -> {
            Path target = page.resolveSibling(link.group(1)).normalize();
            String anchor = link.group(2) == null ? "" : link.group(2);
            return Matcher.quoteReplacement("](" + address(page, target) + anchor + ")");
        });
    }

    private String address(Path page, Path target) {
        Path place = placeOf(target);
        String form = Files.isDirectory(repository.resolve(target)) ? "/tree/main/" : "/blob/main/";
        Path path = place == null ? target : placeOf(page).resolveSibling("").relativize(place);
        return (place == null ? home + form : "") + path.toString().replace('\\', '/');
    }
}
