package io.memberport.architecture.planted.bringing.http;

import io.memberport.architecture.planted.bringing.sink.csv.Target;

/** Brings bytes and knows where they go. */
final class SeesASink {

    final Target target = new Target();
}
