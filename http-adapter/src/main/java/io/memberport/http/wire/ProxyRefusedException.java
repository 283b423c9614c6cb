package io.memberport.http.wire;

import io.memberport.port.network.ProxyRefusal;
import java.io.IOException;

/** The proxy did not make a way to the host. */
final class ProxyRefusedException extends IOException {

    private static final long serialVersionUID = 1L;

    private final transient ProxyRefusal refusal;

    ProxyRefusedException(ProxyRefusal refusal) {
        super("the proxy answered with status " + refusal.status());
        this.refusal = refusal;
    }

    ProxyRefusal refusal() {
        return refusal;
    }
}
