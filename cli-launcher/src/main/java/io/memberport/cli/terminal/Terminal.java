package io.memberport.cli.terminal;

import io.memberport.error.FileType;
import java.io.Console;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whether a stream of this process is shown to a person. Java itself cannot tell: {@link System#console()} speaks of
 * standard input and output together, and from Java 22 on it is there even when both are redirected.
 */
public final class Terminal {

    public static final int STANDARD_OUTPUT = 1;
    public static final int STANDARD_ERROR = 2;

    private Terminal() {}

    /**
     * Asks, in this order: the start script, which has tested the stream ({@code memberport.terminal.1=true}); the link
     * Linux has for every open file; the console.
     */
    public static boolean isTerminal(int descriptor) {
        String told = System.getProperty("memberport.terminal." + descriptor);
        if (told != null) {
            return Boolean.parseBoolean(told);
        }
        return deviceOf(descriptor)
                .map(Terminal::isNameOfTerminal)
                .orElseGet(() -> isConsoleTerminal(System.console()));
    }

    /** Whether a stream goes to a pipe or a socket, as far as the operating system has a name for every open file. */
    public static boolean isPipe(int descriptor) {
        try {
            FileType type = FileType.of(Path.of("/dev/fd/" + descriptor));
            return type == FileType.PIPE || type == FileType.SOCKET;
        } catch (IOException unreadable) {
            return false;
        }
    }

    private static boolean isNameOfTerminal(String device) {
        return device.startsWith("/dev/pts/") || device.startsWith("/dev/tty") || device.equals("/dev/console");
    }

    /** Empty if the operating system does not tell; a name that leads nowhere if the process may not know. */
    private static Optional<String> deviceOf(int descriptor) {
        Path link = Path.of("/proc/self/fd/" + descriptor);
        try {
            return Files.isSymbolicLink(link)
                    ? Optional.of(Files.readSymbolicLink(link).toString())
                    : Optional.empty();
        } catch (IOException | SecurityException unreadable) {
            return Optional.of("");
        }
    }

    private static boolean isConsoleTerminal(@Nullable Console console) {
        if (console == null) {
            return false;
        }
        try {
            return (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (ReflectiveOperationException beforeJava22) {
            return true;
        }
    }
}
