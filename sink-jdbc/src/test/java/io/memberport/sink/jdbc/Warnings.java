package io.memberport.sink.jdbc;

import io.memberport.sink.jdbc.target.RightsCheck;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** What is warned of as long as it is open, and kept out of the tests' output. */
final class Warnings implements AutoCloseable {

    // Kept because the JDK forgets loggers without a reference.
    private final Logger logger;
    private final List<String> messages = new ArrayList<>();
    private final Handler handler = new Handler() {
        @Override
        public synchronized void publish(LogRecord logged) {
            messages.add(new SimpleFormatter().formatMessage(logged));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    private Warnings(Logger logger) {
        this.logger = logger;
        logger.setUseParentHandlers(false);
        logger.addHandler(handler);
    }

    /** Of rights that are missing for some exports. */
    static Warnings ofRights() {
        return of(RightsCheck.class);
    }

    /** Of a class. */
    static Warnings of(Class<?> warning) {
        return new Warnings(Logger.getLogger(warning.getName()));
    }

    List<String> all() {
        synchronized (handler) {
            return List.copyOf(messages);
        }
    }

    @Override
    public void close() {
        logger.removeHandler(handler);
        logger.setUseParentHandlers(true);
    }
}
