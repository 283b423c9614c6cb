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

    /** The simple backend of SLF4J prints each line so. It is written at once, because threads of other jobs write, too. */
    @Override
    public void println(@Nullable String line) {
        byte[] bytes = (labelled(String.valueOf(line)) + System.lineSeparator()).getBytes(StandardCharsets.UTF_8);
        write(bytes, 0, bytes.length);
    }

    private static String labelled(String line) {
        String label = JobContext.label();
        return line.startsWith(Logging.PROGRAM)
                ? Logging.PROGRAM + " " + label + line.substring(Logging.PROGRAM.length() + 1)
                : label + line;
    }
}
