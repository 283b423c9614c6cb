package io.memberport.export;

/**
 * Hears what happens. Called on the thread that runs the use case, so it returns quickly and throws nothing.
 *
 * <p>If it throws nevertheless, the run ends with that exception and nothing is committed. If targets have already
 * begun to commit, they finish first; the exception is then thrown, or suppressed onto the failure of a target.
 */
@FunctionalInterface
public interface ExportListener {

    /** Hears nothing. */
    ExportListener NONE = event -> {};

    void on(ExportEvent event);
}
