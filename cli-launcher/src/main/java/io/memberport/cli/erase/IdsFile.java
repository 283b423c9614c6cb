package io.memberport.cli.erase;

import io.memberport.cli.file.TextFile;
import io.memberport.cli.settings.Paths;
import java.nio.file.Path;

/** The file of member ids that a user names. */
final class IdsFile {

    private static final String STANDARD_INPUT = "-";

    private IdsFile() {}

    /** Its text; no message quotes any of it. */
    static String read(Path workingDirectory, String name) {
        return name.equals(STANDARD_INPUT)
                ? TextFile.read(System.in, "Standard input")
                : TextFile.read(Paths.resolve(workingDirectory, name, "--ids-file"), "The file that --ids-file names");
    }
}
