package io.memberport.cli.result;

import java.io.PrintStream;

/** What a command has to say on standard output: text for people, one JSON document for programs. */
public interface CommandResult {

    void text(PrintStream out);

    JsonObject json();
}
