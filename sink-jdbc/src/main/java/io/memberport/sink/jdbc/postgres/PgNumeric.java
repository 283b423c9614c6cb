package io.memberport.sink.jdbc.postgres;

import io.memberport.model.Text;
import io.memberport.sink.jdbc.sql.DecimalRange;
import org.jspecify.annotations.Nullable;

/**
 * A decimal number in PostgreSQL's binary form of {@code numeric}, made from the number's digits without going through a
 * number: 16-bit integers, the most significant byte first, which are the count of digits to base 10,000, the power of
 * 10,000 of the first of them, the sign, the count of decimal places to show, and the digits, of which neither the first
 * nor the last is 0 (numeric_send and numeric_recv in PostgreSQL's numeric.c). A number keeps its decimal places, as it
 * does if the server reads it as text: {@code 1.50} has two.
 *
 * <p>Used by one thread, for one number.
 */
final class PgNumeric {

    /** PostgreSQL's limits (table 8.2 of its manual). */
    private static final int MOST_BEFORE_THE_POINT = 131_072;

    private static final int MOST_AFTER_THE_POINT = 16_383;

    static final DecimalRange RANGE = new DecimalRange(MOST_BEFORE_THE_POINT, MOST_AFTER_THE_POINT);

    private static final int HEADER_SHORTS = 4;
    private static final int NEGATIVE = 0x4000;
    private static final int DIGITS_PER_GROUP = 4;
    private static final int[] POWERS_OF_TEN = {1, 10, 100, 1_000};

    /** Exponents beyond it, however long, mean the same: far beyond every limit, but safe to reckon with. */
    private static final long LARGEST_EXPONENT = 1L << 40;

    private final Text number;

    /** Where the reading has got to. */
    private int at;

    private boolean negative;
    private int wholeDigits;
    private int decimals;
    private long exponent;

    /** The places of the first and the last digit that is not 0, counted among the digits alone; -1 if there is none. */
    private int first = -1;

    private int last = -1;

    private PgNumeric(Text number) {
        this.number = number;
    }

    /**
     * Encodes a number.
     *
     * @param number as {@link io.memberport.encoding.json.JsonNumbers} has them
     * @return the bytes; null if the text is no number, or one of more than 131,072 digits before or 16,383 after
     *     the point, which PostgreSQL cannot hold
     */
    static byte @Nullable [] encode(Text number) {
        PgNumeric numeric = new PgNumeric(number);
        return numeric.read() ? numeric.encode() : null;
    }

    private boolean read() {
        negative = skip('-');
        wholeDigits = readDigits(0);
        if (wholeDigits == 0) {
            return false;
        }
        if (skip('.')) {
            decimals = readDigits(wholeDigits);
            if (decimals == 0) {
                return false;
            }
        }
        boolean hasExponent = skip('e') || skip('E');
        return (!hasExponent || readExponent()) && at == number.length();
    }

    private int readDigits(int before) {
        int start = at;
        for (; at < number.length() && isDigit(number.byteAt(at)); at++) {
            if (number.byteAt(at) != '0') {
                last = before + at - start;
                first = first < 0 ? last : first;
            }
        }
        return at - start;
    }

    private boolean readExponent() {
        boolean small = skip('-');
        if (!small) {
            skip('+');
        }
        int start = at;
        for (; at < number.length() && isDigit(number.byteAt(at)); at++) {
            exponent = Math.min(LARGEST_EXPONENT, exponent * 10 + number.byteAt(at) - '0');
        }
        exponent = small ? -exponent : exponent;
        return at > start;
    }

    private boolean skip(char c) {
        boolean there = at < number.length() && number.byteAt(at) == c;
        at += there ? 1 : 0;
        return there;
    }

    private byte @Nullable [] encode() {
        long scale = Math.max(0, decimals - exponent);
        if (scale > MOST_AFTER_THE_POINT) {
            return null;
        }
        if (first < 0) {
            return withHeader(0, 0, 0, (int) scale);
        }
        if (power(first) >= MOST_BEFORE_THE_POINT) {
            return null;
        }
        int weight = (int) group(first);
        int groups = weight - (int) group(last) + 1;
        byte[] encoded = withHeader(groups, weight, negative ? NEGATIVE : 0, (int) scale);
        putDigits(encoded, weight);
        return encoded;
    }

    private static byte[] withHeader(int groups, int weight, int sign, int scale) {
        byte[] encoded = new byte[(HEADER_SHORTS + groups) * Short.BYTES];
        putShort(encoded, 0, groups);
        putShort(encoded, 1, weight);
        putShort(encoded, 2, sign);
        putShort(encoded, 3, scale);
        return encoded;
    }

    private void putDigits(byte[] encoded, int weight) {
        int group = 0;
        for (int index = first; index <= last; index++) {
            int inGroup = (int) Math.floorMod(power(index), (long) DIGITS_PER_GROUP);
            group += digit(index) * POWERS_OF_TEN[inGroup];
            if (inGroup == 0 || index == last) {
                putShort(encoded, HEADER_SHORTS + weight - (int) group(index), group);
                group = 0;
            }
        }
    }

    /** The power of ten by which a digit counts. */
    private long power(int index) {
        return wholeDigits - 1L - index + exponent;
    }

    /** The power of 10,000 of the group that a digit belongs to. */
    private long group(int index) {
        return Math.floorDiv(power(index), (long) DIGITS_PER_GROUP);
    }

    private int digit(int index) {
        int sign = negative ? 1 : 0;
        int point = index < wholeDigits ? 0 : 1;
        return number.byteAt(sign + index + point) - '0';
    }

    private static void putShort(byte[] encoded, int index, int value) {
        encoded[index * Short.BYTES] = (byte) (value >> Byte.SIZE);
        encoded[index * Short.BYTES + 1] = (byte) value;
    }

    private static boolean isDigit(byte b) {
        return b >= '0' && b <= '9';
    }
}
