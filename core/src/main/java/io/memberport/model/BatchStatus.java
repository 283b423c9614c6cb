package io.memberport.model;

/** The status of an export at the API. A status outside these four is an error and never read as one of them. */
public enum BatchStatus {
    PENDING,
    RUNNING,
    SUCCEEDED,
    FAILED;

    /** Whether this status can no longer change. */
    public boolean isFinal() {
        return switch (this) {
            case PENDING, RUNNING -> false;
            case SUCCEEDED, FAILED -> true;
        };
    }
}
