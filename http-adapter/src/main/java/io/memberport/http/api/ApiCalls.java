package io.memberport.http.api;

import io.memberport.http.api.TokenSource.Token;
import io.memberport.http.wire.ApiRequest;
import io.memberport.http.wire.ApiResponse;
import io.memberport.http.wire.Link;
import io.memberport.http.wire.Origin;
import io.memberport.http.wire.RetryingClient;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Sends calls with credentials where they belong, at the API's own origin, and without any everywhere else. */
public final class ApiCalls {

    private final Origin api;
    private final RetryingClient attempts;
    private final TokenSource tokens;
    private final @Nullable String apiKey;

    /**
     * Sends calls.
     *
     * @param apiKey goes on every call to the API; null to send none
     */
    public ApiCalls(Origin api, RetryingClient attempts, TokenSource tokens, @Nullable String apiKey) {
        this.api = api;
        this.attempts = attempts;
        this.tokens = tokens;
        this.apiKey = apiKey;
    }

    public boolean isOwn(Link link) {
        return link.origin().equals(api);
    }

    /**
     * Sends a call. A token that the API refuses is renewed once; a refusal comes before anything is done, so even a call
     * that must not be repeated may then be sent again.
     */
    public ApiResponse send(ApiRequest call) {
        if (!isOwn(call.link())) {
            return attempts.send(call, Map.of());
        }
        Token token = tokens.current(call);
        ApiResponse answer = attempts.send(call, headersWith(token));
        if (answer.status() != 401) {
            return answer;
        }
        return attempts.send(call, headersWith(tokens.insteadOf(token, call)));
    }

    private Map<String, String> headersWith(Token token) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Authorization", "Bearer " + token.value());
        if (apiKey != null) {
            headers.put("x-api-key", apiKey);
        }
        return headers;
    }
}
