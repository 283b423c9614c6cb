package io.memberport.cli;

import io.memberport.cli.file.DriverLibraries;
import io.memberport.cli.log.LogFormat;
import io.memberport.cli.log.Logging;
import io.memberport.cli.log.Messages;
import io.memberport.cli.log.RunContext;
import io.memberport.cli.process.Interruption;
import io.memberport.cli.process.ProcessEnvironment;
import io.memberport.cli.result.ExitCode;
import io.memberport.cli.result.Failure;
import io.memberport.cli.result.Shortage;
import io.memberport.cli.settings.ProcessText;
import io.memberport.cli.terminal.Terminal;
import java.util.List;

/** Where the process begins and ends. */
public final class Main {

    private Main() {}

    @SuppressWarnings("try") // The run is that of the thread.
    public static void main(String[] arguments) {
        try (RunContext run = RunContext.begin(null)) {
            Interruption interruption = new Interruption();
            DriverLibraries libraries = DriverLibraries.ofProcess();
            ProcessEnvironment process = ProcessEnvironment.ofProcess(interruption, libraries);
            boolean writesMembers = MemberportCommand.writesMembers(List.of(arguments), process);
            interruption.install(text -> Logging.messages().warning(text), writesMembers);
            int code = codeOf(process, libraries, writesMembers, arguments);
            interruption.finished(code);
            System.exit(code);
        } catch (LinkageError | OutOfMemoryError shortage) {
            // Even the class that would say so cannot be loaded.
            System.err.println(Shortage.LAST_WORDS);
            Runtime.getRuntime().halt(ExitCode.UNEXPECTED);
        }
    }

    private static int codeOf(
            ProcessEnvironment process, DriverLibraries libraries, boolean writesMembers, String... arguments) {
        int code = run(List.of(arguments), process);
        libraries.close();
        process.out().flush();
        if (!process.out().checkError() || isReaderGone(writesMembers)) {
            return code;
        }
        Logging.messages().warning("The result could not be written to standard output.");
        return code == ExitCode.DONE ? ExitCode.UNEXPECTED : code;
    }

    /** What no command reports is reported here: the end of the process is never that of a thread that died. */
    private static int run(List<String> arguments, ProcessEnvironment process) {
        try {
            ProcessText.ofThisProcess().check(arguments, process.environment(), System.getProperty("user.dir"));
            return MemberportCommand.run(arguments, process);
        } catch (RuntimeException | Error thrown) {
            Failure failure = Failure.of(thrown);
            Messages.of(LogFormat.askedFor(arguments, process.environment()), process.err())
                    .failure(failure, false);
            return failure.exitCode();
        }
    }

    /** Whether the reader has seen as much of a text as it wanted, and has closed the pipe, as {@code | head} does. */
    private static boolean isReaderGone(boolean writesMembers) {
        return Terminal.isPipe(Terminal.STANDARD_OUTPUT) && !writesMembers;
    }
}
