package io.memberport.architecture.planted.cycles.two;

import io.memberport.architecture.planted.cycles.one.One;

/** Planted: the other half of a cycle. */
public final class Two {

    One one() {
        return new One();
    }
}
