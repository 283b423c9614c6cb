package io.memberport.testing.database;

import io.memberport.testing.process.ServerOwner;

/** A program that starts a server and is killed. */
final class DatabaseOwner {

    private DatabaseOwner() {}

    public static void main(String[] arguments) {
        DatabaseServer server = arguments[0].equals("postgres") ? PostgresServer.start() : MariaDbServer.start();
        ServerOwner.awaitKill(server.instance());
    }
}
