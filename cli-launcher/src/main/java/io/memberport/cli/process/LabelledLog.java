package io.memberport.cli.process;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Where log lines go while jobs run: each gets the label of the job that its thread works for. */
final class LabelledLog extends PrintStream {

    LabelledLog(OutputStream out) {
        super(out, true, StandardCharsets.UTF_8);
    }

    /** The simple backend of SLF4J prints each line so. */
    @Override
    public void println(@Nullable String line) {
        String text = String.valueOf(line);
        super.println(
                text.startsWith(Logging.PROGRAM)
                        ? Logging.PROGRAM + " " + JobContext.label() + text.substring(Logging.PROGRAM.length() + 1)
                        : JobContext.label() + text);
    }
}
