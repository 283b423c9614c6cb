package io.memberport.testkit.architecture.planted.statics;

/** Planted: a library keeps something that all runs share. */
final class Remembers {

    static int runs;

    private Remembers() {}
}
