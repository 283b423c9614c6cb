package io.memberport.file.json;

import static java.nio.charset.StandardCharsets.US_ASCII;

import org.jspecify.annotations.Nullable;

/**
 * Cuts JSON into tokens, strictly (RFC 8259, UTF-8), from bytes that come in pieces. It holds no more than one text or
 * number and the open brackets, whatever the bytes are.
 */
public final class JsonTokens {

    public enum Token {
        START_OBJECT,
        END_OBJECT,
        START_ARRAY,
        END_ARRAY,
        NAME,
        STRING,
        NUMBER,
        TRUE,
        FALSE,
        NULL
    }

    static final String NOT_JSON = "this is not well-formed JSON";

    private enum Expected {
        VALUE,
        VALUE_OR_END,
        NAME,
        NAME_OR_END,
        COLON,
        COMMA_OR_END,
        NOTHING
    }

    private static final byte[] TRUE = "true".getBytes(US_ASCII);
    private static final byte[] FALSE = "false".getBytes(US_ASCII);
    private static final byte[] NULL = "null".getBytes(US_ASCII);

    private final int mostTextBytes;
    private final int mostNameBytes;
    private final boolean[] objects;
    private int depth;
    private Expected expected = Expected.VALUE;

    private byte[] bytes = {};
    private int at;
    private int limit;
    private long offset;

    /** The token that has begun: what it will be, or null. */
    private @Nullable Token begun;

    private long start;
    private final JsonString text = new JsonString();
    private NumberPart numberPart = NumberPart.START;
    private byte[] word = {};
    private int wordAt;

    /**
     * Begins a document.
     *
     * @param mostNesting of arrays and objects
     * @param mostTextBytes of a text or number
     * @param mostNameBytes of a field's name
     */
    public JsonTokens(int mostNesting, int mostTextBytes, int mostNameBytes) {
        this.objects = new boolean[mostNesting + 1];
        this.mostTextBytes = mostTextBytes;
        this.mostNameBytes = mostNameBytes;
    }

    /**
     * Continues with more bytes, after those before them have been consumed.
     *
     * @param newOffset position in the document of {@code newBytes[0]}
     */
    public void feed(byte[] newBytes, int from, int to, long newOffset) {
        bytes = newBytes;
        at = from;
        limit = to;
        offset = newOffset;
    }

    /** The next token; null if the bytes end before it does. */
    public @Nullable Token next() throws MalformedJsonException {
        while (at < limit) {
            Token token = begun == null ? begin() : goOn(begun);
            if (token != null) {
                return token;
            }
        }
        return null;
    }

    /** The next token of a document of which all bytes are here. */
    public Token require() throws MalformedJsonException {
        Token token = next();
        if (token == null) {
            throw new MalformedJsonException(position(), NOT_JSON);
        }
        return token;
    }

    /** Passes over the rest of an array or object that has just been opened. */
    public void skipChildren() throws MalformedJsonException {
        for (int outside = depth - 1; depth > outside; ) {
            require();
        }
    }

    /** Text of a name or string, digits of a number. */
    public String text() {
        return text.toString();
    }

    /** Whether a name or string has escapes. */
    public boolean hasEscapes() {
        return text.hasEscapes();
    }

    /** Position in the document of the token's first byte. */
    public long start() {
        return start;
    }

    /** Position in the document of the byte after the token. */
    public long position() {
        return offset + at;
    }

    /** Consumes white space, a comma, a colon, a bracket or the beginning of another token. */
    private @Nullable Token begin() throws MalformedJsonException {
        byte b = bytes[at];
        if (b == ' ' || b == '\n' || b == '\r' || b == '\t') {
            at++;
            return null;
        }
        start = position();
        return switch (b) {
            case ',' -> pass(Expected.COMMA_OR_END, objects[depth] ? Expected.NAME : Expected.VALUE);
            case ':' -> pass(Expected.COLON, Expected.VALUE);
            case '{' -> open(true);
            case '[' -> open(false);
            case '}' -> close(true);
            case ']' -> close(false);
            case '"' -> beginText();
            case 't' -> beginWord(Token.TRUE, TRUE);
            case 'f' -> beginWord(Token.FALSE, FALSE);
            case 'n' -> beginWord(Token.NULL, NULL);
            default -> beginNumber();
        };
    }

