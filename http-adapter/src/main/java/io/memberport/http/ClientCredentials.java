package io.memberport.http;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the API wants to see of a client.
 *
 * @param clientId OAuth 2 client id
 * @param clientSecret OAuth 2 client secret
 * @param apiKey the customer's API key, sent as {@code x-api-key}; null to send none
 */
public record ClientCredentials(
        String clientId, String clientSecret, @Nullable String apiKey) {

    public ClientCredentials {
        Objects.requireNonNull(clientId, "clientId");
        Objects.requireNonNull(clientSecret, "clientSecret");
    }

    /** Nothing of the content. */
    @Override
    public String toString() {
        return "ClientCredentials[***]";
    }
}
