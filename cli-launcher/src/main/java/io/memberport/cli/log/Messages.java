package io.memberport.cli.log;

import io.memberport.cli.result.Failure;
import io.memberport.cli.terminal.Progress;
import io.memberport.port.Delays;
import java.io.PrintStream;

/** What a command tells its user beside its result, on standard error. */
public interface Messages {

    /** Those of a format. */
    static Messages of(LogFormat format, PrintStream err) {
        return switch (format) {
            case TEXT -> new TextMessages(err);
            case JSON -> new JsonMessages(err);
        };
    }

    /** What may be of interest. */
    void note(String text);

    /** What may be wrong. */
    void warning(String text);

    /**
     * Why the command has failed.
     *
     * @param isDetailed whether to say where it came from
     */
    void failure(Failure failure, boolean isDetailed);

    /**
     * A command line that cannot be understood.
     *
     * @param hint the command that helps
     */
    void wrongUsage(Failure failure, String hint);

    /** Where a failure came from that is part of the result. */
    void trace(Failure failure);

    /** The command has ended without a failure of its own. */
    void ended(int exitCode);

    /** A message now and then while a run makes progress. */
    Progress progress(Delays clock);
}
