package io.memberport.testing.store;

import io.memberport.testing.process.ServerOwner;

/** A program that starts a server and is killed. */
final class StoreOwner {

    private StoreOwner() {}

    public static void main(String[] arguments) {
        ServerOwner.awaitKill(ObjectStore.start().instance());
    }
}
