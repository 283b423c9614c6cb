package io.memberport.http.api;

import java.util.Map;

/**
 * What the API gets to see of the client's credentials.
 *
 * @param onTokenCall sent with a request for a token
 * @param onEveryCall sent with every call that the token is for
 */
public record ClientHeaders(Map<String, String> onTokenCall, Map<String, String> onEveryCall) {

    public ClientHeaders {
        onTokenCall = Map.copyOf(onTokenCall);
        onEveryCall = Map.copyOf(onEveryCall);
    }

    /** Nothing of the content. */
    @Override
    public String toString() {
        return "ClientHeaders[***]";
    }
}
