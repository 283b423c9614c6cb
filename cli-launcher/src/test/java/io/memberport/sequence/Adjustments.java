package io.memberport.sequence;

/** Counts the values that a target shows otherwise than they were sent, and refuses them if the run does. */
final class Adjustments {

    /** A value does not fit, and the run does not replace it. */
    static final class DoesNotFit extends RuntimeException {

        private static final long serialVersionUID = 1L;
    }

    private final boolean replaces;
    private long replaced;
    private long rounded;
    private long untyped;
    private boolean vague;

    Adjustments(boolean replaces) {
        this.replaces = replaces;
    }

    /** Something else stands for a value. */
    void replace() {
        if (!replaces) {
            throw new DoesNotFit();
        }
        replaced++;
    }

    /** The same, where the guide does not say how often one of these is counted in an export. */
    void replaceOnceOrMore() {
        if (!replaces) {
            throw new DoesNotFit();
        }
        vague = true;
    }

    void round() {
        rounded++;
    }

    void leaveUntyped() {
        untyped++;
    }

    Object replaced() {
        return vague ? new Alike.AtLeast(replaced + 1) : replaced;
    }

    long rounded() {
        return rounded;
    }

    long untyped() {
        return untyped;
    }
}
