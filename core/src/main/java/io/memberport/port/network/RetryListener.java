package io.memberport.port.network;

/**
 * Hears of each request to another machine that is about to be sent again. Called on the thread that sends it, which may
 * be any and not that of the run; so it returns quickly and throws nothing.
 */
@FunctionalInterface
public interface RetryListener {

    /** Hears nothing. */
    RetryListener NONE = cause -> {};

    void retried(RetryCause cause);
}
