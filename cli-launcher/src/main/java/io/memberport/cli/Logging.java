package io.memberport.cli;

import java.util.List;
import java.util.Properties;

/** What is logged, and where: to standard error, and about Memberport only. */
final class Logging {

    private static final String PREFIX = "org.slf4j.simpleLogger.";

    private Logging() {}

    /**
     * Sets the level. Must be called before the first logger is made, because SLF4J's simple backend reads its
     * properties once.
     *
     * <p>Properties that the user set are removed first: the HTTP client's wire log prints credentials and personal
     * data, so no setting may turn it on.
     *
     * @param verbosity number of {@code -v} given
     */
    static void configure(int verbosity) {
        Properties properties = System.getProperties();
        List<String> preset = properties.stringPropertyNames().stream()
                .filter(name -> name.startsWith(PREFIX))
                .toList();
        preset.forEach(properties::remove);
        System.setProperty(PREFIX + "logFile", "System.err");
        System.setProperty(PREFIX + "defaultLogLevel", "error");
        System.setProperty(PREFIX + "log.org.apache.hc", "off");
        System.setProperty(PREFIX + "log.io.memberport", level(verbosity));
        System.setProperty(PREFIX + "showThreadName", "false");
        System.setProperty(PREFIX + "showShortLogName", "true");
        System.setProperty(PREFIX + "levelInBrackets", "true");
    }

    /**
     * Logs a plugin as Memberport itself is logged. Plugins share the JDK with the launcher and no library, so it is
     * {@link System.Logger} that they have. Must be called before anything in the plugin is run.
     *
     * <p>Only what is named after the package of its provider: the libraries that a plugin brings along could print more
     * than anybody may see.
     *
     * @param providerClass the name of the provider's class
     */
    static void follow(String providerClass) {
        int dot = providerClass.lastIndexOf('.');
        if (dot > 0) {
            System.setProperty(
                    PREFIX + "log." + providerClass.substring(0, dot),
                    System.getProperty(PREFIX + "log.io.memberport", level(0)));
        }
    }

    private static String level(int verbosity) {
        return switch (verbosity) {
            case 0 -> "warn";
            case 1 -> "debug";
            default -> "trace";
        };
    }
}
