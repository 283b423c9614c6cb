package io.memberport.architecture.planted.encoding.encoding;

import io.memberport.architecture.planted.encoding.sink.csv.Upstairs;

/** Planted: what the sinks share sees one of them. */
final class SeesASink {

    Upstairs upstairs() {
        return new Upstairs();
    }
}
