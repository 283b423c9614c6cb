package io.memberport.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is said of a target that no sink takes. */
class TargetNamesTest {

    @TempDir
    private Path directory;

    private String refused(String target) throws IOException {
        Files.writeString(directory.resolve("export.json"), "{}");
        CommandLineRun run = new CommandLineRun(directory);
        assertEquals(2, run.run("load", "export.json", "--to", target), run.err());
        return run.err();
    }

    @Test
    void namesASchemeThatThereIsNot() throws IOException {
        String message = refused("ftp://host/members");

        assertTrue(message.contains("There is no sink for targets that start with 'ftp:'"), message);
    }

    @Test
    void takesADriveOfWindowsForNoScheme() throws IOException {
        String message = refused("C:\\panel\\members.txt");

        assertTrue(message.contains("no known scheme at its beginning and no known file type at its end"), message);
    }
}
