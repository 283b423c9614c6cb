package io.memberport.testdatabases;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** What differs from one kind of server to the next, for one server whose data are there. */
interface ServerProgram {

    /**
     * The command line of a server that stays in the foreground.
     *
     * @param port where to listen, on the loopback interface only
     * @param options as the user writes them
     */
    List<String> command(int port, List<String> options);

    /** What its log says when it accepts connections. */
    String readySign();

    /** Ends the process as fast as possible. The data will be deleted, but nothing may be left outside its directory. */
    void end(ServerProcess process) throws IOException;

    /** Removes what a killed process has left outside its directory. */
    void clearAfterKill() throws IOException;

    /** Makes the data of a new server. */
    @FunctionalInterface
    interface Setup {

        /**
         * Makes a server with {@link DatabaseServer#USER} as its only user.
         *
         * @param directory the server's own, empty
         */
        ServerProgram in(Path directory, String password) throws IOException;
    }
}
