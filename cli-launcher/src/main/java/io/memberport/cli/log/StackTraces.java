package io.memberport.cli.log;

import io.memberport.cli.terminal.Printable;
import io.memberport.error.MemberportException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** Stack traces, but with the messages of Memberport's own exceptions only: others could quote data. */
final class StackTraces {

    private static final int MOST_EXCEPTIONS = 20;

    private StackTraces() {}

    /** The lines of an exception, of its causes and of what it suppresses. */
    static List<String> of(Throwable thrown) {
        List<String> lines = new ArrayList<>();
        Deque<Throwable> rest = new ArrayDeque<>();
        rest.add(thrown);
        for (int shown = 0; shown < MOST_EXCEPTIONS && !rest.isEmpty(); shown++) {
            Throwable next = rest.remove();
            lines.add(next.getClass().getName() + ownMessage(next));
            for (StackTraceElement frame : next.getStackTrace()) {
                lines.add("    at " + Printable.text(frame.toString()));
            }
            if (next.getCause() != null) {
                rest.addFirst(next.getCause());
            }
            rest.addAll(List.of(next.getSuppressed()));
        }
        return lines;
    }

    private static String ownMessage(Throwable thrown) {
        return thrown instanceof MemberportException && thrown.getMessage() != null
                ? ": " + Printable.text(thrown.getMessage())
                : "";
    }
}
