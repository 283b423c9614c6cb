package io.memberport.export;

import org.jspecify.annotations.Nullable;

/**
 * Keeps what a listener throws until all targets have committed: a failing display must not decide which of them commit.
 */
final class DeferringListener implements ExportListener {

    private final ExportListener listener;
    private @Nullable Throwable failure;

    DeferringListener(ExportListener listener) {
        this.listener = listener;
    }

    @Override
    public void on(ExportEvent event) {
        try {
            listener.on(event);
        } catch (Throwable failed) {
            if (failure == null) {
                failure = failed;
            } else if (failure != failed) {
                failure.addSuppressed(failed);
            }
        }
    }

    /** Throws the first thing the listener threw, if it threw anything. */
    void rethrow() {
        if (failure instanceof Error error) {
            throw error;
        }
        if (failure instanceof RuntimeException unchecked) {
            throw unchecked;
        }
        if (failure != null) {
            throw new IllegalStateException("the listener threw a checked exception", failure);
        }
    }

    /** Suppresses what the listener threw, if anything, onto a failure that matters more. */
    void suppressOnto(Throwable first) {
        if (failure != null) {
            first.addSuppressed(failure);
        }
    }
}
