package io.memberport.privacy;

import io.memberport.model.Sha256;
import io.memberport.model.Text;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/**
 * Makes hashes with a key: HMAC (RFC 2104) over the digest that a run uses anyway. The JDK's own would take a tenth of a second to
 * start, and twice the time for a short text. Used by one thread.
 */
final class Hasher {

    private static final byte[] DIGITS = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    private final MessageDigest digest = Sha256.start();
    private final byte[] inner;
    private final byte[] outer;
    private final byte[] prefix;
    private byte[] scratch = new byte[256];

    Hasher(HashKey key) {
        this.inner = key.inner();
        this.outer = key.outer();
        this.prefix = (key.id() + ":").getBytes(StandardCharsets.US_ASCII);
    }

    /** The hash of a text, with the key's id before it. */
    Text hash(Text text) {
        if (text.length() > scratch.length) {
            scratch = new byte[2 * text.length()];
        }
        text.copyTo(scratch, 0);
        byte[] hash = HashKey.hmac(digest, inner, outer, scratch, text.length());
        byte[] digits = new byte[prefix.length + 2 * hash.length];
        System.arraycopy(prefix, 0, digits, 0, prefix.length);
        int at = prefix.length;
        for (byte each : hash) {
            digits[at++] = DIGITS[(each >> 4) & 0xf];
            digits[at++] = DIGITS[each & 0xf];
        }
        return Text.wrap(digits, 0, digits.length);
    }
}
