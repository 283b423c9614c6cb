package io.memberport.architecture.planted.profiling.profile;

import io.memberport.architecture.planted.profiling.http.Client;

/** Profiles and cannot do without a client. */
final class SeesAnAdapter {

    final Client client = new Client();
}
