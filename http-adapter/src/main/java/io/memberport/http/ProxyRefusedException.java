package io.memberport.http;

import java.io.IOException;

/** The proxy did not make a way to the host. */
final class ProxyRefusedException extends IOException {

    private static final long serialVersionUID = 1L;

    private final int status;

    ProxyRefusedException(int status) {
        super("the proxy answered with status " + status);
        this.status = status;
    }

    boolean asksForCredentials() {
        return status == 407;
    }

    /** Whether a later attempt may fare better. */
    boolean isPassing() {
        return status == 429 || status >= 500;
    }
}
