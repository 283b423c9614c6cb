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

    private static String level(int verbosity) {
        return switch (verbosity) {
            case 0 -> "warn";
            case 1 -> "debug";
            default -> "trace";
        };
    }
}
