package io.memberport.privacy;

import io.memberport.model.Sha256;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * The key of a {@linkplain io.memberport.model.PrivacyAction#HASH hash}. A value becomes {@code ID:HASH}: eight hexadecimal
 * digits that tell keys apart and follow from the key, and the HMAC-SHA-256 (RFC 2104) of its UTF-8 as 64 more. Both are in lower case. So the same value has
 * the same hash wherever it stands, in whichever export, as long as the key is the same, and a program that has the key can
 * make it, too.
 *
 * <p>Immutable. {@link #toString()} tells the id, never the key.
 */
public final class HashKey {

    /** As long as the hash, below which RFC 2104 advises against a key. */
    public static final int SHORTEST_BYTES = 32;

    /** Of SHA-256; a longer key is replaced by its digest. */
    private static final int BLOCK_BYTES = 64;

    private static final byte INNER = 0x36;
    private static final byte OUTER = 0x5c;
    private static final int ID_BYTES = 4;

    /** The id is the beginning of what the key makes of this, so it says no more of the key than any hash. */
    private static final byte[] NAME_OF_KEY = "memberport key".getBytes(StandardCharsets.UTF_8);

    private final byte[] block;
    private final String id;

    private HashKey(byte[] secret) {
        MessageDigest digest = Sha256.start();
        this.block = Arrays.copyOf(secret.length > BLOCK_BYTES ? digest.digest(secret) : secret, BLOCK_BYTES);
        byte[] hash = hmac(digest, inner(), outer(), NAME_OF_KEY, NAME_OF_KEY.length);
        this.id = HexFormat.of().formatHex(hash, 0, ID_BYTES);
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

    byte[] inner() {
        return padded(INNER);
    }

    byte[] outer() {
        return padded(OUTER);
    }

    private byte[] padded(byte pad) {
        byte[] padded = block.clone();
        for (int i = 0; i < padded.length; i++) {
            padded[i] ^= pad;
        }
        return padded;
    }

    /** RFC 2104, section 2. */
    static byte[] hmac(MessageDigest digest, byte[] inner, byte[] outer, byte[] message, int length) {
        digest.update(inner);
        digest.update(message, 0, length);
        byte[] hash = digest.digest();
        digest.update(outer);
        return digest.digest(hash);
    }

    @Override
    public String toString() {
        return "HashKey[" + id + "]";
    }
}
