package io.memberport.architecture.planted.simulator.simulator;

import io.memberport.architecture.planted.simulator.model.Shared;

/** Planted: the simulator sees code of the product. */
final class SeesWhatItTests {

    Shared shared() {
        return new Shared();
    }
}
