package io.memberport.http;

/** Counts how often a transfer has been taken up, and knows whether it may be once more. Used by one thread. */
final class ResumeTries {

    private final RetryPolicy retries;
    private final ResumePolicy policy;
    private final Timing timing;
    private int inAll;
    private int inARow;
    private long lastPosition;

    ResumeTries(RetryPolicy retries, ResumePolicy policy, Timing timing) {
        this.retries = retries;
        this.policy = policy;
        this.timing = timing;
    }

    StallWatch stallWatch() {
        return new StallWatch(policy, timing.delays());
    }

    /** Whether the transfer, broken at this byte, may be taken up again. */
    boolean isAllowedAt(long position) {
        boolean gotOn = position - lastPosition >= Math.max(1, policy.leastBytesPerWindow());
        lastPosition = position;
        inARow = gotOn ? 1 : inARow + 1;
        inAll++;
        return inARow < retries.attempts() && inAll <= policy.resumptions();
    }

    /** Waits before the next try. */
    void pause() {
        timing.delays().waitFor(retries.delays().after(inARow, timing.random().getAsDouble()));
    }

    /** Why it may not be taken up any more: too often in vain, or too often. */
    String lastBreak() {
        return inARow >= retries.attempts()
                ? "the last of " + inARow + " breaks without getting on"
                : "the last of " + inAll + " breaks, as many as are borne";
    }
}
