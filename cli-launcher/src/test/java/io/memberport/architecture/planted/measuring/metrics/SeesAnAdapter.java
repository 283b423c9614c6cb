package io.memberport.architecture.planted.measuring.metrics;

import io.memberport.architecture.planted.measuring.http.Client;

/** Measures and cannot do without a client. */
final class SeesAnAdapter {

    final Client client = new Client();
}
