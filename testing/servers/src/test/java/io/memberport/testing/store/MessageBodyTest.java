package io.memberport.testing.store;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MessageBodyTest {

    private static final String CHUNKED = "PUT / HTTP/1.1\r\nTransfer-Encoding: gzip, Chunked\r\n\r\n";
    private static final String OF_FOUR = "PUT / HTTP/1.1\r\ncontent-length: 4\r\n\r\n";
    private static final String NEXT = "GET ";

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    /** Whether it has been copied to its end, with an answer that comes early or none. */
    private boolean copy(String message, long mostBytes, String answer) throws IOException {
        InputStream in = stream(message + NEXT);
        MessageHead head = MessageHead.read(in);
        if (head == null) {
            throw new IOException("no head");
        }
        boolean whole = MessageBody.ofRequest(head).copy(in, out, mostBytes, stream(answer));
        assertEquals(whole, new String(in.readAllBytes(), ISO_8859_1).equals(NEXT));
        return whole;
    }

    private static InputStream stream(String text) {
        return new ByteArrayInputStream(text.getBytes(ISO_8859_1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0\r\n\r\n", "2;a=b\r\nbo\r\nA\r\n0123456789\r\n000;c\r\nTrailer: x\r\n\r\n"})
    void passesChunksOnAsTheyAre(String body) throws IOException {
        assertTrue(copy(CHUNKED + body, Long.MAX_VALUE, ""));
        assertEquals(body, out.toString(ISO_8859_1));
    }

    @Test
    void passesAKnownLengthOn() throws IOException {
        assertTrue(copy(OF_FOUR + "body", Long.MAX_VALUE, ""));
        assertEquals("body", out.toString(ISO_8859_1));
    }

    @Test
    void stopsWhereItIsTold() throws IOException {
        assertFalse(copy(OF_FOUR + "body", 3, ""));
        assertFalse(copy(CHUNKED + "4\r\nbody\r\n0\r\n\r\n", 3, ""));
        assertEquals("bod4\r\nbod", out.toString(ISO_8859_1));
    }

    @Test
    void stopsAtAnAnswerThatComesEarly() throws IOException {
        assertFalse(copy(OF_FOUR + "body", Long.MAX_VALUE, "HTTP/1.1 403 "));
        assertEquals("", out.toString(ISO_8859_1));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                CHUNKED + "x\r\n",
                CHUNKED + "40\r\nbody",
                "PUT / HTTP/1.1\r\nContent-Length: x\r\n\r\n",
                "PUT / HTTP/1.1\r\nContent-Length: 40\r\n\r\nbody",
                "no HTTP\r\n",
                "no\r\n\r\n"
            })
    void passesOnNothingThatIsNoMessage(String message) {
        assertThrows(IOException.class, () -> copy(message, Long.MAX_VALUE, ""));
    }
}
