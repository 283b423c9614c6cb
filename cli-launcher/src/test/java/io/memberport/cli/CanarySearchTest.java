package io.memberport.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A search that finds nothing proves something only if it would have found what there is. */
class CanarySearchTest {

    private static final String SECRET = "canary/ü\"+?";

    private final CanarySearch search = CanarySearch.of(List.of("canary", "ü?ÿ~>>"));

    static Stream<Arguments> leaks() {
        return Stream.of(
                        Stream.of(
                                Arguments.of("plain", SECRET),
                                Arguments.of("capitals", SECRET.toUpperCase(Locale.ROOT)),
                                Arguments.of("for an address", URLEncoder.encode(SECRET, StandardCharsets.UTF_8)),
                                Arguments.of("every byte for an address", percent(SECRET, "%%%02x")),
                                Arguments.of("twice for an address", percent(percent(SECRET, "%%%02X"), "%%%02X")),
                                Arguments.of("hexadecimal", HexFormat.of().formatHex(bytes(SECRET))),
                                Arguments.of(
                                        "hexadecimal in capitals",
                                        HexFormat.of().withUpperCase().formatHex(bytes(SECRET))),
                                Arguments.of("for JSON", percent(SECRET, "\\u%04x")),
                                Arguments.of("for HTML", percent(SECRET, "&#%d;")),
                                Arguments.of("for HTML in hexadecimal", percent(SECRET, "&#x%x;"))),
                        IntStream.rangeClosed(0, 8)
                                .mapToObj(before -> Arguments.of("Base64 after " + before, base64(before))),
                        IntStream.rangeClosed(0, 2)
                                .mapToObj(before -> Arguments.of(
                                        "Base64 for an address after " + before,
                                        URLEncoder.encode(base64(before), StandardCharsets.UTF_8))))
                .flatMap(all -> all);
    }

    private static String base64(int before) {
        return "Basic " + Base64.getEncoder().encodeToString(bytes("x".repeat(before) + SECRET + "after"));
    }

    private static String percent(String text, String format) {
        return IntStream.range(0, bytes(text).length)
                .mapToObj(i -> String.format(format, bytes(text)[i] & 0xff))
                .collect(Collectors.joining());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("leaks")
    void findsALeak(String form, String leak) {
        List<String> found = search.in("before " + leak + " and after");

        assertFalse(found.isEmpty(), form);
    }

    @Test
    void findsItInTheMiddleOfBytesThatAreNoText() {
        byte[] content = new byte[1000];
        byte[] leak = bytes("canary");
        System.arraycopy(leak, 0, content, 500, leak.length);
        content[499] = (byte) 0xc3;

        assertFalse(search.in(content).isEmpty());
    }

    @Test
    void findsWideCharacters() {
        assertFalse(search.in("a canary".getBytes(StandardCharsets.UTF_16LE)).isEmpty());
        assertFalse(search.in("a canary".getBytes(StandardCharsets.UTF_16BE)).isEmpty());
    }

    @Test
    void findsEachWordWithWhatStandsAroundIt() {
        List<String> found = search.in("of the user ü?ÿ~>> and the CANARY-2");

        assertEquals(2, found.size(), found::toString);
        assertTrue(found.get(0).contains("and the CANARY-2"), found::toString);
    }

    @Test
    void findsWhatBase64WritesInTwoWays() {
        String encoded = Base64.getEncoder().encodeToString(bytes("a ü?ÿ~>> b"));
        String forAddresses = Base64.getUrlEncoder().encodeToString(bytes("a ü?ÿ~>> b"));

        assertFalse(encoded.equals(forAddresses));
        assertFalse(search.in(encoded).isEmpty());
        assertFalse(search.in(forAddresses).isEmpty());
    }

    @Test
    void findsNothingWhereNothingIs() {
        assertEquals(List.of(), search.in("can\nary, cana ry, %63an, Y2FuYX\\u0063 &#99; 100 % of 2^6"));
    }

    @Test
    void refusesAWordThatWouldBeFoundEverywhere() {
        assertThrows(IllegalArgumentException.class, () -> CanarySearch.of(List.of("sa")));
    }
}
