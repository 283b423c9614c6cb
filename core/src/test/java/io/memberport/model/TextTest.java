package io.memberport.model;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TextTest {

    private static final byte[] BYTES = "<Zoë 😀>".getBytes(UTF_8);
    private static final Text PART = Text.wrap(BYTES, 1, BYTES.length - 2);

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "Zoë", "日本語", "😀", "\0", "line\nbreak"})
    void givesBackTheStringItWasMadeOf(String string) {
        Text text = Text.of(string);

        assertEquals(string, text.asString());
        assertEquals(string.getBytes(UTF_8).length, text.length());
        assertEquals(string.isEmpty(), text.isEmpty());
    }

    @Test
    void isThePartOfTheArrayAndNoMore() throws IOException {
        byte[] copy = new byte[PART.length() + 2];
        PART.copyTo(copy, 1);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PART.writeTo(out);

        assertEquals("Zoë 😀", PART.asString());
        assertEquals("\0Zoë 😀\0", new String(copy, UTF_8));
        assertEquals("Zoë 😀", out.toString(UTF_8));
        assertEquals('Z', PART.byteAt(0));
    }

    @Test
    void showsItsBytesInABufferThatCannotChangeThem() {
        ByteBuffer buffer = PART.asByteBuffer();

        assertTrue(buffer.isReadOnly());
        assertEquals(0, buffer.position());
        assertEquals(PART.length(), buffer.limit());
        assertEquals(PART.length(), buffer.capacity());
        assertEquals("Zoë 😀", UTF_8.decode(buffer).toString());
        assertEquals("Zoë 😀", PART.asString());
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 9})
    void hasNoByteOutsideThePart(int index) {
        assertThrows(IndexOutOfBoundsException.class, () -> PART.byteAt(index));
    }

    @ParameterizedTest
    @CsvSource({"-1, 1", "0, -1", "0, 12", "11, 1", "2147483647, 2147483647"})
    void refusesAPartThatIsNotWithinTheArray(int offset, int length) {
        assertEquals(11, BYTES.length);
        assertThrows(IndexOutOfBoundsException.class, () -> Text.wrap(BYTES, offset, length));
    }

    @Test
    void mayBeAnEmptyPartAtTheEnd() {
        assertEquals(Text.EMPTY, Text.wrap(BYTES, BYTES.length, 0));
    }

    @Test
    void equalsByContentWhereverThatLies() {
        Text same = Text.of("Zoë 😀");

        assertEquals(same, PART);
        assertEquals(same.hashCode(), PART.hashCode());
        assertNotEquals(same, Text.of("Zoë 😁"));
        assertNotEquals(same, Text.of("Zoë 😀 "));
        assertNotEquals(Text.EMPTY, Text.of("\0"));
        assertFalse(same.equals((Object) "Zoë 😀"));
    }

    @Test
    void compactsByCopyingOnlyIfItMust() {
        Text whole = Text.of("Zoë");

        assertSame(whole, whole.compact());
        assertEquals(PART, PART.compact());
        assertArrayEquals("Zoë 😀".getBytes(UTF_8), bytes(PART.compact()));
        assertEquals(0, Text.wrap(BYTES, 3, 0).compact().length());
    }

    @Test
    void putsAQuestionMarkForHalfACharacter() {
        assertEquals("a?b", Text.of("a\ud800b").asString());
    }

    private static byte[] bytes(Text text) {
        byte[] bytes = new byte[text.length()];
        text.copyTo(bytes, 0);
        return bytes;
    }
}
