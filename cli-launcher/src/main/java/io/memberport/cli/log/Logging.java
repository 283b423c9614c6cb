package io.memberport.cli.log;

import io.memberport.cli.terminal.Printable;
import java.io.PrintStream;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * What is logged, and where: to standard error, and about Memberport only. Libraries print nothing, at no level and by no
 * API: an HTTP client's wire log shows credentials, the SDK of an object store shows the session's token in what it signs,
 * and a database's driver quotes the messages of its server, which quote members' values.
 */
public final class Logging {

    private static final String OWN = "io.memberport";
    private static final String JAVA_PREFIX = "java.util.logging.";

    /** Packages of which something is shown; of others nothing is. */
    private static final Set<String> SHOWN = ConcurrentHashMap.newKeySet();

    private static volatile Output output = new Output(0, LogFormat.TEXT, System.err);

    private Logging() {}

    /** Where log lines go, and which. */
    private record Output(int verbosity, LogFormat format, PrintStream err) {

        Level lowest() {
            return switch (verbosity) {
                case 0 -> Level.WARN;
                case 1 -> Level.DEBUG;
                default -> Level.TRACE;
            };
        }

        void print(Level level, String logger, String message, @Nullable Throwable thrown) {
            switch (format) {
                case JSON -> {
                    JsonLine line = JsonLine.log(level, logger, message);
                    (thrown == null ? line : line.with(thrown)).print(err);
                }
                case TEXT -> {
                    err.println(beginning(level, logger) + message);
                    if (thrown != null) {
                        StackTraces.of(thrown).forEach(line -> err.println(RunContext.label() + line));
                    }
                }
            }
        }

        /** Warnings are the only level if nothing else is asked for, and read like everything else that the program says. */
        private String beginning(Level level, String logger) {
            return verbosity == 0
                    ? TextMessages.prefix()
                    : "[" + level + "] " + RunContext.label() + logger.substring(logger.lastIndexOf('.') + 1) + " - ";
        }
    }

    /**
     * Sets up what is logged. Must be called before the first logger of {@code java.util.logging} is made, because that
     * reads its properties once. Properties that the user set are removed first.
     *
     * @param verbosity number of {@code -v} given
     * @param err where it goes
     */
    public static void configure(int verbosity, LogFormat format, PrintStream err) {
        System.getProperties().stringPropertyNames().stream()
                .filter(name -> name.startsWith(JAVA_PREFIX))
                .forEach(System::clearProperty);
        SHOWN.clear();
        SHOWN.add(OWN);
        SHOWN.add(ofSystem(OWN));
        output = new Output(verbosity, format, err);
        System.setProperty(JAVA_PREFIX + "config.class", SilentJavaLogging.class.getName());
        // The MariaDB driver prints to the console itself where it does not see SLF4J, in a plugin for example.
        System.setProperty("mariadb.logging.disable", "true");
    }

    /**
     * Logs a plugin as Memberport itself is logged. Plugins share the JDK with the launcher and no library, so it is
     * {@link System.Logger} that they have. Must be called before anything in the plugin is run.
     *
     * <p>Only what is named after the package of its provider: the libraries that a plugin brings along could print more
     * than users may see.
     *
     * @param providerClass the name of the provider's class
     */
    public static void follow(String providerClass) {
        // Now, while the thread sees the launcher's resources: a plugin may bring a backend of its own along.
        LoggerFactory.getILoggerFactory();
        int dot = providerClass.lastIndexOf('.');
        if (dot > 0) {
            SHOWN.add(ofSystem(providerClass.substring(0, dot)));
        }
    }

    /** The form of what is logged. */
    public static LogFormat format() {
        return output.format();
    }

    /** The messages of this process, for those who have no command. */
    public static Messages messages() {
        Output now = output;
        return Messages.of(now.format(), now.err());
    }

    /**
     * What a {@link System.Logger} is called among the other loggers: apart from them, or a plugin in a package {@code org}
     * would turn on half of the libraries here.
     */
    static String ofSystem(String name) {
        return "system." + name;
    }

    static boolean isShown(String logger, Level level) {
        return level.toInt() >= output.lowest().toInt()
                && SHOWN.stream().anyMatch(name -> logger.equals(name) || logger.startsWith(name + "."));
    }

    static void print(Level level, String logger, @Nullable String message, @Nullable Throwable thrown) {
        output.print(level, logger, Printable.text(String.valueOf(message)), thrown);
    }
}
