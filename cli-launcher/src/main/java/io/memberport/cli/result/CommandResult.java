package io.memberport.cli.result;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.PrintStream;

/** What a command has to say on standard output: text for people, one JSON document for programs. */
public interface CommandResult {

    void text(PrintStream out);

    /** Writes one JSON value. */
    void json(JsonGenerator json) throws IOException;
}
