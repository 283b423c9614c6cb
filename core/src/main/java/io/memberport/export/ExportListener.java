package io.memberport.export;

/**
 * Hears what happens. Called on the thread that runs the use case, so it returns quickly and throws nothing.
 *
 * <p>If it throws all the same, the run ends with that and nothing is committed. Once targets have begun to commit, they
 * finish first, and then it is thrown, or suppressed onto the failure of a target.
 */
@FunctionalInterface
public interface ExportListener {

    /** Hears nothing. */
    ExportListener NONE = event -> {};

    void on(ExportEvent event);
}
