package io.memberport.cli.process;

import io.memberport.cli.file.DriverLibraries;
import io.memberport.cli.terminal.Terminal;
import io.memberport.port.Delays;
import io.memberport.port.MemberSinkProvider;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a run sees of the process that it runs in; a test gives it another one.
 *
 * @param environment the environment variables
 * @param out where results go, and nothing else
 * @param err where everything else goes
 * @param isOutTerminal whether a person looks at {@code out}
 * @param isErrTerminal whether a person looks at {@code err}
 * @param workingDirectory what relative paths start from
 * @param delays the clock, and waiting on it
 * @param interruption how the run hears that it is to end
 * @param sinks finds the sinks that are built in; asked only by commands that need them
 * @param stateHome where programs of this user keep what outlives a run; null if there is no such directory
 * @param home the directory of the distribution; null if this is not one
 */
public record ProcessEnvironment(
        Map<String, String> environment,
        PrintStream out,
        PrintStream err,
        boolean isOutTerminal,
        boolean isErrTerminal,
        Path workingDirectory,
        Delays delays,
        Interruption interruption,
        Supplier<List<MemberSinkProvider>> sinks,
        @Nullable Path stateHome,
        @Nullable Path home) {

    /** Set by the start script. */
    private static final String HOME_PROPERTY = "memberport.home";

    public ProcessEnvironment {
        environment = Map.copyOf(environment);
    }

    /**
     * This process.
     *
     * @param libraries made ready before sinks are asked for
     */
    public static ProcessEnvironment ofProcess(Interruption interruption, DriverLibraries libraries) {
        // UTF-8 whatever the locale: results are read by programs, and JSON is UTF-8 by definition.
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), false, StandardCharsets.UTF_8);
        PrintStream err = new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
        String home = System.getProperty(HOME_PROPERTY, "");
        return new ProcessEnvironment(
                System.getenv(),
                out,
                err,
                Terminal.isTerminal(Terminal.STANDARD_OUTPUT),
                Terminal.isTerminal(Terminal.STANDARD_ERROR),
                Path.of("").toAbsolutePath(),
                Delays.REAL,
                interruption,
                () -> {
                    libraries.prepare();
                    return builtInSinks();
                },
                StateHome.in(System.getenv(), System.getProperty("user.home")),
                home.isEmpty() ? null : Path.of(home));
    }

    public static List<MemberSinkProvider> builtInSinks() {
        return ServiceLoader.load(MemberSinkProvider.class).stream()
                .map(ServiceLoader.Provider::get)
                .toList();
    }

    /** Whether colours are unwanted. */
    public boolean isColourless() {
        return !isOutTerminal || !environment.getOrDefault("NO_COLOR", "").isEmpty() || isDumb();
    }

    /** Nothing of it: the environment has secrets. */
    @Override
    public String toString() {
        return "ProcessEnvironment[" + workingDirectory + "]";
    }

    /** Whether the terminal cannot draw over a line. */
    public boolean isDumb() {
        return "dumb".equals(environment.get("TERM"));
    }
}
