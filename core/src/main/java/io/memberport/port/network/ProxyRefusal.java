package io.memberport.port.network;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The answer of a proxy that refuses to make a connection, and what to do about it. One rule for the API, the links to
 * files and the targets.
 *
 * @param status of the answer
 * @param hasCredentials whether the proxy was given a user
 * @param offersBasic whether the proxy asks for credentials in the one way that is supported (RFC 7617)
 */
public record ProxyRefusal(int status, boolean hasCredentials, boolean offersBasic) {

    private static final int AUTHENTICATION_REQUIRED = 407;
    private static final int TOO_MANY_REQUESTS = 429;

    /**
     * For an answer.
     *
     * @param proxy null if it is not known
     * @param challenges the values of {@code Proxy-Authenticate}
     */
    public static ProxyRefusal of(int status, @Nullable NetworkProxy proxy, List<String> challenges) {
        boolean offersBasic = challenges.isEmpty()
                || challenges.stream()
                        .anyMatch(
                                challenge -> challenge.toLowerCase(Locale.ROOT).contains("basic"));
        return new ProxyRefusal(status, proxy != null && proxy.authorization().isPresent(), offersBasic);
    }

    /** Whether a later attempt can succeed. */
    public boolean isPassing() {
        return status == TOO_MANY_REQUESTS || status >= 500;
    }

    /** What to do about a refusal that is not {@linkplain #isPassing passing}, in sentences. */
    public String advice() {
        if (status != AUTHENTICATION_REQUIRED) {
            return "Allow this host in the proxy, or name the host in NO_PROXY if it is reached without a proxy.";
        }
        if (!offersBasic) {
            return "It asks for an authentication method that is not supported: only Basic is supported, neither "
                    + "Digest nor NTLM. Turn on Basic in the proxy, or name another proxy.";
        }
        String login = hasCredentials
                ? "It does not accept the user and password that its address has. Correct them; they must be percent-encoded."
                : "Give its user and password in its address, http://USER:PASSWORD@HOST:PORT, percent-encoded.";
        return login + " For authentication, only Basic is supported, neither Digest nor NTLM.";
    }
}
