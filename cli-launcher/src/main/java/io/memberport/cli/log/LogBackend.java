package io.memberport.cli.log;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.ILoggerFactory;
import org.slf4j.IMarkerFactory;
import org.slf4j.Logger;
import org.slf4j.Marker;
import org.slf4j.event.Level;
import org.slf4j.helpers.BasicMarkerFactory;
import org.slf4j.helpers.LegacyAbstractLogger;
import org.slf4j.helpers.MessageFormatter;
import org.slf4j.helpers.NOPMDCAdapter;
import org.slf4j.spi.MDCAdapter;
import org.slf4j.spi.SLF4JServiceProvider;

/** The backend of SLF4J in this program, which {@link Logging} sets up. SLF4J finds it by its {@code META-INF/services} entry. */
public final class LogBackend implements SLF4JServiceProvider {

    private final Map<String, Logger> loggers = new ConcurrentHashMap<>();
    private final IMarkerFactory markers = new BasicMarkerFactory();
    private final MDCAdapter noContext = new NOPMDCAdapter();

    /** For {@link java.util.ServiceLoader}. */
    public LogBackend() {}

    @Override
    public ILoggerFactory getLoggerFactory() {
        return name -> loggers.computeIfAbsent(name, NamedLogger::new);
    }

    @Override
    public IMarkerFactory getMarkerFactory() {
        return markers;
    }

    /** None: {@link RunContext} is what threads carry. */
    @Override
    public MDCAdapter getMDCAdapter() {
        return noContext;
    }

    @Override
    public String getRequestedApiVersion() {
        return "2.0.99";
    }

    @Override
    public void initialize() {}

    /** A logger that asks {@link Logging} at each call. */
    private static final class NamedLogger extends LegacyAbstractLogger {

        private static final long serialVersionUID = 1L;

        NamedLogger(String name) {
            this.name = name;
        }

        @Override
        public boolean isTraceEnabled() {
            return Logging.isShown(name, Level.TRACE);
        }

        @Override
        public boolean isDebugEnabled() {
            return Logging.isShown(name, Level.DEBUG);
        }

        @Override
        public boolean isInfoEnabled() {
            return Logging.isShown(name, Level.INFO);
        }

        @Override
        public boolean isWarnEnabled() {
            return Logging.isShown(name, Level.WARN);
        }

        @Override
        public boolean isErrorEnabled() {
            return Logging.isShown(name, Level.ERROR);
        }

        @Override
        protected @Nullable String getFullyQualifiedCallerName() {
            return null;
        }

        @Override
        protected void handleNormalizedLoggingCall(
                Level level,
                @Nullable Marker marker,
                @Nullable String pattern,
                @Nullable Object @Nullable [] arguments,
                @Nullable Throwable thrown) {
            Logging.print(level, name, MessageFormatter.basicArrayFormat(pattern, arguments), thrown);
        }
    }
}
