package io.memberport.http.wire;

import java.net.UnknownHostException;

/** A link of a public API leads into a private network. Its message names the host, which the link itself is not. */
final class PrivateAddressException extends UnknownHostException {

    private static final long serialVersionUID = 1L;

    PrivateAddressException(String host) {
        super("the host " + host + " is in a private network, where a link of a public API must not lead");
    }
}
