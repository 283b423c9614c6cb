package io.memberport.cli.log;

import io.memberport.cli.result.Failure;
import io.memberport.cli.terminal.LineProgress;
import io.memberport.cli.terminal.Progress;
import io.memberport.port.Delays;
import java.io.PrintStream;
import org.slf4j.event.Level;

/** One JSON object on each line, as {@code docs/operation.md} describes it. */
final class JsonMessages implements Messages {

    private final PrintStream err;

    JsonMessages(PrintStream err) {
        this.err = err;
    }

    @Override
    public void note(String text) {
        JsonLine.event(Level.INFO, "note", text).print(err);
    }

    @Override
    public void warning(String text) {
        JsonLine.event(Level.WARN, "warning", text).print(err);
    }

    @Override
    public void failure(Failure failure, boolean isDetailed) {
        JsonLine line =
                JsonLine.event(Level.ERROR, "failure", failure.message()).with(failure.json());
        (isDetailed ? line.with(failure.cause()) : line).print(err);
    }

    @Override
    public void wrongUsage(Failure failure, String hint) {
        JsonLine.event(Level.ERROR, "failure", failure.message())
                .with(failure.json())
                .with("remedy", "Try '" + hint + "'.")
                .print(err);
    }

    @Override
    public void trace(Failure failure) {
        JsonLine.event(Level.DEBUG, "trace", failure.message())
                .with(failure.cause())
                .print(err);
    }

    @Override
    public void ended(int exitCode) {
        JsonLine.event(exitCode == 0 ? Level.INFO : Level.ERROR, "end", "Ended with exit code " + exitCode + ".")
                .with("exitCode", exitCode)
                .print(err);
    }

    @Override
    public Progress progress(Delays clock) {
        return new LineProgress(
                clock,
                (event, text) -> ProgressFields.add(event, JsonLine.event(Level.INFO, "progress", text))
                        .print(err));
    }
}
