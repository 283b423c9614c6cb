package io.memberport.file.json;

import io.memberport.model.Text;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Reads JSON tokens off bytes, strictly (RFC 8259, UTF-8 after Unicode's table of well-formed byte sequences), eight
 * bytes at a time where strings are plain. A text is told by where it lies, which for a string with escapes is elsewhere.
 *
 * <p>What it does not accept ends in {@link NotCommonFormException}; its reader then finds out what it is.
 */
public final class JsonScanner {

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGH_BITS = 0x8080808080808080L;
    private static final long QUOTES = '"' * ONES;
    private static final long BACKSLASHES = '\\' * ONES;
    private static final long SPACES = ' ' * ONES;

    private static final byte[] TRUE = {'t', 'r', 'u', 'e'};
    private static final byte[] FALSE = {'f', 'a', 'l', 's', 'e'};
    private static final byte[] NULL = {'n', 'u', 'l', 'l'};

    /** Not more than the limits of any document allow. */
    private static final int LONGEST_NAME_BYTES = 1024;

    private final byte[] bytes;
    private int at;
    private int end;
    private byte[] unescaped = new byte[64];

    // The text consumed last.
    private byte[] textBytes;
    private int textAt;
    private int textLength;

    public JsonScanner(byte[] bytes) {
        this.bytes = bytes;
        this.textBytes = bytes;
    }

    /** Turns to a range of the bytes. */
    public void reset(int from, int to) {
        at = from;
        end = to;
    }

    /** Where the next token may begin. */
    public int position() {
        return at;
    }

    /** Goes back to where a token may begin. */
    public void moveTo(int position) {
        at = position;
    }

    /** What holds the text consumed last: the bytes that are scanned, or an array that the next text may overwrite. */
    public byte[] textBytes() {
        return textBytes;
    }

    /** Where the text consumed last lies in {@link #textBytes()}. */
    public int textAt() {
        return textAt;
    }

    /** The length of the text consumed last, in bytes. */
    public int textLength() {
        return textLength;
    }

    /** The text consumed last. */
    public String textAsString() {
        return new String(textBytes, textAt, textLength, StandardCharsets.UTF_8);
    }

    /** Moves past {@code text} if it comes next, byte for byte. */
    public boolean skipIf(byte[] text) {
        if (isNext(text)) {
            at += text.length;
            return true;
        }
        return false;
    }

    /** Whether {@code text} is what comes next, byte for byte. */
    public boolean isNext(byte[] text) {
        int to = at + text.length;
        return to <= end && Arrays.equals(bytes, at, to, text, 0, text.length);
    }

    /** The first byte of the next token, which is not consumed. */
    public byte peek() {
        while (at < end) {
            byte b = bytes[at];
            if (b > ' ') {
                return b;
            }
            if (b != ' ' && b != '\n' && b != '\r' && b != '\t') {
                throw new NotCommonFormException();
            }
            at++;
        }
        throw new NotCommonFormException();
    }

    /** Consumes the next token if it is this one-byte token. */
    public boolean consumeIf(char token) {
        if (peek() != token) {
            return false;
        }
        at++;
        return true;
    }

    /** Consumes the next token, which must be this one-byte token. */
    public void consume(char token) {
        if (!consumeIf(token)) {
            throw new NotCommonFormException();
        }
    }

    /** Consumes {@code true}, which is the text consumed last then. */
    public void literalTrue() {
        consume(TRUE);
    }

    /** Consumes {@code false}, which is the text consumed last then. */
    public void literalFalse() {
        consume(FALSE);
    }

    /** Consumes {@code null}. */
    public void literalNull() {
        consume(NULL);
    }

    private void consume(byte[] word) {
        int start = at;
        if (!skipIf(word)) {
            throw new NotCommonFormException();
        }
        textIs(bytes, start, word.length);
    }

    /** Consumes a string, whose content is the text consumed last. */
    public void string() {
        consume('"');
        stringContent();
    }

    /** Consumes a string whose first quote has been consumed. */
    public void stringContent() {
        int start = at;
        int close = endOfPlain(start);
        if (bytes[close] == '"') {
            at = close + 1;
            textIs(bytes, start, close - start);
        } else {
            escapedString(start, close);
        }
    }

    private void textIs(byte[] source, int from, int length) {
        textBytes = source;
        textAt = from;
        textLength = length;
    }

    /** Consumes a field's name that has no escapes, so that its bytes say what it is, and the colon after it. */
    public Text plainName() {
        consume('"');
        int start = at;
        int close = endOfPlain(start);
        if (bytes[close] != '"' || close - start > LONGEST_NAME_BYTES) {
            throw new NotCommonFormException();
        }
        at = close + 1;
        consume(':');
        return Text.wrap(bytes, start, close - start);
    }

    /**
     * Consumes a value of any kind.
     *
     * @param nesting how deep arrays and objects may be nested in it
     */
    public void skipValue(int nesting) {
        switch (peek()) {
            case '"' -> string();
            case '{' -> skipObject(nesting);
            case '[' -> skipArray(nesting);
            case 't' -> consume(TRUE);
            case 'f' -> consume(FALSE);
            case 'n' -> consume(NULL);
            default -> number();
        }
    }

    private void skipObject(int nesting) {
        requireMore(nesting);
        consume('{');
        if (consumeIf('}')) {
            return;
        }
        do {
            plainName();
            skipValue(nesting - 1);
        } while (consumeIf(','));
        consume('}');
    }

    private void skipArray(int nesting) {
        requireMore(nesting);
        consume('[');
        if (consumeIf(']')) {
            return;
        }
        do {
            skipValue(nesting - 1);
        } while (consumeIf(','));
        consume(']');
    }

    private static void requireMore(int nesting) {
        if (nesting == 0) {
            throw new NotCommonFormException();
        }
    }

    /** The index of the quote or backslash after which a string without escapes ends or stops being one. */
    private int endOfPlain(int from) {
        int i = from;
        while (true) {
            i = nextSpecial(i);
            if (i >= end) {
                throw new NotCommonFormException();
            }
            byte b = bytes[i];
            if (b == '"' || b == '\\') {
                return i;
            }
            if (b >= 0) {
                throw new NotCommonFormException();
            }
            i = afterCharacter(i);
        }
    }

    /** The index of the next quote, backslash, control character or byte that is not ASCII; or the end. */
    private int nextSpecial(int from) {
        int i = from;
        for (; i + Long.BYTES <= end; i += Long.BYTES) {
            long word = (long) LONGS.get(bytes, i);
            long quote = word ^ QUOTES;
            long backslash = word ^ BACKSLASHES;
            long hit =
                    (((quote - ONES) & ~quote) | ((backslash - ONES) & ~backslash) | ((word - SPACES) & ~word) | word)
                            & HIGH_BITS;
            if (hit != 0) {
                return i + (Long.numberOfTrailingZeros(hit) >>> 3);
            }
        }
        while (i < end && bytes[i] >= ' ' && bytes[i] != '"' && bytes[i] != '\\') {
            i++;
        }
        return i;
    }

    /** The index after a well-formed character of two to four bytes. */
    private int afterCharacter(int i) {
        int lead = bytes[i] & 0xff;
        if (lead < 0xc2 || lead > 0xf4) {
            throw new NotCommonFormException();
        }
        int length = lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
        if (i + length > end) {
            throw new NotCommonFormException();
        }
        int second = bytes[i + 1] & 0xff;
        int lowest = lead == 0xe0 ? 0xa0 : lead == 0xf0 ? 0x90 : 0x80;
        int highest = lead == 0xed ? 0x9f : lead == 0xf4 ? 0x8f : 0xbf;
        if (second < lowest || second > highest) {
            throw new NotCommonFormException();
        }
        for (int k = 2; k < length; k++) {
            if ((bytes[i + k] & 0xc0) != 0x80) {
                throw new NotCommonFormException();
            }
        }
        return i + length;
    }

    private void escapedString(int start, int backslash) {
        int from = start;
        int to = backslash;
        int length = 0;
        while (bytes[to] == '\\') {
            // An escape never becomes longer than it was: six characters for at most three bytes.
            ensureRoom(length + (to - from) + 4);
            System.arraycopy(bytes, from, unescaped, length, to - from);
            length += to - from;
            at = to + 1;
            length = escape(length);
            from = at;
            to = endOfPlain(from);
        }
        ensureRoom(length + (to - from));
        System.arraycopy(bytes, from, unescaped, length, to - from);
        length += to - from;
        at = to + 1;
        textIs(unescaped, 0, length);
    }

    /** Consumes what follows a backslash. */
    private int escape(int length) {
        if (at >= end) {
            throw new NotCommonFormException();
        }
        byte b = bytes[at++];
        if (b == 'u') {
            return unicodeEscape(length);
        }
        unescaped[length] = switch (b) {
            case '"', '\\', '/' -> b;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            default -> throw new NotCommonFormException();
        };
        return length + 1;
    }

    private int unicodeEscape(int length) {
        int c = hexDigits();
        if (!Character.isSurrogate((char) c)) {
            return encode(c, length);
        }
        boolean pair =
                Character.isHighSurrogate((char) c) && at + 6 <= end && bytes[at] == '\\' && bytes[at + 1] == 'u';
        if (!pair) {
            throw new NotCommonFormException();
        }
        at += 2;
        int low = hexDigits();
        if (!Character.isLowSurrogate((char) low)) {
            throw new NotCommonFormException();
        }
        return encode(Character.toCodePoint((char) c, (char) low), length);
    }

    private int hexDigits() {
        if (at + 4 > end) {
            throw new NotCommonFormException();
        }
        int value = 0;
        for (int i = 0; i < 4; i++) {
            byte b = bytes[at++];
            int digit = b < 0 ? -1 : Character.digit(b, 16);
            if (digit < 0) {
                throw new NotCommonFormException();
            }
            value = (value << 4) | digit;
        }
        return value;
    }

    /** Appends a character in UTF-8. */
    private int encode(int c, int length) {
        if (c < 0x80) {
            unescaped[length] = (byte) c;
            return length + 1;
        }
        int continuations = c < 0x800 ? 1 : c < 0x10000 ? 2 : 3;
        int leadMark = (0xff00 >> (continuations + 1)) & 0xff;
        unescaped[length] = (byte) (leadMark | (c >> (6 * continuations)));
        for (int i = 1; i <= continuations; i++) {
            unescaped[length + i] = (byte) (0x80 | ((c >> (6 * (continuations - i))) & 0x3f));
        }
        return length + 1 + continuations;
    }

    private void ensureRoom(int length) {
        if (length > unescaped.length) {
            unescaped = Arrays.copyOf(unescaped, Math.max(length, 2 * unescaped.length));
        }
    }

    /** Consumes a number, whose digits as they are are the text consumed last. */
    public void number() {
        int start = at;
        if (at < end && bytes[at] == '-') {
            at++;
        }
        if (at < end && bytes[at] == '0') {
            at++;
        } else {
            digits();
        }
        if (at < end && bytes[at] == '.') {
            at++;
            digits();
        }
        if (at < end && (bytes[at] | 0x20) == 'e') {
            at++;
            if (at < end && (bytes[at] == '+' || bytes[at] == '-')) {
                at++;
            }
            digits();
        }
        textIs(bytes, start, at - start);
    }

    private void digits() {
        int start = at;
        while (at < end && bytes[at] >= '0' && bytes[at] <= '9') {
            at++;
        }
        if (at == start) {
            throw new NotCommonFormException();
        }
    }
}
