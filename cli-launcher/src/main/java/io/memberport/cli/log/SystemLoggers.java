package io.memberport.cli.log;

import java.text.MessageFormat;
import java.util.ResourceBundle;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends what is logged through {@link System.Logger} the way of everything else that is logged here; for plugins, which
 * have no other logging API in common with the launcher. Java finds it by its {@code META-INF/services} entry.
 *
 * <p>Not SLF4J's own bridge, because Java 21 and later ask for a logger at the end of every process: this one wakes SLF4J
 * only when there is something to print.
 */
public final class SystemLoggers extends System.LoggerFinder {

    /** For {@link java.util.ServiceLoader}. */
    public SystemLoggers() {}

    @Override
    public System.Logger getLogger(String name, Module module) {
        return new Forwarding(name, module.isNamed());
    }

    /**
     * A logger.
     *
     * @param isOfJava whether it is one of Java's own modules that logs. Of these nothing is shown, whatever is set: its
     *     HTTP client and URL connections would print headers, credentials included
     */
    private record Forwarding(String name, boolean isOfJava) implements System.Logger {

        @Override
        public String getName() {
            return name;
        }

        @Override
        public boolean isLoggable(Level level) {
            return level != Level.OFF && !isOfJava && target().isEnabledForLevel(like(level));
        }

        @Override
        public void log(
                Level level, @Nullable ResourceBundle bundle, @Nullable String text, @Nullable Throwable thrown) {
            if (isLoggable(level)) {
                target().atLevel(like(level)).setCause(thrown).log(localised(bundle, text));
            }
        }

        @Override
        public void log(
                Level level,
                @Nullable ResourceBundle bundle,
                @Nullable String format,
                @Nullable Object @Nullable ... arguments) {
            if (isLoggable(level)) {
                target().atLevel(like(level)).log(formatted(localised(bundle, format), arguments));
            }
        }

        private static org.slf4j.event.Level like(Level level) {
            return switch (level) {
                case ALL, TRACE -> org.slf4j.event.Level.TRACE;
                case DEBUG -> org.slf4j.event.Level.DEBUG;
                case INFO -> org.slf4j.event.Level.INFO;
                case WARNING -> org.slf4j.event.Level.WARN;
                case ERROR, OFF -> org.slf4j.event.Level.ERROR;
            };
        }

        private Logger target() {
            return LoggerFactory.getLogger(Logging.ofSystem(name));
        }

        private static String localised(@Nullable ResourceBundle bundle, @Nullable String text) {
            return text != null && bundle != null && bundle.containsKey(text)
                    ? bundle.getString(text)
                    : String.valueOf(text);
        }

        private static String formatted(String format, @Nullable Object @Nullable [] arguments) {
            if (arguments == null || arguments.length == 0) {
                return format;
            }
            try {
                return MessageFormat.format(format, arguments);
            } catch (IllegalArgumentException noPattern) {
                return format;
            }
        }
    }
}
