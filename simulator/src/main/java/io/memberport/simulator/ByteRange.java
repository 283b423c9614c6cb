package io.memberport.simulator;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The part of a file that is asked for.
 *
 * @param first the first byte, from 0
 * @param last the last byte, inclusive; less than {@code first} if the file has nothing there
 */
record ByteRange(long first, long last) {

    private static final Pattern SINGLE = Pattern.compile("bytes=(\\d{0,18})-(\\d{0,18})");

    /** Whether the file has at least one byte of it. */
    boolean isSatisfiable() {
        return first <= last;
    }

    long lengthBytes() {
        return last - first + 1;
    }

    /**
     * Reads a {@code Range} header; what is no single range of bytes is ignored, as RFC 9110 allows and object stores do.
     */
    static Optional<ByteRange> parse(String header, long sizeBytes) {
        Matcher matcher = SINGLE.matcher(header.trim());
        if (!matcher.matches()
                || (matcher.group(1).isEmpty() && matcher.group(2).isEmpty())) {
            return Optional.empty();
        }
        if (matcher.group(1).isEmpty()) {
            long suffix = Math.min(Long.parseLong(matcher.group(2)), sizeBytes);
            return Optional.of(new ByteRange(sizeBytes - suffix, sizeBytes - 1));
        }
        long first = Long.parseLong(matcher.group(1));
        long last = matcher.group(2).isEmpty() ? sizeBytes - 1 : Long.parseLong(matcher.group(2));
        if (!matcher.group(2).isEmpty() && last < first) {
            return Optional.empty();
        }
        return Optional.of(new ByteRange(first, Math.min(last, sizeBytes - 1)));
    }
}
