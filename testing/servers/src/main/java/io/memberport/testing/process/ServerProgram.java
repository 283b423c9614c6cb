package io.memberport.testing.process;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** What differs from one kind of server to the next, for one server whose data are there. */
public interface ServerProgram {

    /**
     * The command line of a server that stays in the foreground.
     *
     * @param port where to listen, on the loopback interface only
     * @param options as the user writes them
     */
    List<String> command(int port, List<String> options);

    /** What its log says when it accepts connections. */
    String readySign();

    /** What its log says if it does not start because another process listens on the port. */
    default String portTakenSign() {
        return "Address already in use";
    }

    /**
     * The signal, such as QUIT, at which it ends as fast as possible. The data will be deleted, but nothing may be left
     * outside its directory. KILL, which nothing can be done about, is for those that have nothing there.
     */
    default String endSignal() {
        return "KILL";
    }

    /** Removes what a killed process has left outside its directory. */
    default void clearAfterKill() throws IOException {}

    /** Makes the data of a new server. */
    @FunctionalInterface
    interface Setup {

        /**
         * Makes a server of one user, who needs the password.
         *
         * @param directory the server's own, empty
         * @param password of letters, digits and hyphens
         */
        ServerProgram in(Path directory, String password) throws IOException;
    }
}
