package io.memberport.architecture.planted.printing.http;

/** Planted: a library prints. */
final class Prints {

    void print() {
        System.out.println();
    }
}
