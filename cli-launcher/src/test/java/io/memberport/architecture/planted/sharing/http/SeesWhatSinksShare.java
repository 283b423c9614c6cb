package io.memberport.architecture.planted.sharing.http;

import io.memberport.architecture.planted.sharing.encoding.Shared;

/** Planted: an adapter that is no sink sees what sinks share. */
final class SeesWhatSinksShare {

    Shared shared() {
        return new Shared();
    }
}
