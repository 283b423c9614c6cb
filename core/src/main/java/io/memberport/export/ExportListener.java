package io.memberport.export;

/** Hears what happens. Called on the thread that runs the use case, so it returns quickly and throws nothing. */
@FunctionalInterface
public interface ExportListener {

    /** Hears nothing. */
    ExportListener NONE = event -> {};

    void on(ExportEvent event);
}
