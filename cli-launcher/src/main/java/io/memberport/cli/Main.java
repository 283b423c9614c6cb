package io.memberport.cli;

import java.util.List;

/** Where the process begins and ends. */
public final class Main {

    private Main() {}

    public static void main(String[] arguments) {
        Interruption interruption = new Interruption();
        Surroundings surroundings = Surroundings.ofProcess(interruption);
        interruption.install(surroundings.err());
        int code = MemberportCommand.run(List.of(arguments), surroundings);
        surroundings.out().flush();
        if (surroundings.out().checkError() && code == ExitCode.DONE) {
            surroundings.err().println("memberport: The result could not be written to standard output.");
            code = ExitCode.UNEXPECTED;
        }
        interruption.finished(code);
        System.exit(code);
    }
}
