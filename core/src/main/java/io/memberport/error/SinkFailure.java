package io.memberport.error;

/** Explains what the use cases catch from sinks. */
public final class SinkFailure {

    private SinkFailure() {}

    /**
     * The failure of a sink as one of Memberport's. An error after which the virtual machine cannot continue is thrown on.
     *
     * @param target the target, as the sink describes it
     * @param consequence what is known of the target now; a sentence
     */
    public static MemberportException of(Throwable failed, String target, String consequence) {
        if (failed instanceof MemberportException known) {
            return known;
        }
        if (failed instanceof VirtualMachineError fatal && !(failed instanceof StackOverflowError)) {
            throw fatal;
        }
        return unexpected(failed, target, consequence);
    }

    /** The same for whatever was thrown. Its message comes from code that may not know the rule about member values, so only its class is told. */
    public static MemberportException unexpected(Throwable failed, String target, String consequence) {
        MemberportException wrapped = new MemberportException(
                FailureKind.TARGET,
                "The target " + target + " failed unexpectedly ("
                        + failed.getClass().getName() + "). " + consequence
                        + " This is a mistake in the sink: tell its author.");
        wrapped.setStackTrace(failed.getStackTrace());
        return wrapped;
    }
}
