package io.memberport.testkit.architecture.planted.cycles.one;

import io.memberport.testkit.architecture.planted.cycles.two.Two;

/** Planted: one half of a cycle. */
public final class One {

    Two two() {
        return new Two();
    }
}
