package io.memberport.testkit.architecture.planted.cycles.two;

import io.memberport.testkit.architecture.planted.cycles.one.One;

/** Planted: the other half of a cycle. */
public final class Two {

    One one() {
        return new One();
    }
}
