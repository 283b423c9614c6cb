package io.memberport.cli.erase;

import io.memberport.cli.file.TextFile;
import io.memberport.cli.settings.Paths;
import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import java.nio.file.Path;
import java.util.List;

/** The file of member ids that a user names. */
final class IdsFile {

    private static final String STANDARD_INPUT = "-";

    private IdsFile() {}

    /** Its lines, without empty ones; no message quotes any of it. */
    static List<String> read(Path workingDirectory, String name) {
        boolean isStandardInput = name.equals(STANDARD_INPUT);
        String what = isStandardInput ? "Standard input" : "The file that --ids-file names";
        String text = isStandardInput
                ? TextFile.read(System.in, what)
                : TextFile.read(Paths.resolve(workingDirectory, name, "--ids-file"), what);
        List<String> lines = text.lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            if (!lines.get(i).isEmpty() && lines.get(i).isBlank()) {
                throw new MemberportException(
                        FailureKind.CONFIGURATION,
                        what + " has nothing but blanks in line " + (i + 1)
                                + ". Nothing was erased. Remove that line; an id of blanks can be given as an argument.");
            }
        }
        return lines.stream().filter(line -> !line.isEmpty()).toList();
    }
}
