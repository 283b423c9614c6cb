package io.memberport.architecture.planted.sinks.sink.csv;

import io.memberport.architecture.planted.sinks.http.Elsewhere;

/** Planted: a sink sees more than core and what sinks share. */
final class SeesMoreThanASinkNeeds {

    Elsewhere elsewhere() {
        return new Elsewhere();
    }
}
