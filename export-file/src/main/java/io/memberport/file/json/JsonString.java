package io.memberport.file.json;

/** The text of a JSON string while its bytes come: resolves escapes, and accepts well-formed UTF-8 only. */
final class JsonString {

    private static final String BAD_UTF_8 = "this is not well-formed UTF-8";

    /** What a backslash may stand before, and what the two then stand for. */
    private static final String ESCAPES = "\"\\/bfnrt";

    private static final String ESCAPED = "\"\\/\b\f\n\r\t";

    private enum Within {
        PLAIN,
        ESCAPE,
        HEX_DIGITS,
        CHARACTER
    }

    private final StringBuilder text = new StringBuilder();
    private boolean escapes;
    private Within within = Within.PLAIN;
    /** Of an escape the hexadecimal digits, of a character the bytes that are still to come. */
    private int missing;

    private int value;
    private long characterAt;
    private int lowest;
    private int highest;

    /** Begins behind an opening quote, or with a number. */
    void start() {
        text.setLength(0);
        escapes = false;
    }

    /** Takes a digit, say. */
    void add(byte ascii) {
        text.append((char) ascii);
    }

    /**
     * Takes bytes up to the closing quote.
     *
     * @param offset position in the document of {@code bytes[0]}
     * @return the index of the closing quote, or {@code limit} if it is not among the bytes
     */
    int take(byte[] bytes, int from, int limit, long offset) throws MalformedJsonException {
        for (int at = from; at < limit; at++) {
            byte b = bytes[at];
            switch (within) {
                case PLAIN -> {
                    if (b == '"') {
                        return at;
                    }
                    plain(b, offset + at);
                }
                case ESCAPE -> escape(b, offset + at);
                case HEX_DIGITS -> hexDigit(b, offset + at);
                case CHARACTER -> continuation(b & 0xff);
            }
        }
        return limit;
    }

    private void plain(byte b, long at) throws MalformedJsonException {
        if (b == '\\') {
            within = Within.ESCAPE;
            escapes = true;
        } else if (b >= ' ') {
            text.append((char) b);
        } else if (b >= 0) {
            throw new MalformedJsonException(at, JsonTokens.NOT_JSON);
        } else {
            character(b & 0xff, at);
        }
    }

    private void escape(byte b, long at) throws MalformedJsonException {
        if (b == 'u') {
            within = Within.HEX_DIGITS;
            missing = 4;
            value = 0;
            return;
        }
        int index = ESCAPES.indexOf(b);
        if (index < 0) {
            throw new MalformedJsonException(at, JsonTokens.NOT_JSON);
        }
        text.append(ESCAPED.charAt(index));
        within = Within.PLAIN;
    }

    private void hexDigit(byte b, long at) throws MalformedJsonException {
        int digit = b < 0 ? -1 : Character.digit(b, 16);
        if (digit < 0) {
            throw new MalformedJsonException(at, JsonTokens.NOT_JSON);
        }
        value = (value << 4) | digit;
        if (--missing == 0) {
            text.append((char) value);
            within = Within.PLAIN;
        }
    }

    /** Begins a character of two to four bytes, after Unicode's table of well-formed byte sequences. */
    private void character(int lead, long at) throws MalformedJsonException {
        if (lead < 0xc2 || lead > 0xf4) {
            throw new MalformedJsonException(at, BAD_UTF_8);
        }
        within = Within.CHARACTER;
        characterAt = at;
        missing = lead < 0xe0 ? 1 : lead < 0xf0 ? 2 : 3;
        value = lead & (0x3f >> missing);
        lowest = lead == 0xe0 ? 0xa0 : lead == 0xf0 ? 0x90 : 0x80;
        highest = lead == 0xed ? 0x9f : lead == 0xf4 ? 0x8f : 0xbf;
    }

    private void continuation(int next) throws MalformedJsonException {
        if (next < lowest || next > highest) {
            throw new MalformedJsonException(characterAt, BAD_UTF_8);
        }
        value = (value << 6) | (next & 0x3f);
        lowest = 0x80;
        highest = 0xbf;
        if (--missing == 0) {
            text.appendCodePoint(value);
            within = Within.PLAIN;
        }
    }

    /** Whether any of it is written as an escape. */
    boolean hasEscapes() {
        return escapes;
    }

    /** All of it, once the closing quote has come. It can have halves of characters, which only an escape can spell. */
    @Override
    public String toString() {
        return text.toString();
    }
}
