package io.memberport.cli.log;

/**
 * Configures {@code java.util.logging} by leaving it without handlers, so that nothing is printed that libraries log there.
 * Java makes one when the first of them does, because {@link Logging} has set the property that says so; a run without
 * such a library does not load that logging at all.
 */
public final class SilentJavaLogging {

    /** For {@link java.util.logging.LogManager}. */
    public SilentJavaLogging() {}
}
