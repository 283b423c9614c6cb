package io.memberport.testing.process;

import java.util.Locale;
import java.util.Set;
import org.opentest4j.TestAbortedException;

/**
 * What servers need of the machine. Where it is missing, a test that starts one is skipped and says why; it does not fail.
 *
 * @param system the name of the operating system, as Java has it
 * @param processor the name of its processor
 */
public record Platform(String system, String processor) {

    private static final Set<String> X86_64 = Set.of("amd64", "x86_64");

    /** This machine. */
    public static Platform current() {
        return new Platform(System.getProperty("os.name"), System.getProperty("os.arch"));
    }

    /** For programs that are there for one kind of machine only. */
    public void requireLinuxOnX86(String program) {
        if (!system.equals("Linux") || !X86_64.contains(processor)) {
            throw new TestAbortedException(program + " comes as a program for Linux on x86-64 only; this is " + system
                    + " on " + processor + ".");
        }
    }

    /** For processes that are watched by a shell and ended by signals. */
    public void requireShell(String program) {
        if (system.toLowerCase(Locale.ROOT).startsWith("windows")) {
            throw new TestAbortedException(
                    program + " is started by a shell and ended by signals, which " + system + " does not have.");
        }
    }
}
