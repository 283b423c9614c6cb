package io.memberport.http.api;

import io.memberport.http.api.TokenSource.Token;
import io.memberport.http.wire.ApiRequest;
import io.memberport.http.wire.ApiResponse;
import io.memberport.http.wire.Link;
import io.memberport.http.wire.Origin;
import io.memberport.http.wire.RetryingClient;
import java.util.Map;

/** Sends calls with credentials where they belong, at the API's own origin, and without any everywhere else. */
public final class ApiCalls {

    private final Origin api;
    private final RetryingClient attempts;
    private final TokenSource tokens;

    public ApiCalls(Origin api, RetryingClient attempts, TokenSource tokens) {
        this.api = api;
        this.attempts = attempts;
        this.tokens = tokens;
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
        ApiResponse answer = attempts.send(call, token.headers());
        if (answer.status() != 401) {
            return answer;
        }
        return attempts.send(call, tokens.insteadOf(token, call).headers());
    }
}
