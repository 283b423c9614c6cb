package io.memberport.file;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import io.memberport.file.MemorySource.Document;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Reads the corpus of odd and malformed exports. {@code accepted/NAME.json} is read as {@code accepted/NAME.txt} says;
 * {@code refused/NAME.json} fails as its line in {@code refused/expected.txt} says: name, byte offset, index of the member.
 * The byte is the first that is wrong: of a token that is wrong where it stands, of a character that is not UTF-8, or the one
 * that cannot follow what is before it.
 */
public class CorpusTest {

    @ParameterizedTest
    @MethodSource("accepted")
    void readsWhatIsOddButRight(Path file) throws IOException {
        Path expected = Path.of(file.toString().replace(".json", ".txt"));

        Document document = MemorySource.read(ExportFile.onDisk(file));

        assertEquals(Files.readString(expected), Rendition.of(document));
        assertEquals(Files.size(file), document.metadata().contentBytes());
    }

    @ParameterizedTest
    @MethodSource("accepted")
    void readsTheSameHoweverTheBytesArrive(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        String atOnce = Rendition.of(MemorySource.read(MemorySource.source(bytes, Integer.MAX_VALUE)));

        for (int atMost : new int[] {1, 2, 3, 7, 64}) {
            assertEquals(atOnce, Rendition.of(MemorySource.read(MemorySource.source(bytes, atMost))));
        }
    }

    @ParameterizedTest
    @MethodSource("refused")
    void refusesWhatIsMalformedAndSaysWhere(Path file) throws IOException {
        String name = file.getFileName().toString().replace(".json", "");
        MemberportException failure =
                assertThrows(MemberportException.class, () -> MemorySource.read(ExportFile.onDisk(file)));

        assertEquals(FailureKind.MALFORMED_EXPORT, failure.kind());
        assertEquals(
                expectedLine(name),
                name + " " + failure.byteOffset().orElseThrow() + " "
                        + failure.memberIndex().orElseThrow());
        String message = Objects.requireNonNull(failure.getMessage());
        assertTrue(message.contains("byte " + failure.byteOffset().orElseThrow()), message);
        assertTrue(message.contains("member " + failure.memberIndex().orElseThrow()), message);
    }

    @ParameterizedTest
    @MethodSource("refused")
    void neverQuotesTheDocument(Path file) throws IOException {
        byte[] withSecret = Files.readString(file, ISO_8859_1)
                .replace("City", "hushhush")
                .replace("Age", "hushhush")
                .replace("truely", "hushhush")
                .replace("True", "hushhush")
                .getBytes(ISO_8859_1);

        MemberportException failure = assertThrows(
                MemberportException.class, () -> MemorySource.read(MemorySource.source(withSecret, Integer.MAX_VALUE)));

        for (Throwable t = failure; t != null; t = t.getCause()) {
            assertFalse(t.toString().contains("hushhush"), t.toString());
        }
    }

    @Test
    void refusesASmallExportCutAtAnyByte() throws IOException {
        byte[] whole = Files.readAllBytes(corpus("accepted").resolve("small.json"));
        for (int length = 0; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);

            MemberportException failure =
                    assertThrows(MemberportException.class, () -> MemorySource.read(MemorySource.source(cut, 50)));

            assertEquals(FailureKind.MALFORMED_EXPORT, failure.kind());
            assertTrue(failure.byteOffset().orElseThrow() <= length);
            assertTrue(failure.memberIndex().isPresent());
        }
    }

    private static String expectedLine(String name) throws IOException {
        List<String> lines = Files.readAllLines(corpus("refused").resolve("expected.txt"));
        return lines.stream()
                .filter(line -> line.startsWith(name + " "))
                .findFirst()
                .orElse("no line for " + name + " in expected.txt");
    }

    public static Stream<Path> accepted() {
        return files("accepted");
    }

    public static Stream<Path> refused() {
        return files("refused");
    }

    private static Stream<Path> files(String kind) {
        try (Stream<Path> files = Files.list(corpus(kind))) {
            return files.filter(file -> file.toString().endsWith(".json")).sorted().toList().stream();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static Path corpus(String kind) {
        try {
            URL url = CorpusTest.class.getResource("/corpus/" + kind);
            return Path.of(Objects.requireNonNull(url).toURI());
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
