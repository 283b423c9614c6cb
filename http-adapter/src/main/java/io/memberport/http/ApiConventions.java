package io.memberport.http;

import java.time.Duration;
import java.util.Objects;

/**
 * What the vendor has not published and Memberport therefore assumes, and what can be changed if an assumption is
 * wrong.
 *
 * @param apiKeyOnEveryCall whether {@code x-api-key}, if there is one, is sent with every call to the API and not only
 *     with the call for a token; assumed: yes
 * @param sinceField field of the create call's JSON that carries the instant an incremental export starts from;
 *     assumed: {@code sinceDatetime}, left out for a full export
 * @param unstatedTokenLifetime how long to use an access token whose answer does not say how long it is valid; assumed:
 *     5 minutes
 */
public record ApiConventions(boolean apiKeyOnEveryCall, String sinceField, Duration unstatedTokenLifetime) {

    /** The assumptions as they are described above. */
    public static final ApiConventions ASSUMED = new ApiConventions(true, "sinceDatetime", Duration.ofMinutes(5));

    public ApiConventions {
        Objects.requireNonNull(sinceField, "sinceField");
        if (unstatedTokenLifetime.isNegative() || unstatedTokenLifetime.isZero()) {
            throw new IllegalArgumentException("the lifetime of a token is positive");
        }
    }

    public ApiConventions withApiKeyOnEveryCall(boolean newApiKeyOnEveryCall) {
        return new ApiConventions(newApiKeyOnEveryCall, sinceField, unstatedTokenLifetime);
    }
}