    private @Nullable Token pass(Expected now, Expected then) throws MalformedJsonException {
        if (expected != now) {
            throw unexpected();
        }
        at++;
        expected = then;
        return null;
    }

    private Token open(boolean object) throws MalformedJsonException {
        requireValueExpected();
        if (depth == objects.length - 1) {
            throw new MalformedJsonException(
                    start, "this is nested deeper than " + depth + " levels, the most that is accepted");
        }
        at++;
        objects[++depth] = object;
        expected = object ? Expected.NAME_OR_END : Expected.VALUE_OR_END;
        return object ? Token.START_OBJECT : Token.START_ARRAY;
    }

    private Token close(boolean object) throws MalformedJsonException {
        Expected ifEmpty = object ? Expected.NAME_OR_END : Expected.VALUE_OR_END;
        if (depth == 0 || objects[depth] != object || (expected != Expected.COMMA_OR_END && expected != ifEmpty)) {
            throw unexpected();
        }
        at++;
        depth--;
        expectAfterValue();
        return object ? Token.END_OBJECT : Token.END_ARRAY;
    }

    private void expectAfterValue() {
        expected = depth == 0 ? Expected.NOTHING : Expected.COMMA_OR_END;
    }

    private void requireValueExpected() throws MalformedJsonException {
        if (expected != Expected.VALUE && expected != Expected.VALUE_OR_END) {
            throw unexpected();
        }
    }

    private @Nullable Token beginText() throws MalformedJsonException {
        if (expected == Expected.NAME || expected == Expected.NAME_OR_END) {
            begun = Token.NAME;
        } else {
            requireValueExpected();
            begun = Token.STRING;
        }
        at++;
        text.start();
        return null;
    }

    private @Nullable Token beginWord(Token token, byte[] letters) throws MalformedJsonException {
        requireValueExpected();
        begun = token;
        word = letters;
        wordAt = 0;
        return null;
    }

    private @Nullable Token beginNumber() throws MalformedJsonException {
        requireValueExpected();
        if (NumberPart.START.after(bytes[at]) == null) {
            throw unexpected();
        }
        begun = Token.NUMBER;
        numberPart = NumberPart.START;
        text.start();
        return null;
    }

    private @Nullable Token goOn(Token token) throws MalformedJsonException {
        boolean isWhole =
                switch (token) {
                    case NAME, STRING -> isTextWhole();
                    case NUMBER -> isNumberWhole();
                    default -> isWordWhole();
                };
        if (position() - start > (token == Token.NAME ? mostNameBytes : mostTextBytes) + 2L) {
            int most = token == Token.NAME ? mostNameBytes : mostTextBytes;
            throw new MalformedJsonException(
                    start, "a text, a number or a name is longer than " + most + " bytes, the most that is accepted");
        }
        if (!isWhole) {
            return null;
        }
        begun = null;
        if (token == Token.NAME) {
            expected = Expected.COLON;
        } else {
            expectAfterValue();
        }
        return token;
    }

    private boolean isTextWhole() throws MalformedJsonException {
        at = text.take(bytes, at, limit, offset);
        if (at == limit) {
            return false;
        }
        at++;
        return true;
    }

    /** A number ends where something else begins. */
    private boolean isNumberWhole() throws MalformedJsonException {
        for (; at < limit; at++) {
            NumberPart next = numberPart.after(bytes[at]);
            if (next == null && !numberPart.mayEnd()) {
                throw unexpected();
            }
            if (next == null) {
                return true;
            }
            text.add(bytes[at]);
            numberPart = next;
        }
        return false;
    }

    private boolean isWordWhole() throws MalformedJsonException {
        for (; at < limit && wordAt < word.length; at++, wordAt++) {
            if (bytes[at] != word[wordAt]) {
                throw unexpected();
            }
        }
        return wordAt == word.length;
    }

    private MalformedJsonException unexpected() {
        return new MalformedJsonException(position(), NOT_JSON);
    }
}
