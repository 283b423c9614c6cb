package io.memberport.http;

import java.io.IOException;

/** The proxy did not make a way to the host. */
final class ProxyRefusedException extends IOException {

    private static final long serialVersionUID = 1L;

    private final int status;
    private final boolean isGiven;
    private final boolean isBasicOffered;

    /**
     * For what a proxy has answered.
     *
     * @param isGiven whether it had credentials
     * @param isBasicOffered whether it asks for credentials in the way that is supported
     */
    ProxyRefusedException(int status, boolean isGiven, boolean isBasicOffered) {
        super("the proxy answered with status " + status);
        this.status = status;
        this.isGiven = isGiven;
        this.isBasicOffered = isBasicOffered;
    }

    /** What to do about the credentials, as sentences. */
    String login() {
        if (!isBasicOffered) {
            return "It asks for a way to log in that is not supported: only Basic is supported, neither Digest nor NTLM."
                    + " Have Basic turned on there, or name another proxy.";
        }
        return isGiven
                ? "It does not take the user and password that its address has. Correct them; they must be percent-encoded."
                : "Give its user and password in its address, http://USER:PASSWORD@HOST:PORT, percent-encoded.";
    }

    boolean asksForCredentials() {
        return status == 407;
    }

    /** Whether a later attempt may fare better. */
    boolean isPassing() {
        return status == 429 || status >= 500;
    }
}
