package io.memberport.testing.database;

import io.memberport.testing.process.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * As whom to run a server that refuses to be run by root.
 *
 * @param prefix what to put before a command; it becomes the command, so that the number of the process is the server's
 * @param givesFilesAway whether files must be given to {@link #NOBODY} for the server to have them
 */
record ServerUser(List<String> prefix, boolean givesFilesAway) {

    private static final int NOBODY = 65534;

    static final ServerUser SELF = new ServerUser(List.of(), false);

    /** In a name space of users where root has no name: it still owns its files, but is not root. */
    static final ServerUser NAMELESS = new ServerUser(List.of("unshare", "-U"), false);

    /** Containers often forbid name spaces, but not to become another user. */
    static final List<ServerUser> OTHERS = List.of(
            new ServerUser(List.of("setpriv", "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups"), true),
            new ServerUser(List.of("chroot", "--userspec=" + NOBODY + ":" + NOBODY, "--groups=", "/"), true));

    /**
     * The first that is possible here and not root.
     *
     * @param directory where to work, and what the user must be able to enter
     */
    static ServerUser find(Path directory) throws IOException {
        List<ServerUser> candidates = new ArrayList<>(List.of(SELF, NAMELESS));
        candidates.addAll(OTHERS);
        for (ServerUser user : candidates) {
            if (user.isPossible(directory)) {
                return user;
            }
        }
        throw new IOException("PostgreSQL does not run as root, and root cannot become another user here");
    }

    boolean isPossible(Path directory) {
        try {
            return !Tool.run(command("id", "-u"), directory).strip().equals("0");
        } catch (IOException notPossible) {
            return false;
        }
    }

    /** Whether the user may run a program where that is. */
    boolean canRun(Path program, Path directory) {
        try {
            Tool.run(command(program.toString(), "--version"), directory);
            return true;
        } catch (IOException notPossible) {
            return false;
        }
    }

    List<String> command(String... command) {
        return Stream.concat(prefix.stream(), Stream.of(command)).toList();
    }

    /** Makes the user the owner of a directory and of all that is in it. */
    void take(Path directory) throws IOException {
        if (givesFilesAway) {
            try (Stream<Path> all = Files.walk(directory)) {
                for (Path file : (Iterable<Path>) all::iterator) {
                    Files.setAttribute(file, "unix:uid", NOBODY, LinkOption.NOFOLLOW_LINKS);
                }
            }
        }
    }
}
