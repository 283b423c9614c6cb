package io.memberport.architecture.planted.exiting.http;

/** Planted: a library ends the process. */
final class Exits {

    void exit() {
        System.exit(1);
    }
}
