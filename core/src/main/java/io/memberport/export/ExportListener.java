package io.memberport.export;

/**
 * Receives the events of a run, on the thread of the run. So it returns quickly and throws nothing.
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
