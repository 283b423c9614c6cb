package io.memberport.file.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.memberport.file.CorpusTest;
import io.memberport.file.MemberScannerTest;
import io.memberport.file.json.JsonTokens.Token;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds our tokens against those of another parser, of which Memberport itself has no need. */
class JsonTokensTest {

    private static final JsonFactory OTHER =
            JsonFactory.builder().disable(JsonFactory.Feature.CHARSET_DETECTION).build();

    static Stream<Path> files() {
        return Stream.concat(CorpusTest.accepted(), CorpusTest.refused());
    }

    @ParameterizedTest
    @MethodSource("files")
    void acceptsWhatAnotherStrictParserAcceptsAndNothingElse(Path file) throws IOException {
        byte[] json = Files.readAllBytes(file);
        SplittableRandom random = new SplittableRandom(json.length);

        assertAgrees(json, random);
        for (int round = 0; round < 2000 && json.length > 0; round++) {
            assertAgrees(MemberScannerTest.damaged(json, random), random);
        }
    }

    private static void assertAgrees(byte[] json, SplittableRandom random) {
        assertEquals(other(json), ours(json, random), () -> Arrays.toString(json));
    }

    /** The tokens of the first array or object; null if it is not whole and well-formed. */
    private static @Nullable List<String> ours(byte[] json, SplittableRandom random) {
        JsonTokens tokens = new JsonTokens(1000, json.length, json.length);
        List<String> found = new ArrayList<>();
        int open = 0;
        try {
            for (int from = 0; from < json.length; ) {
                int to = Math.min(json.length, from + 1 + random.nextInt(40));
                tokens.feed(json, from, to, 0);
                for (Token token = tokens.next(); token != null; token = tokens.next()) {
                    boolean hasText = token == Token.NAME || token == Token.STRING || token == Token.NUMBER;
                    found.add(token + (hasText ? " " + tokens.text() : ""));
                    open += token == Token.START_OBJECT || token == Token.START_ARRAY ? 1 : 0;
                    open -= token == Token.END_OBJECT || token == Token.END_ARRAY ? 1 : 0;
                    assertTrue(tokens.start() < tokens.position());
                    if (open == 0) {
                        return found.size() == 1 ? null : found;
                    }
                }
                from = to;
            }
        } catch (MalformedJsonException notJson) {
            return null;
        }
        return null;
    }

    private static @Nullable List<String> other(byte[] json) {
        List<String> found = new ArrayList<>();
        int open = 0;
        try (JsonParser parser = OTHER.createParser(json)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                found.add(
                        switch (token) {
                            case FIELD_NAME -> "NAME " + parser.currentName();
                            case VALUE_STRING -> "STRING " + parser.getText();
                            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> "NUMBER " + parser.getText();
                            default -> token.name().replace("VALUE_", "");
                        });
                open += token.isStructStart() ? 1 : 0;
                open -= token.isStructEnd() ? 1 : 0;
                if (open == 0) {
                    return found.size() == 1 ? null : found;
                }
            }
        } catch (IOException notJson) {
            return null;
        }
        return null;
    }
}
