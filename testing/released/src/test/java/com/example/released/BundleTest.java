package com.example.released;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memberport.http.AlidaApi;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Document;

/** What Maven Central asks for, of everything that the bundle of a release has. */
class BundleTest {

    private static final Path BUNDLE = Path.of(System.getProperty("memberport.bundle"));
    private static final Path GROUP = BUNDLE.resolve(Path.of("io", "memberport"));
    private static final String VERSION = System.getProperty("memberport.version");

    static List<String> artifacts() throws IOException {
        try (Stream<Path> folders = Files.list(GROUP)) {
            return folders.map(folder -> folder.getFileName().toString())
                    .sorted()
                    .toList();
        }
    }

    static Stream<String> libraries() throws IOException {
        return artifacts().stream().filter(artifact -> !artifact.matches("memberport-(parent|bom)"));
    }

    @Test
    void hasTheParentTheBomAndWhatTheBomNames() throws Exception {
        Set<String> expected = new TreeSet<>(Set.of("memberport-parent", "memberport-bom"));
        Document bom = pom("memberport-bom");
        for (int i = 1; i < bom.getElementsByTagName("artifactId").getLength(); i++) {
            expected.add(bom.getElementsByTagName("artifactId").item(i).getTextContent());
        }

        assertEquals(expected, new TreeSet<>(artifacts()));
    }

    @ParameterizedTest
    @MethodSource("libraries")
    void hasEachLibraryWithSourcesAndJavadoc(String artifact) {
        for (String file : List.of(".jar", "-sources.jar", "-javadoc.jar", ".pom")) {
            assertTrue(Files.exists(folder(artifact).resolve(artifact + "-" + VERSION + file)), file);
        }
    }

    @ParameterizedTest
    @MethodSource("artifacts")
    void saysInEachPomWhatItIsAndWhoAnswersForIt(String artifact) throws Exception {
        Document pom = pom(artifact);

        for (String element : List.of("name", "description")) {
            assertFalse(text(pom, element).isBlank(), element);
        }
        // Of the parent, unless there is none.
        Document facts = artifact.equals("memberport-bom") ? pom : pom("memberport-parent");
        for (String element : List.of("url", "licenses", "developers", "scm")) {
            assertFalse(text(facts, element).isBlank(), element);
        }
        assertFalse(artifact.equals("memberport-bom") && text(facts, "project").contains("${memberport"));
    }

    @Test
    void signsEveryFileAndSumsIt() throws Exception {
        List<Path> files;
        try (Stream<Path> all = Files.walk(GROUP)) {
            files = all.filter(Files::isRegularFile).toList();
        }
        List<Path> content = files.stream()
                .filter(file -> !file.toString().matches(".*\\.(asc|md5|sha1|sha256|sha512)"))
                .toList();

        assertFalse(content.isEmpty());
        for (Path file : content) {
            assertEquals(hash(file, "SHA-1"), sum(file, ".sha1"));
            assertEquals(hash(file, "MD5"), sum(file, ".md5"));
        }
        assertEquals(Boolean.getBoolean("memberport.signed") ? Set.copyOf(content) : Set.of(), signed(files));
    }

    private static Set<Path> signed(List<Path> files) {
        return files.stream()
                .filter(file -> file.toString().endsWith(".asc"))
                .map(file -> file.resolveSibling(file.getFileName().toString().replaceFirst("\\.asc$", "")))
                .collect(Collectors.toSet());
    }

    /** This very test runs with it, so the README's example does, too. */
    @Test
    void isWhatThisProjectWasResolvedFrom() throws Exception {
        Path resolved = Path.of(AlidaApi.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        String artifact = "memberport-http-adapter";

        assertArrayEquals(
                Files.readAllBytes(folder(artifact).resolve(artifact + "-" + VERSION + ".jar")),
                Files.readAllBytes(resolved));
    }

    private static Path folder(String artifact) {
        return GROUP.resolve(artifact).resolve(VERSION);
    }

    private static Document pom(String artifact) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(folder(artifact).resolve(artifact + "-" + VERSION + ".pom").toFile());
    }

    private static String text(Document pom, String element) {
        return pom.getElementsByTagName(element).item(0).getTextContent();
    }

    private static String sum(Path file, String kind) throws IOException {
        return Files.readString(file.resolveSibling(file.getFileName() + kind), StandardCharsets.US_ASCII)
                .strip();
    }

    private static String hash(Path file, String algorithm) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(Files.readAllBytes(file)));
    }
}
