package io.memberport.cli.result;

import java.io.PrintStream;

/** What a command has to say on standard output, in each {@link OutputFormat}: text for people, one JSON document for programs. */
public interface CommandResult {

    void text(PrintStream out);

    JsonObject json();

    /** The same as a table in Markdown, for commands that have one; as text if not overridden, which a failure does not have. */
    default void markdown(PrintStream out) {
        text(out);
    }

    /** The same as a table in CSV, as {@link #markdown}. */
    default void csv(PrintStream out) {
        text(out);
    }
}
