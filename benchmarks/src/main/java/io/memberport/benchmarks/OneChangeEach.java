package io.memberport.benchmarks;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Changes the first effective date of every member in an export that passes: the tens of its minutes, which leaves it a
 * date. Quotes within values are escaped, so that no value looks like a field.
 */
final class OneChangeEach extends FilterOutputStream {

    private static final byte[] MEMBER = "\"memberId\":\"".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] DATE = "\"effectiveDate\":\"".getBytes(StandardCharsets.US_ASCII);
    private static final int BEFORE_MINUTES = "2026-01-31T12:".length();

    private byte[] sought = MEMBER;
    private int matched;
    private int untilMinutes = -1;

    OneChangeEach(OutputStream out) {
        super(out);
    }

    @Override
    public void write(int b) throws IOException {
        out.write(passed((byte) b));
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        byte[] passed = new byte[length];
        for (int i = 0; i < length; i++) {
            passed[i] = passed(bytes[offset + i]);
        }
        out.write(passed, 0, length);
    }

    private byte passed(byte b) {
        if (untilMinutes >= 0 && untilMinutes-- == 0) {
            return b == '5' ? (byte) '0' : (byte) (b + 1);
        }
        // Both begin with a quote and have no second one before their name ends.
        matched = b == sought[matched] ? matched + 1 : b == sought[0] ? 1 : 0;
        if (matched == sought.length) {
            if (sought == DATE) {
                untilMinutes = BEFORE_MINUTES;
            }
            sought = sought == MEMBER ? DATE : MEMBER;
            matched = 0;
        }
        return b;
    }
}
