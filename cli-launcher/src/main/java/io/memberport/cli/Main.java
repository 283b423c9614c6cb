package io.memberport.cli;

import java.util.List;

/** Where the process begins and ends. */
public final class Main {

    private Main() {}

    public static void main(String[] arguments) {
        try {
            Interruption interruption = new Interruption();
            DriverLibraries libraries = DriverLibraries.ofProcess();
            Surroundings surroundings = Surroundings.ofProcess(interruption, libraries);
            interruption.install(surroundings.err(), MemberportCommand.writesMembers(List.of(arguments)));
            int code = codeOf(surroundings, libraries, arguments);
            interruption.finished(code);
            System.exit(code);
        } catch (LinkageError | OutOfMemoryError shortage) {
            // Even the class that would say so cannot be loaded.
            System.err.println(Shortage.LAST_WORDS);
            Runtime.getRuntime().halt(ExitCode.UNEXPECTED);
        }
    }

    private static int codeOf(Surroundings surroundings, DriverLibraries libraries, String... arguments) {
        int code = run(List.of(arguments), surroundings);
        libraries.close();
        surroundings.out().flush();
        if (surroundings.out().checkError() && code == ExitCode.DONE && !isReaderGone(arguments)) {
            surroundings.err().println("memberport: The result could not be written to standard output.");
            return ExitCode.UNEXPECTED;
        }
        return code;
    }

    /** What no command reports is reported here: the end of the process is never that of a thread that died. */
    private static int run(List<String> arguments, Surroundings surroundings) {
        try {
            ProcessText.ofThisProcess().check(arguments, surroundings.environment(), System.getProperty("user.dir"));
            return MemberportCommand.run(arguments, surroundings);
        } catch (RuntimeException | Error thrown) {
            Failure failure = Failure.of(thrown);
            Session.report(failure, new CommonOptions(), surroundings.err());
            return failure.exitCode();
        }
    }

    /** Whether the reader has seen as much of a text as it wanted, and has closed the pipe, as {@code | head} does. */
    private static boolean isReaderGone(String... arguments) {
        return Terminal.isPipe(Terminal.STANDARD_OUTPUT) && !MemberportCommand.writesMembers(List.of(arguments));
    }
}
