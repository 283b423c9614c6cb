package io.memberport.privacy;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The key of a {@linkplain PrivacyAction#HASH hash}. A value becomes {@code ID:HASH}: eight hexadecimal digits that tell keys
 * apart and follow from the key, and the HMAC-SHA-256 (RFC 2104) of its UTF-8 as 64 more. Both are in lower case. So the same value has
 * the same hash wherever it stands, in whichever export, as long as the key is the same, and a program that has the key can
 * make it, too.
 *
 * <p>Immutable. {@link #toString()} tells the id, never the key.
 */
public final class HashKey {

    /** As long as the hash, below which RFC 2104 advises against a key. */
    public static final int SHORTEST_BYTES = 32;

    private static final String ALGORITHM = "HmacSHA256";
    private static final int ID_BYTES = 4;

    /** The id is the beginning of what the key makes of this, so it says no more of the key than any hash. */
    private static final byte[] NAME_OF_KEY = "memberport key".getBytes(StandardCharsets.UTF_8);

    private final SecretKeySpec key;
    private final String id;

    private HashKey(byte[] secret) {
        this.key = new SecretKeySpec(secret, ALGORITHM);
        this.id = HexFormat.of().formatHex(mac().doFinal(NAME_OF_KEY), 0, ID_BYTES);
    }

    /**
     * A key whose bytes are the UTF-8 of a text, as it comes from a file of secrets.
     *
     * @throws IllegalArgumentException if it is shorter than {@link #SHORTEST_BYTES}
     */
    public static HashKey of(String secret) {
        byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
        if (bytes.length < SHORTEST_BYTES) {
            throw new IllegalArgumentException(
                    "a key of fewer than " + SHORTEST_BYTES + " bytes can be found out by trying");
        }
        return new HashKey(bytes);
    }

    /** What stands before each hash that this key makes. */
    public String id() {
        return id;
    }

    /** A function for one thread. */
    Hasher hasher() {
        return new Hasher(this);
    }

    Mac mac() {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return mac;
        } catch (GeneralSecurityException everyPlatformHasIt) {
            throw new IllegalStateException(ALGORITHM + " is not there", everyPlatformHasIt);
        }
    }

    @Override
    public String toString() {
        return "HashKey[" + id + "]";
    }
}
