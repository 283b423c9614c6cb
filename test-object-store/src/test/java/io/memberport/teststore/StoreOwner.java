package io.memberport.teststore;

import io.memberport.testservers.ServerOwner;

/** A program that starts a server and is killed. */
final class StoreOwner {

    private StoreOwner() {}

    public static void main(String[] arguments) {
        ServerOwner.awaitKill(ObjectStore.start().instance());
    }
}
