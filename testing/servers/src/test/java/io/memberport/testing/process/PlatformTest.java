package io.memberport.testing.process;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.opentest4j.TestAbortedException;

class PlatformTest {

    @ParameterizedTest
    @CsvSource({"Linux, aarch64", "Mac OS X, aarch64", "Mac OS X, x86_64", "Windows 11, amd64"})
    void skipsTestsOfProgramsForAnotherMachine(String system, String processor) {
        TestAbortedException skipped = assertThrows(
                TestAbortedException.class, () -> new Platform(system, processor).requireLinuxOnX86("postgresql"));

        assertEquals(
                "postgresql comes as a program for Linux on x86-64 only; this is " + system + " on " + processor + ".",
                skipped.getMessage());
    }

    @Test
    void runsThemOnTheirs() {
        assertDoesNotThrow(() -> new Platform("Linux", "amd64").requireLinuxOnX86("postgresql"));
    }

    @Test
    void skipsWhatNeedsAShellOnWindowsAlone() {
        assertThrows(TestAbortedException.class, () -> new Platform("Windows Server 2025", "amd64").requireShell("s3"));
        assertDoesNotThrow(() -> new Platform("Mac OS X", "aarch64").requireShell("s3"));
    }
}
