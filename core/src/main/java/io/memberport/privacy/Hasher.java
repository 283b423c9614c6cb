package io.memberport.privacy;

import io.memberport.model.Text;
import java.nio.charset.StandardCharsets;
import javax.crypto.Mac;

/** Makes hashes with a key. Used by one thread. */
final class Hasher {

    private static final byte[] DIGITS = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    private final Mac mac;
    private final byte[] prefix;
    private byte[] scratch = new byte[256];

    Hasher(HashKey key) {
        this.mac = key.mac();
        this.prefix = (key.id() + ":").getBytes(StandardCharsets.US_ASCII);
    }

    /** The hash of a text, with the key's id before it. */
    Text hash(Text text) {
        if (text.length() > scratch.length) {
            scratch = new byte[2 * text.length()];
        }
        text.copyTo(scratch, 0);
        mac.update(scratch, 0, text.length());
        byte[] hash = mac.doFinal();
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
