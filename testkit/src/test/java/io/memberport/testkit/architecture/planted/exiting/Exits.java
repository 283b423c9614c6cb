package io.memberport.testkit.architecture.planted.exiting;

/** Planted: a library ends the process. */
final class Exits {

    void exit() {
        System.exit(1);
    }
}
