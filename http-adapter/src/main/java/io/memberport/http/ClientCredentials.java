package io.memberport.http;

import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The credentials of a client of the API.
 *
 * @param clientId OAuth 2 client id
 * @param clientSecret OAuth 2 client secret
 * @param apiKey the customer's API key, sent as {@code x-api-key}; null to send none
 */
public record ClientCredentials(
        String clientId, String clientSecret, @Nullable String apiKey) {

    /**
     * Checks what can be checked without the API.
     *
     * @throws MemberportException of kind {@link FailureKind#CONFIGURATION} if one is blank or contains a line break or
     *     another control character, or the client id a colon, which HTTP Basic cannot carry
     */
    public ClientCredentials {
        Objects.requireNonNull(clientId, "clientId");
        Objects.requireNonNull(clientSecret, "clientSecret");
        requireUsable("client id", clientId);
        requireUsable("client secret", clientSecret);
        if (clientId.indexOf(':') >= 0) {
            throw new MemberportException(FailureKind.CONFIGURATION, "The client id contains a colon.");
        }
        if (apiKey != null) {
            requireUsable("API key", apiKey);
            if (!apiKey.chars().allMatch(c -> c > 0x20 && c < 0x7f)) {
                throw new MemberportException(
                        FailureKind.CONFIGURATION, "The API key contains a character that no HTTP header may carry.");
            }
        }
    }

    private static void requireUsable(String name, String value) {
        if (value.isBlank()) {
            throw new MemberportException(FailureKind.CONFIGURATION, "The " + name + " is empty.");
        }
        if (value.chars().anyMatch(Character::isISOControl)) {
            throw new MemberportException(
                    FailureKind.CONFIGURATION, "The " + name + " contains a line break or another control character.");
        }
    }

    /** The user-id and password of HTTP Basic, encoded. */
    String basic() {
        String pair = clientId + ":" + clientSecret;
        return Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }

    /** All that must not be shown. */
    List<String> secrets() {
        return Stream.of(clientId, clientSecret, apiKey, basic())
                .filter(Objects::nonNull)
                .toList();
    }

    /** Nothing of the content. */
    @Override
    public String toString() {
        return "ClientCredentials[***]";
    }
}
