package io.memberport.cli.log;

import io.memberport.cli.result.Failure;
import io.memberport.cli.terminal.LineProgress;
import io.memberport.cli.terminal.Progress;
import io.memberport.port.Delays;
import java.io.PrintStream;

/** In words, a line each. */
record TextMessages(PrintStream err) implements Messages {

    /** What each message begins with. */
    static String prefix() {
        return "memberport: " + RunContext.label();
    }

    @Override
    public void note(String text) {
        err.println(prefix() + text);
    }

    @Override
    public void warning(String text) {
        err.println(prefix() + text);
    }

    @Override
    public void failure(Failure failure, boolean isDetailed) {
        err.println(prefix() + failure.message());
        if (isDetailed) {
            trace(failure);
        }
    }

    @Override
    public void wrongUsage(Failure failure, String hint) {
        err.println(prefix() + failure.message());
        err.println("Try '" + hint + "' for its options and commands.");
    }

    @Override
    public void trace(Failure failure) {
        StackTraces.of(failure.cause()).forEach(line -> err.println(RunContext.label() + line));
    }

    @Override
    public void ended(int exitCode) {
        // The result says so.
    }

    @Override
    public Progress progress(Delays clock) {
        return new LineProgress(clock, (event, text) -> err.println(prefix() + text));
    }
}
