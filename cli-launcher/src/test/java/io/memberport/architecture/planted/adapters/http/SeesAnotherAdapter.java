package io.memberport.architecture.planted.adapters.http;

import io.memberport.architecture.planted.adapters.sink.csv.Neighbour;

/** Planted: an adapter sees another one. */
final class SeesAnotherAdapter {

    Neighbour neighbour() {
        return new Neighbour();
    }
}
