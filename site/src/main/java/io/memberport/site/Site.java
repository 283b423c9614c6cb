package io.memberport.site;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * The documentation site. It needs no server and requests nothing from elsewhere, so it can be read from a folder as well.
 *
 * @param repository the root of the repository
 * @param folder where the site is made; what was there is deleted
 * @param home the address of the repository, for links to what is not on the site
 */
record Site(Path repository, Path folder, String home) {

    private static final List<String> ASSETS = List.of("site.css", "search.js");

    /**
     * Makes the site.
     *
     * @param arguments repository, folder, address of the repository, and whether the Javadoc is wanted
     */
    public static void main(String[] arguments) throws IOException {
        Path repository = Path.of(arguments[0]).toRealPath();
        Path folder = Path.of(arguments[1]).toAbsolutePath().normalize();
        boolean hasApi = Boolean.parseBoolean(arguments[3]);
        new Site(repository, folder, arguments[2]).make(hasApi);
    }

    private void make(boolean hasApi) throws IOException {
        delete(folder);
        Files.createDirectories(folder);
        Repository files = Repository.in(repository);
        List<Page> pages = files.pages();
        Links links = new Links(files, home, hasApi);
        Layout layout = new Layout(Navigation.of(resource("navigation.txt"), pages), hasApi);
        List<SearchIndex.Section> sections = new ArrayList<>();
        for (Page page : pages) {
            links.resolve(page);
            write(page.address(), layout.of(page));
            sections.addAll(SearchIndex.sectionsOf(page));
        }
        write("search-index.js", SearchIndex.script(sections));
        for (String asset : ASSETS) {
            write(asset, resource(asset));
        }
        for (String file : links.files()) {
            Path copy = folder.resolve(file);
            Files.createDirectories(copy.getParent());
            Files.copy(repository.resolve(file), copy, StandardCopyOption.REPLACE_EXISTING);
        }
        if (hasApi) {
            new ApiDocumentation(repository, folder.resolve("api")).make();
        }
    }

    private void write(String address, String text) throws IOException {
        Path file = folder.resolve(address);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    static String resource(String name) {
        try (InputStream in = Objects.requireNonNull(Site.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static void delete(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }
}
