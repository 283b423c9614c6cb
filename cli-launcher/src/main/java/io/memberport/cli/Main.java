package io.memberport.cli;

import java.util.List;

/** Where the process begins and ends. */
public final class Main {

    private Main() {}

    public static void main(String[] arguments) {
        Interruption interruption = new Interruption();
        interruption.install();
        Surroundings surroundings = Surroundings.ofProcess(interruption);
        int code = MemberportCommand.run(List.of(arguments), surroundings);
        surroundings.out().flush();
        if (surroundings.out().checkError() && code == ExitCode.DONE && !isReaderGone(arguments)) {
            surroundings.err().println("memberport: The result could not be written to standard output.");
            code = ExitCode.UNEXPECTED;
        }
        interruption.finished(code);
        System.exit(code);
    }

    /** Whether somebody has read as much of a text as was wanted, and has closed the pipe, as {@code | head} does. */
    private static boolean isReaderGone(String... arguments) {
        return Terminal.isPipe(Terminal.STANDARD_OUTPUT) && !MemberportCommand.writesMembers(List.of(arguments));
    }
}
