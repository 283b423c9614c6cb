package io.memberport.testkit.architecture.planted.printing;

/** Planted: a library prints. */
final class Prints {

    void print() {
        System.out.println();
    }
}
