package io.memberport.error;

/** What went wrong. It determines who must act and whether a retry can help. */
public enum FailureKind {
    /** A setting or an argument is missing or wrong. */
    CONFIGURATION(Actor.USER, false),
    /** The API does not know the community or the batch (404). */
    NOT_FOUND(Actor.USER, false),
    /** The API refuses the credentials or their permissions (401, 403). */
    ACCESS_DENIED(Actor.USER, false),
    /** The export failed at Alida. */
    EXPORT_FAILED(Actor.VENDOR, false),
    /** The export was not finished by the deadline; it may still be running. */
    DEADLINE(Actor.USER, true),
    /** The network or the API is unavailable after all retries. */
    UNAVAILABLE(Actor.NETWORK, true),
    /** The API answered something that cannot be understood, an unknown status for example. */
    PROTOCOL(Actor.VENDOR, false),
    /** The export file is malformed or incomplete. */
    MALFORMED_EXPORT(Actor.DATA, false),
    /** A target cannot be written. */
    TARGET(Actor.TARGET, false),
    /** Another run is writing the target, or the target is not reached or overloaded at the moment. */
    TARGET_BUSY(Actor.TARGET, true),
    /** The run was interrupted. */
    INTERRUPTED(Actor.USER, true),
    /** A mistake in Memberport. */
    BUG(Actor.MEMBERPORT, false);

    /** Who must act. */
    public enum Actor {
        USER,
        VENDOR,
        NETWORK,
        DATA,
        TARGET,
        MEMBERPORT
    }

    private final Actor actor;
    private final boolean retryable;

    FailureKind(Actor actor, boolean retryable) {
        this.actor = actor;
        this.retryable = retryable;
    }

    /** Who must act. */
    public Actor actor() {
        return actor;
    }

    /** Whether the same run can succeed later without any change. */
    public boolean isRetryable() {
        return retryable;
    }
}
