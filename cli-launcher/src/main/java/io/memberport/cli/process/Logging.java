package io.memberport.cli.process;

import java.util.Set;
import org.slf4j.LoggerFactory;

/**
 * What is logged, and where: to standard error, and about Memberport only. Libraries print nothing, at no level and by no
 * API: an HTTP client's wire log shows credentials, the SDK of an object store shows the session's token in what it signs,
 * and a database's driver quotes the messages of its server, which quote members' values.
 */
public final class Logging {

    private static final String PREFIX = "org.slf4j.simpleLogger.";
    private static final String JAVA_PREFIX = "java.util.logging.";

    /** What a warning begins with if nothing but warnings is logged. */
    static final String PROGRAM = "memberport:";

    private Logging() {}

    /**
     * Sets the level. Must be called before the first logger is made, because SLF4J's simple backend and {@code
     * java.util.logging} read their properties once. Properties that the user set are removed first.
     *
     * @param verbosity number of {@code -v} given
     */
    public static void configure(int verbosity) {
        Set<String> preset = System.getProperties().stringPropertyNames();
        preset.stream()
                .filter(name -> name.startsWith(PREFIX) || name.startsWith(JAVA_PREFIX))
                .forEach(System::clearProperty);
        System.setProperty(PREFIX + "logFile", "System.err");
        System.setProperty(PREFIX + "defaultLogLevel", "off");
        System.setProperty(PREFIX + "log.io.memberport", level(verbosity));
        System.setProperty(PREFIX + "log." + ofSystem("io.memberport"), level(verbosity));
        System.setProperty(PREFIX + "showThreadName", "false");
        boolean isDetailed = verbosity > 0;
        System.setProperty(PREFIX + "showLogName", "false");
        System.setProperty(PREFIX + "showShortLogName", Boolean.toString(isDetailed));
        System.setProperty(PREFIX + "levelInBrackets", Boolean.toString(isDetailed));
        if (!isDetailed) {
            // Warnings are the only level then, and read like everything else that the program says.
            System.setProperty(PREFIX + "warnLevelString", PROGRAM);
        }
        System.setProperty(JAVA_PREFIX + "config.class", SilentJavaLogging.class.getName());
        // The MariaDB driver prints to the console itself where it does not see SLF4J, in a plugin for example.
        System.setProperty("mariadb.logging.disable", "true");
    }

    /** Puts the label of its job before each line, from now on. */
    public static void labelJobs() {
        if (!(System.err instanceof LabelledLog)) {
            System.setErr(new LabelledLog(System.err));
        }
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
        // Now, while the thread sees the launcher's resources: a plugin may bring a simplelogger.properties along, and
        // what that turns on nothing here could turn off.
        LoggerFactory.getILoggerFactory();
        int dot = providerClass.lastIndexOf('.');
        if (dot > 0) {
            System.setProperty(
                    PREFIX + "log." + ofSystem(providerClass.substring(0, dot)),
                    System.getProperty(PREFIX + "log.io.memberport", level(0)));
        }
    }

    /**
     * What a {@link System.Logger} is called among the other loggers: apart from them, or a plugin in a package {@code org}
     * would turn on half of the libraries here.
     */
    static String ofSystem(String name) {
        return "system." + name;
    }

    private static String level(int verbosity) {
        return switch (verbosity) {
            case 0 -> "warn";
            case 1 -> "debug";
            default -> "trace";
        };
    }
}
